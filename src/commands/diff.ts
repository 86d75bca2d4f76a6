import { regionLoosens } from '../access/model/opens.ts'
import { READING } from '../access/model/reading.ts'
import { checkGuardrails, type GuardrailResult } from '../access/questions/guardrails.ts'
import { type DiffDocument, diffDocument } from '../answers/diff-document.ts'
import { causesFinder } from '../deploy/place-causes.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { diffMarkdown } from '../media/diff-markdown.ts'
import { diffText } from '../media/diff-text.ts'
import { findingLine } from '../media/finding-line.ts'
import { guardrailsText } from '../media/guardrails-text.ts'
import { jsonText } from '../media/json-text.ts'
import { namesText } from '../media/terminal.ts'
import { openProject } from '../workbench/project.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { parseSideName, SIDE_SYNTAX } from '../workbench/side-name.ts'
import type { Command, Invocation } from './command.ts'

/** Compares two sides: what the change does to the agents, then the fields. Writes nothing, anywhere. */
export const command: Command = {
  name: 'diff',
  description: `A side is ${SIDE_SYNTAX}. One argument: from there to the files; none: from git:HEAD.\nA comparison is no plan: what is live and in no file is shown as removed, and apply deletes\nonly what was applied from here.\nGuardrails of policyctl.yaml are held against the second side; a broken one ends with status 1.`,
  arguments: [
    ['[from]', 'side to compare from'],
    ['[to]', 'side to compare to'],
  ],
  options: [
    {
      flags: '--fail-on <what>',
      description: 'end with status 1 where access is wider, mixed, rerouted or cannot be told exactly',
      choices: ['wider'],
    },
    { flags: '--exit-code', description: 'end with status 2 where anything differs' },
  ],
  formats: ['text', 'json', 'markdown'],
  examples: [
    ['policyctl diff', 'what your edits since the last commit do to the agents'],
    ['policyctl diff git:main --fail-on wider', 'refuse what opens access, compared with main'],
    [
      'policyctl diff live --target production',
      'how the files differ from the workspace; what apply would do of it, plan tells',
    ],
  ],
  run: async (invocation: Invocation) => {
    const { context, global, args } = invocation
    const project = await openProject(context, global)
    const names = (args.length === 0 ? ['git:HEAD'] : args).map(parseSideName)
    const [from, to] = await openSides([...names, parseSideName('files')].slice(0, 2), invocation, project)
    if (from === undefined || to === undefined) throw new Error('a diff without sides')
    const guardrails = checkGuardrails(project.config.guardrails, to.access)
    const document = diffDocument(from, to, guardrails)
    for (const finding of [...from.errors, ...to.errors]) context.stderr.write(findingLine(finding))
    print(document, { invocation, from, to, guardrails })
    if (!global.quiet && from.kind === 'live') noteRemovals(document, invocation)
    return statusOf(document, { invocation, errors: from.errors.length + to.errors.length, guardrails })
  },
}

interface Printing {
  readonly invocation: Invocation
  readonly from: Side
  readonly to: Side
  readonly guardrails: readonly GuardrailResult[]
}

function print(document: DiffDocument, { invocation, from, to, guardrails }: Printing): void {
  const { context, global, format } = invocation
  const { stdout, stderr } = context
  const causesOf = causesFinder(from.access, to.access, to.parsed.values())
  const options = { verbose: global.verbose, causesOf, reading: READING, guardrails }
  if (format === 'json') {
    stdout.write(jsonText(document))
    stderr.write(guardrailsText(guardrails, { color: stderr.hasColor, verbose: false }))
  } else if (format === 'markdown') stdout.write(diffMarkdown(document, options))
  else stdout.write(diffText(document, { ...options, color: stdout.hasColor }))
}

/** Who reads removals from live would take them for deletes; whose policies they are, only the ledger knows. */
function noteRemovals({ changes }: DiffDocument, { context, global }: Invocation): void {
  const removed = changes.flatMap(({ kind, policy }) => (kind === 'removed' ? [policy] : []))
  if (removed.length === 0) return
  const names = namesText(removed, global.verbose ? Number.POSITIVE_INFINITY : NAMES)
  context.stderr.write(
    `live and not in the second side: ${names}; apply deletes only what was applied from here (policyctl plan tells)\n`,
  )
}

const NAMES = 5

function statusOf(
  { changes, access }: DiffDocument,
  {
    invocation,
    errors,
    guardrails,
  }: { invocation: Invocation; errors: number; guardrails: readonly GuardrailResult[] },
): ExitStatus {
  const { options } = invocation
  const isBroken = guardrails.some(isFault)
  const isRefused = options.failOn === 'wider' && access.some(regionLoosens)
  const isDifferent = options.exitCode === true && changes.length + access.length > 0
  return strongest(
    errors > 0 || isBroken || isRefused ? EXIT.no : EXIT.done,
    isDifferent ? EXIT.pending : EXIT.done,
  )
}

/** Broken, or guarding nothing. Which agents there are, only live knows for sure. */
function isFault({ result, unmatched }: GuardrailResult): boolean {
  return result === 'violated' || unmatched.some(({ part }) => part !== 'agents')
}
