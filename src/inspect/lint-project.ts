/** Checks the policy files of a project, and mends them where that is asked for. */
import { join } from 'node:path'
import type { Guardrail } from '../access/questions/guardrail.ts'
import { guardrailDocument } from '../access/questions/guardrail-document.ts'
import { type HiddenInBaseline, type LintAnswer, type LintOutcome, lintAnswer } from '../answers/lint.ts'
import { type FixedFiles, fixFiles } from '../author/fix-files.ts'
import { fixLayers } from '../author/fix-layers.ts'
import { byPlace } from '../diagnostic/finding.ts'
import { CONFIG_NAME } from '../files/find-project.ts'
import { type FolderContents, openFolder, readFolderContents } from '../files/folder-contents.ts'
import { readText } from '../files/read-text.ts'
import { BASELINE_NAME } from '../lint/baseline.ts'
import { entriesText } from '../lint/judged-baseline.ts'
import type { HiddenFinding } from '../lint/known-findings.ts'
import { runChecks } from '../lint/lint.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import { mappedFinding } from '../lint/mapped-finding.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { guardrailsWith } from '../workbench/guardrails-of.ts'
import {
  baselineFor,
  lintedFiles,
  lintInputsIn,
  testedRulesOf,
  testTextsOf,
} from '../workbench/lint-inputs.ts'
import { liveFacts } from '../workbench/live-facts.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { pathFromHere, pathInCheckout, pathInProject } from '../workbench/paths.ts'
import { readableFolder } from '../workbench/policy-folder.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { guardrailFindings, guardrailsOfFiles } from './guardrail-findings.ts'
import { outcomeCache } from './outcome-cache.ts'
import { guardrailsBesideLive, strangeBreaches } from './strange-breaches.ts'

export interface LintQuestion {
  /** Files and folders, from the current folder; [] for all policies of the project. */
  readonly paths: readonly string[]
  /** Mends what can be mended without changing what is allowed. */
  readonly fix: boolean
  /** With `fix`: also files that other targets get. */
  readonly shared?: boolean
  /** Looks at the target's tools, connectors and bindings too. */
  readonly live: boolean
  /** Lists what the baseline hides as well. */
  readonly baseline?: boolean
}

/** @throws PolicyctlError project-not-found, path-not-found, baseline-invalid, file-unwritable; with `live` those of targets and stores. */
export async function lintProject(workbench: Workbench, question: LintQuestion): Promise<LintAnswer> {
  const { context, project } = workbench
  await assertPolicyFolder(workbench, { orFiles: question.paths.length > 0 })
  if (question.fix && workbench.fleet !== null) {
    await fixForTargets(workbench, [workbench.fleet.target.name], question)
    return lintProject(workbench, { ...question, fix: false })
  }
  const isPlain = question.paths.length === 0 && !question.fix && !question.live && question.baseline !== true
  const contents = await readableFolder(workbench, isPlain ? atOnce(workbench) : undefined)
  const cache = isPlain ? outcomeCache(contents, workbench) : null
  const { outcome, texts } =
    cache === null || cache.known === null
      ? await worked(workbench, question, contents)
      : { outcome: cache.known, texts: new Map<string, string>() }
  const unkept = cache?.known === null ? cache.keep(outcome) : null
  if (unkept !== null)
    context.notify({ kind: 'note', text: `the result is not kept for the next run: ${unkept}` })
  if (outcome.files === 0 && question.paths.length === 0)
    context.notify({ kind: 'note', text: `no policy files below ${project.config.policies}/` })
  tellAddedEntries(workbench)
  return lintAnswer({
    outcome,
    version: context.version,
    textOf: textsOf(outcome, texts, project.root),
    pathOf: (file) => pathFromHere(workbench, file),
    repositoryPathOf: (file) => pathInCheckout(workbench, file),
  })
}

/** A result is kept for the bytes that it was worked out from. */
function atOnce({ project: { root, config }, isOneOfSeveral }: Workbench): FolderContents | undefined {
  return isOneOfSeveral ? undefined : readFolderContents({ root, folder: config.policies })
}

/**
 * Mends the files of several targets, each file once.
 *
 * @param workbench of any of them.
 * @throws PolicyctlError path-not-found, shared-file, file-unwritable.
 */
export async function fixForTargets(
  workbench: Workbench,
  targets: readonly string[],
  question: LintQuestion,
): Promise<void> {
  const { context, project } = workbench
  const { root, config } = project
  const contents = await readableFolder(workbench, openFolder({ root, folder: config.policies }))
  const paths = question.paths.map((path) => pathInProject(workbench, path))
  const named = paths.length === 0 ? null : lintedFiles(openFolder({ root, folder: config.policies, paths }))
  const { counts, left } = fixLayers(workbench, {
    contents,
    targets,
    names: named === null ? null : new Set(named.map(({ file }) => file)),
    lintOptions: {
      checks: config.checks,
      baseline: baselineFor(project).baseline,
      today: context.clock.now().toISOString().slice(0, 10),
    },
    shared: question.shared === true,
  })
  tellFixed(workbench, counts)
  for (const { file, reason } of left)
    context.notify({ kind: 'note', text: `${pathFromHere(workbench, file)} was not fixed: ${reason}` })
}

/** Entries that the change brings along hide nothing while the baseline of a commit judges. */
function tellAddedEntries({ context, project }: Workbench): void {
  const { added } = baselineFor(project)
  if (added.length === 0 || project.judge === undefined) return
  const { ref } = project.judge
  const text = `${BASELINE_NAME} has entries that ${ref} has not; they hide nothing here: ${entriesText(added)}`
  context.notify({ kind: 'note', text })
}

interface Worked {
  readonly outcome: LintOutcome
  /** The texts of the files that were read. */
  readonly texts: ReadonlyMap<string, string>
}

