/** Keeps results of lint: the same files, config, day and build of policyctl give the same findings. */
import type { LintOutcome } from '../answers/lint.ts'
import type { FolderContents } from '../files/folder-contents.ts'
import { digestPolicyFolder } from '../files/policy-files.ts'
import { openCache, type ResultCache, sha256 } from '../files/result-cache.ts'
import { readBaselineText } from '../workbench/lint-inputs.ts'
import type { Workbench } from '../workbench/workbench.ts'

/** The bundler puts a hash of the code into the name of this module. */
const BUILD = import.meta.url

export interface OutcomeCache {
  readonly known: LintOutcome | null
  /**
   * Keeps an outcome, unless the settings or the baseline changed meanwhile.
   *
   * @returns a sentence if the cache folder cannot be made; else null.
   */
  keep(outcome: LintOutcome): string | null
}

/**
 * @param contents the bytes that the outcome is computed from. They must have been read at once, since the key is their digest.
 * @returns null if the module has no hash in its name: outside the bundle of the command line.
 */
export function outcomeCache(contents: FolderContents, workbench: Workbench): OutcomeCache | null {
  if (!/-[0-9A-Z]{8}\.js$/.test(BUILD)) return null
  const cache = cacheOf(workbench)
  const settings = settingsKey(workbench)
  const key = sha256(JSON.stringify([settings, digestPolicyFolder(contents)]))
  return {
    known: outcomeIn(cache.read(key)),
    keep: (outcome) => (settingsKey(workbench) === settings ? cache.write(key, outcome) : null),
  }
}

function cacheOf(workbench: Workbench): ResultCache {
  const { project, context } = workbench
  return openCache({
    env: context.env,
    subject: JSON.stringify(['lint', project.root, project.configFile, ...ofTarget(workbench)]),
  })
}

/** In a project with scoped settings or layers, each target has its own result. */
function ofTarget({ project, whole, targetName, isOneOfSeveral }: Workbench): readonly (string | null)[] {
  return project === whole ? [] : [targetName, String(isOneOfSeveral)]
}

function settingsKey(workbench: Workbench): string {
  const { project, context } = workbench
  const { version, clock } = context
  return sha256(
    JSON.stringify([
      version,
      BUILD,
      clock.now().toISOString().slice(0, 10),
      project.configText,
      ofTarget(workbench),
      [...project.config.ceilings].map(([file, { text }]) => [file, text]),
      project.judge ?? null,
      readBaselineText(project),
    ]),
  )
}

/** Refuses an entry of another kind. Its digest was compared before. */
function outcomeIn(value: unknown): LintOutcome | null {
  const { files, policies, findings, guardrails } = Object(value)
  const isNumbers = typeof files === 'number' && typeof policies === 'number'
  return isNumbers && Array.isArray(findings) && Array.isArray(guardrails)
    ? { files, policies, findings, guardrails }
    : null
}
