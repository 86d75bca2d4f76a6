import { join, relative, resolve } from 'node:path'
import { guardrailDocument } from '../access/questions/guardrail-document.ts'
import { type LintOutcome, lintDocument } from '../answers/lint-document.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { byPlace } from '../diagnostic/finding.ts'
import { CONFIG_NAME } from '../files/find-project.ts'
import { type FolderContents, openFolder } from '../files/folder-contents.ts'
import { readText } from '../files/read-text.ts'
import { BASELINE_NAME } from '../lint/baseline.ts'
import { CHECKS } from '../lint/checks/list.ts'
import { entriesText } from '../lint/judged-baseline.ts'
import { type LintOptions, runChecks } from '../lint/lint.ts'
import { jsonLine, jsonText } from '../media/json-text.ts'
import { lintGithub } from '../media/lint-github.ts'
import { lintSarif } from '../media/lint-sarif.ts'
import { lintText } from '../media/lint-text.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { printable } from '../words/printable.ts'
import { assertPolicyFolder } from '../workbench/assert-policy-folder.ts'
import type { Context } from '../workbench/context.ts'
import {
  baselineFor,
  lintedFiles,
  lintInputs,
  lintInputsIn,
  testedRulesOf,
} from '../workbench/lint-inputs.ts'
import { liveFacts } from '../workbench/live-facts.ts'
import { openProject, type Project } from '../workbench/project.ts'
import type { Command, Invocation } from './command.ts'
import { applyFixesTo, type FixedFiles } from './lint/fix-files.ts'
import { guardrailFindings, guardrailsOfFiles } from './lint/guardrail-findings.ts'
import { outcomeCache } from './lint/outcome-cache.ts'

/** Checks policy files: the schema, then what policies mean. */
export const command: Command = {
  name: 'lint',
  description:
    'Checks the policy files of the project against the schema and the checks of docs/checks/.\nWith paths, all files are read, since some checks compare policies, and the findings of these are shown.\nExit status 1 where a finding is an error.',
  arguments: [['[path...]', 'files and folders (default: all policies of the project)']],
  options: [
    { flags: '--fix', description: 'mend what can be mended without changing what is allowed' },
    { flags: '--live', description: "compare with the target's tools, connectors and bindings too" },
  ],
  formats: ['text', 'json', 'sarif', 'github'],
  examples: [
    ['policyctl lint', 'check all policies'],
    ['policyctl lint policies/payments.yaml', 'show the findings of one file'],
    ['policyctl lint --fix', 'mend what can be mended'],
    ['policyctl lint --format sarif > lint.sarif', 'write a file for code scanning'],
  ],
  run,
}

async function run(invocation: Invocation) {
  const { context, global, options, args } = invocation
  const project = await openProject(context, global)
  await assertPolicyFolder(context, project)
  const isPlain = args.length === 0 && options.fix !== true && options.live !== true
  const cache = isPlain ? outcomeCache(project, context) : null
  const { outcome, texts } =
    cache === null || cache.known === null
      ? await worked(invocation, project, cache?.contents)
      : { outcome: cache.known, texts: new Map<string, string>() }
  if (cache?.known === null) cache.keep(outcome)
  if (outcome.files === 0 && args.length === 0 && !global.quiet)
    context.stderr.write(`no policy files below ${project.config.policies}/\n`)
  if (!global.quiet) tellAddedEntries(context, project)
  context.stdout.write(rendered(outcome, { invocation, project, texts }))
  return outcome.findings.some(({ severity }) => severity === 'error') ? EXIT.no : EXIT.done
}

/** Entries that the change brings along hide nothing while the baseline of a commit judges. */
function tellAddedEntries({ stderr }: Context, project: Project): void {
  const { added } = baselineFor(project)
  if (added.length > 0 && project.judge !== undefined)
    stderr.write(
      `${BASELINE_NAME} has entries that ${project.judge.ref} has not; they hide nothing here: ${printable(entriesText(added))}\n`,
    )
}

interface Worked {
  readonly outcome: LintOutcome
  /** Of the files that were read. */
  readonly texts: ReadonlyMap<string, string>
}

async function worked(invocation: Invocation, project: Project, contents?: FolderContents): Promise<Worked> {
  const { context, options } = invocation
  const shown = namedFiles(invocation, project)
  const inputs =
    contents === undefined ? await lintInputs(project, context) : lintInputsIn(contents, project, context)
  const live = options.live === true ? await liveFacts(invocation, project) : null
  const lintOptions: LintOptions = { ...inputs.options, live }
  const given = together(inputs.files, shown ?? [])
  const { files, baseline } =
    options.fix === true
      ? fixed(given, { invocation, project, lintOptions, shown })
      : { files: given, baseline: lintOptions.baseline ?? null }
  // Deleted rules number the others anew.
  const testedRules = files === given ? inputs.options.testedRules : testedRulesOf(project, files)
  const outcome = outcomeOf({
    files,
    shown,
    lintOptions: { ...lintOptions, baseline, testedRules: testedRules ?? null },
    project,
  })
  return { outcome, texts: new Map(files.map(({ file, text }) => [file, text])) }
}