async function worked(
  workbench: Workbench,
  question: LintQuestion,
  contents: FolderContents,
): Promise<Worked> {
  const inputs = lintInputsIn(contents, workbench)
  const shown = namedFiles(workbench, question, inputs.files)
  const live = question.live ? await liveFacts(workbench) : null
  const lintOptions: LintOptions = { ...inputs.options, live, tellsUnused: workbench.isOneOfSeveral }
  const given = together(inputs.files, shown ?? [])
  const { files, baseline } = question.fix
    ? fixed(given, { workbench, lintOptions, shown })
    : { files: given, baseline: lintOptions.baseline ?? null }
  // Deleted rules number the others anew.
  const testedRules = files === given ? inputs.options.testedRules : testedRulesOf(workbench, files)
  const outcome = outcomeOf(
    {
      files,
      shown,
      lintOptions: { ...lintOptions, baseline, testedRules: testedRules ?? null },
      isAsked: question.baseline === true,
      guardrails: guardrailsWith(allPolicyFiles(contents), workbench),
    },
    workbench,
  )
  return { outcome, texts: new Map(files.map(({ file, text }) => [file, text])) }
}

/** The files that paths name; null without paths. Where targets have layers, those of them that the target gets. */
function namedFiles(
  workbench: Workbench,
  { paths }: LintQuestion,
  own: readonly ParsedFile[],
): readonly ParsedFile[] | null {
  if (paths.length === 0) return null
  const { root, config } = workbench.project
  const inProject = paths.map((path) => pathInProject(workbench, path))
  const named = lintedFiles(openFolder({ root, folder: config.policies, paths: inProject }))
  if (workbench.fleet === null) return named
  const names = new Set(named.map(({ file }) => file))
  return own.filter(({ file }) => names.has(file))
}

function together(all: readonly ParsedFile[], named: readonly ParsedFile[]): readonly ParsedFile[] {
  const byFile = new Map([...all, ...named].map((file) => [file.file, file]))
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
}

interface Looking {
  readonly files: readonly ParsedFile[]
  readonly shown: readonly ParsedFile[] | null
  readonly lintOptions: LintOptions
  /** For what the baseline hides. */
  readonly isAsked: boolean
  readonly guardrails: readonly Guardrail[]
}

function outcomeOf(
  { files, shown, lintOptions, isAsked, guardrails }: Looking,
  { project }: Workbench,
): LintOutcome {
  const configFile = lintOptions.config?.file ?? CONFIG_NAME
  const ofFiles = guardrailsOfFiles(guardrails, files)
  const { live = null } = lintOptions
  const besideLive = live === null ? null : guardrailsBesideLive(guardrails, files, live)
  const held = besideLive ?? ofFiles
  const broken = [
    ...guardrailFindings(ofFiles, files, configFile).map((finding) =>
      mappedFinding(finding, lintOptions.fleet ?? null),
    ),
    ...strangeBreaches(besideLive ?? [], project.config.safety.unmanaged, configFile),
  ]
  const checked = runChecks(files, lintOptions)
  const findings = [...checked.findings, ...broken].sort(byPlace)
  const names = shown === null ? null : new Set(shown.map(({ file }) => file))
  const looked = files.filter(({ file }) => names === null || names.has(file))
  return {
    files: looked.length,
    policies: looked.reduce((count, file) => count + file.policies.length, 0),
    findings: findings.filter(({ file }) => names === null || names.has(file)),
    guardrails: held.map(guardrailDocument),
    ...(isAsked && {
      hidden: hiddenFindings(checked.hidden, lintOptions.today ?? '').filter(
        ({ file }) => names === null || names.has(file),
      ),
    }),
  }
}

/** With their ages. */
function hiddenFindings(hidden: readonly HiddenFinding[], today: string): readonly HiddenInBaseline[] {
  return hidden
    .map(({ finding, entry: { since = null } }) => ({
      ...finding,
      since,
      days: since === null ? null : daysBetween(since, today),
    }))
    .sort(byPlace)
}

/** @returns null where one of them is no date. */
function daysBetween(from: string, to: string): number | null {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
  return Number.isFinite(days) ? Math.max(0, Math.floor(days)) : null
}

interface Fixing {
  readonly workbench: Workbench
  readonly lintOptions: LintOptions
  readonly shown: readonly ParsedFile[] | null
}

function fixed(
  files: readonly ParsedFile[],
  { workbench, lintOptions, shown }: Fixing,
): Pick<FixedFiles, 'files' | 'baseline'> {
  const { project } = workbench
  const names = new Set((shown ?? files).map(({ file }) => file))
  const { counts, ...mended } = fixFiles(files, {
    root: project.root,
    names,
    lintOptions,
    tests: testTextsOf(workbench),
  })
  tellFixed(workbench, counts)
  return mended
}

function tellFixed(workbench: Workbench, counts: ReadonlyMap<string, number>): void {
  for (const [file, count] of counts) {
    const findings = count === 1 ? 'finding' : 'findings'
    const text = `fixed ${count} ${findings} in ${pathFromHere(workbench, file)}`
    workbench.context.notify({ kind: 'note', text })
  }
}

/** Files with these findings are never shown, and a link out of the project is not followed for an excerpt either. */
const UNREAD = new Set(['symbolic-link', 'unreadable-file', 'not-utf8', 'too-large'])

function textsOf({ findings }: LintOutcome, texts: Worked['texts'], root: string): (file: string) => string {
  const closed = new Set(findings.flatMap(({ check, file }) => (UNREAD.has(check) ? file : [])))
  return (file) => (closed.has(file) ? '' : (texts.get(file) ?? readText(join(root, file)) ?? ''))
}
