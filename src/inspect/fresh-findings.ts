/**
 * Finds the findings of a change that its base does not have, and those that the change silences.
 * Findings are compared by their subject, not by line.
 */
import { posix } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import type { Config } from '../files/config.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { readRevision } from '../git/read-revision.ts'
import { entryFor } from '../lint/baseline.ts'
import { contentsIn } from '../lint/item-content.ts'
import { withoutKnown } from '../lint/known-findings.ts'
import { runChecks } from '../lint/lint.ts'
import { ignoresIn } from '../parse/ignores.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { ownConfigAt } from '../workbench/config-at.ts'
import { givenAt } from '../workbench/given-at.ts'
import { guardrailsWith } from '../workbench/guardrails-of.ts'
import { lintInputsIn, testFacts } from '../workbench/lint-inputs.ts'
import { readableFolder } from '../workbench/policy-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { guardrailFindings, guardrailsOfFiles } from './guardrail-findings.ts'

/** The findings that a commit does not have. */
export interface FreshFindings {
  readonly findings: readonly Finding[]
  /** Those that a comment beside them silences, and silenced nowhere before. */
  readonly silenced: readonly Finding[]
}

/**
 * @param findings of the files as they are.
 * @param ref commit that they are compared with. @returns null outside of git.
 * @throws PolicyctlError revision-unknown, revision-unreadable.
 */
export async function freshFindings(
  workbench: Workbench,
  findings: readonly Finding[],
  ref: string,
): Promise<FreshFindings | null> {
  const { root, config, judge } = workbench.project
  const repository = await workbench.repository()
  if (repository.git === null) return null
  const own = await ownConfigAt(repository, ref)
  const folder = own?.policies ?? judge?.policies ?? config.policies
  const before = findingsAt(workbench, await readRevision(repository, { ref, folder }), { own, folder })
  const files = await readPolicyFiles({ root, folder: config.policies })
  const today = workbench.context.clock.now().toISOString().slice(0, 10)
  const options = { isLocked: () => false, contentOf: contentsIn(files), today }
  const without = (all: readonly Finding[], entries: readonly KnownBefore[]): readonly Finding[] =>
    withoutKnown(all, { entries, text: null }, options).findings
  return {
    findings: without(findings, before.findings),
    silenced: without(await silencedNow(workbench), before.silenced),
  }
}

/** Files without a comment that silences cost no second run of the checks. */
async function silencedNow(workbench: Workbench): Promise<readonly Finding[]> {
  const { files, options } = lintInputsIn(await readableFolder(workbench), workbench)
  if (files.every((file) => ignoresIn(file).length === 0)) return []
  return runChecks(files, options).silenced.map(({ finding }) => finding)
}

type KnownBefore = ReturnType<typeof entryFor> & { readonly place: Finding }

interface FindingsBefore {
  readonly findings: readonly KnownBefore[]
  readonly silenced: readonly KnownBefore[]
}

function findingsAt(
  workbench: Workbench,
  files: Awaited<ReturnType<typeof readRevision>>,
  { own, folder }: { readonly own: Config | null; readonly folder: string },
): FindingsBefore {
  const { project, context } = workbench
  const inFolder = (file: string): string => posix.relative(folder, file)
  const all = files
    .filter(({ file }) => isPolicyPath(inFolder(file)))
    .map(({ file, bytes }) => parsePolicyFile(file, bytes))
  const policies = givenAt(all, own, { workbench, folder }) ?? []
  const tests = files
    .filter(({ file }) => isTestFile(inFolder(file)))
    .map(({ file, bytes }) => parseTestFile(file, bytes))
  const { checks } = project.config
  const today = context.clock.now().toISOString().slice(0, 10)
  const options = { checks, today, ...testFacts(tests, policies) }
  const broken = guardrailFindings(guardrailsOfFiles(guardrailsWith(all, workbench), policies), policies, '')
  const contentOf = contentsIn(policies)
  const known = (finding: Finding): KnownBefore => ({
    ...entryFor(finding, contentOf, today),
    place: finding,
  })
  const { findings, silenced } = runChecks(policies, options)
  return {
    findings: [...findings, ...broken].map(known),
    silenced: silenced.map(({ finding }) => known(finding)),
  }
}