/** The files that paths name; null without paths. */
function namedFiles({ args, context }: Invocation, { root, config }: Project): readonly ParsedFile[] | null {
  if (args.length === 0) return null
  const paths = args.map((path) => relative(root, resolve(context.cwd, path)) || '.')
  return lintedFiles(openFolder({ root, folder: config.policies, paths }))
}

function together(all: readonly ParsedFile[], named: readonly ParsedFile[]): readonly ParsedFile[] {
  const byFile = new Map([...all, ...named].map((file) => [file.file, file]))
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
}

interface Looking {
  readonly files: readonly ParsedFile[]
  readonly shown: readonly ParsedFile[] | null
  readonly lintOptions: LintOptions
  readonly project: Project
}

function outcomeOf({ files, shown, lintOptions, project }: Looking): LintOutcome {
  const configFile = lintOptions.config?.file ?? CONFIG_NAME
  const guardrails = guardrailsOfFiles(project.config.guardrails, files)
  const broken = guardrailFindings(guardrails, files, configFile)
  const findings = [...runChecks(files, lintOptions).findings, ...broken].sort(byPlace)
  const names = shown === null ? null : new Set(shown.map(({ file }) => file))
  const looked = files.filter(({ file }) => names === null || names.has(file))
  return {
    files: looked.length,
    policies: looked.reduce((count, file) => count + file.policies.length, 0),
    findings: findings.filter(({ file }) => names === null || names.has(file)),
    guardrails: guardrails.map(guardrailDocument),
  }
}

interface Fixing {
  readonly invocation: Invocation
  readonly project: Project
  readonly lintOptions: LintOptions
  readonly shown: readonly ParsedFile[] | null
}

function fixed(
  files: readonly ParsedFile[],
  { invocation, project, lintOptions, shown }: Fixing,
): Pick<FixedFiles, 'files' | 'baseline'> {
  const names = new Set((shown ?? files).map(({ file }) => file))
  const { counts, ...mended } = applyFixesTo(files, { root: project.root, names, lintOptions })
  if (!invocation.global.quiet)
    for (const [file, count] of counts)
      invocation.context.stderr.write(
        `fixed ${count} ${count === 1 ? 'finding' : 'findings'} in ${pathFrom(invocation, project, file)}\n`,
      )
  return mended
}

interface Rendering {
  readonly invocation: Invocation
  readonly project: Project
  readonly texts: ReadonlyMap<string, string>
}

/** Of such files nothing is shown, and a link out of the project is not followed for an excerpt either. */
const UNREAD = new Set(['symbolic-link', 'unreadable-file', 'not-utf8', 'too-large'])

function rendered(outcome: LintOutcome, { invocation, project, texts }: Rendering): string {
  const { context, format } = invocation
  const repositoryPath = (file: string): string => fromRepository(invocation, project, file)
  if (format === 'json') return jsonLine(lintDocument(outcome))
  if (format === 'github') return lintGithub(outcome.findings, repositoryPath)
  if (format === 'sarif') {
    const sarif = { version: context.version, checks: CHECKS, pathOf: repositoryPath }
    return jsonText(lintSarif(outcome.findings, sarif))
  }
  const closed = new Set(outcome.findings.flatMap(({ check, file }) => (UNREAD.has(check) ? file : [])))
  return lintText(outcome, {
    color: context.stdout.hasColor,
    // A log has no edge; the bound is for files that are one endless line.
    columns: context.stdout.isTerminal ? context.stdout.columns : 200,
    textOf: (file) => (closed.has(file) ? '' : (texts.get(file) ?? readText(join(project.root, file)) ?? '')),
    pathOf: (file) => pathFrom(invocation, project, file),
  })
}

/** As somebody in the current folder names it. */
function pathFrom({ context }: Invocation, { root }: Project, file: string): string {
  return relative(context.cwd, join(root, file)).replaceAll('\\', '/') || file
}

/** GitHub wants paths from the root of the checkout, which it names. */
function fromRepository({ context }: Invocation, { root }: Project, file: string): string {
  const workspace = context.env.GITHUB_WORKSPACE
  const base = workspace === undefined || workspace === '' ? root : workspace
  const path = relative(base, join(root, file)).replaceAll('\\', '/')
  return path.startsWith('../') ? file : path
}
