/** Checks the policy files of a project, and fixes them if asked to. */

import { join } from 'node:path'
import { type LintAnswer, type LintOutcome, lintAnswer } from '../answers/lint.ts'
import { assertQuestion, FIELD, optional } from '../diagnostic/assert-question.ts'
import { type FolderContents, openFolder, readFolderContents } from '../files/folder-contents.ts'
import { readText } from '../files/read-text.ts'
import { entriesText } from '../lint/judged-baseline.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { guardrailsWith } from '../workbench/guardrails-of.ts'
import { baselineFor, lintedFiles, lintInputsIn, testedRulesOf } from '../workbench/lint-inputs.ts'
import { liveFacts } from '../workbench/live-facts.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { pathFromHere, pathInCheckout, pathInProject } from '../workbench/paths.ts'
import { readableFolder } from '../workbench/policy-folder.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { outcomeOf } from './lint-outcome.ts'
import type { LintQuestion } from './lint-question.ts'
import { fixed, fixForTargets } from './mend-files.ts'
import { outcomeCache } from './outcome-cache.ts'

/** @throws PolicyctlError project-not-found, path-not-found, baseline-invalid, file-unwritable; with `live` also errors of targets and stores. */
export async function lintProject(workbench: Workbench, question: LintQuestion): Promise<LintAnswer> {
  assertQuestion('lintProject', question, {
    paths: FIELD.texts,
    fix: FIELD.flag,
    shared: optional(FIELD.flag),
    live: FIELD.flag,
    baseline: optional(FIELD.flag),
  })
  await assertPolicyFolder(workbench, { orFiles: question.paths.length > 0 })
  if (question.fix && workbench.fleet !== null) {
    await fixForTargets(workbench, [workbench.fleet.target.name], question)
    return lintProject(workbench, { ...question, fix: false })
  }
  const isPlain = question.paths.length === 0 && !question.fix && !question.live && question.baseline !== true
  const { context, project } = workbench
  const contents = await readableFolder(workbench, isPlain ? atOnce(workbench) : undefined)
  const cache = isPlain ? outcomeCache(contents, workbench) : null
  const { outcome, textOf } =
    cache === null || cache.known === null
      ? await worked(workbench, question, contents)
      : { outcome: cache.known, textOf: () => undefined }
  const unkept = cache?.known === null ? cache.keep(outcome) : null
  if (unkept !== null)
    context.notify({ kind: 'note', text: `the result is not kept for the next run: ${unkept}` })
  if (outcome.files === 0 && question.paths.length === 0)
    context.notify({ kind: 'note', text: `no policy files below ${project.config.policies}/` })
  tellAddedEntries(workbench)
  return lintAnswer({
    outcome,
    version: context.version,
    textOf: textsOf(outcome, textOf, project.root),
    pathOf: (file) => pathFromHere(workbench, file),
    repositoryPathOf: (file) => pathInCheckout(workbench, file),
  })
}

/** Reads the folder at once, so that a cached result belongs to exactly the bytes that it was computed from. */
function atOnce({ project: { root, config }, isOneOfSeveral }: Workbench): FolderContents | undefined {
  return isOneOfSeveral ? undefined : readFolderContents({ root, folder: config.policies })
}

/** Says which baseline entries are new in the files: they hide nothing if the baseline of a commit is used. */
function tellAddedEntries({ context, project }: Workbench): void {
  const { added } = baselineFor(project)
  if (added.length === 0 || project.judge === undefined) return
  const { ref } = project.judge
  const text = `${BASELINE_NAME} has entries that ${ref} does not have; they hide nothing here: ${entriesText(added)}`
  context.notify({ kind: 'note', text })
}

interface Worked {
  readonly outcome: LintOutcome
  /** The text of a file that was read. */
  readonly textOf: (file: string) => string | undefined
}

async function worked(
  workbench: Workbench,
  question: LintQuestion,
  contents: FolderContents,
): Promise<Worked> {
  const inputs = lintInputsIn(contents, workbench)
  const named = namedFiles(workbench, question)
  const shown = named === null ? null : givenOf(named, workbench, { question, own: inputs.files })
  const live = question.live ? await liveFacts(workbench) : null
  const lintOptions: LintOptions = { ...inputs.options, live, tellsUnused: workbench.isOneOfSeveral }
  const given = together(inputs.files, shown ?? [])
  const { files, baseline } = question.fix
    ? fixed(given, { workbench, lintOptions, shown })
    : { files: given, baseline: lintOptions.baseline ?? null }
  // A fix may delete rules, and the rules behind them then have other numbers.
  const testedRules = files === given ? inputs.options.testedRules : testedRulesOf(workbench, files)
  const outcome = outcomeOf(
    {
      files,
      shown: named,
      lintOptions: { ...lintOptions, baseline, testedRules: testedRules ?? null },
      isAsked: question.baseline === true,
      guardrails: guardrailsWith(allPolicyFiles(contents), workbench),
    },
    workbench,
  )
  const byFile = new Map(files.map((file) => [file.file, file]))
  return { outcome, textOf: (file) => byFile.get(file)?.text }
}

/** The files that `paths` names, whether or not the target gets them; null without paths. */
function namedFiles(workbench: Workbench, { paths }: LintQuestion): readonly ParsedFile[] | null {
  if (paths.length === 0) return null
  const { root, config } = workbench.project
  const inProject = paths.map((path) => pathInProject(workbench, path))
  return lintedFiles(openFolder({ root, folder: config.policies, paths: inProject }))
}

interface Given {
  readonly question: LintQuestion
  /** The files that the target gets. */
  readonly own: readonly ParsedFile[]
}

/** Keeps the named files that the target gets, if targets have layers. */
function givenOf(
  named: readonly ParsedFile[],
  workbench: Workbench,
  { question, own }: Given,
): readonly ParsedFile[] {
  if (workbench.fleet === null) return named
  const names = new Set(named.map(({ file }) => file))
  const shown = own.filter(({ file }) => names.has(file))
  if (shown.length === 0 && named.length > 0 && !workbench.isOneOfSeveral) {
    const { name, layers } = workbench.fleet.target
    const text = `${name} gets no file of ${question.paths.join(', ')}: its layers are ${layers.join(', ')}`
    workbench.context.notify({ kind: 'warning', text })
  }
  return shown
}

function together(all: readonly ParsedFile[], named: readonly ParsedFile[]): readonly ParsedFile[] {
  const byFile = new Map([...all, ...named].map((file) => [file.file, file]))
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Files with these findings are never quoted; a link out of the project is not followed for an excerpt either. */
const UNREAD = new Set(['symbolic-link', 'unread-folder', 'unreadable-file', 'not-utf8', 'too-large'])

function textsOf(
  { findings }: LintOutcome,
  textOf: Worked['textOf'],
  root: string,
): (file: string) => string {
  const closed = new Set(findings.flatMap(({ check, file }) => (UNREAD.has(check) ? file : [])))
  return (file) => (closed.has(file) ? '' : (textOf(file) ?? readText(join(root, file)) ?? ''))
}
