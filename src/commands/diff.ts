import type { DiffAnswer } from '../answers/diff.ts'
import { type DiffQuestion, diffSides } from '../inspect/diff-sides.ts'
import { diffPage } from '../media/comparison-page.ts'
import { diffMarkdown } from '../media/diff-markdown.ts'
import { diffNotes } from '../media/diff-notes.ts'
import { diffText } from '../media/diff-text.ts'
import { guardrailsText } from '../media/guardrails-text.ts'
import { jsonText } from '../media/json-text.ts'
import type { Look } from '../media/printed.ts'
import { parseSideName, SIDE_MEANING, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { demandsOf } from './demands.ts'
import type { Invocation } from './invocation.ts'

/** Compares two sides: what the change does to the agents, then the fields. Writes nothing, anywhere. */
export const command = defineCommand<DiffAnswer>({
  name: 'diff',
  targets: 'all',
  // Only files and git: depend on --target; a side like live:NAME names its own target.
  isOfTarget: ({ args: [from = 'git:HEAD', to = 'files'] }) =>
    [from, to].some((side) => /^(?:files|git:)/.test(side)),
  description: `A side is ${SIDE_SYNTAX}. ${SIDE_MEANING}. One argument: from there to the files; none: from git:HEAD.\nA comparison is not a plan: a policy that is live and in no file is shown as removed, but apply deletes\nonly policies that were applied from here.\nGuardrails of policyctl.yaml are checked on the second side; exit status 1 if one is broken or\nmatches nothing, or if a file has an error.`,
  arguments: [
    ['[from]', 'side to compare from'],
    ['[to]', 'side to compare to'],
  ],
  options: [
    {
      flags: '--fail-on <change>',
      description:
        'exit status 1 if a change may open access or moves an approval to others (wider, mixed, rerouted)',
      choices: ['wider'],
    },
    { flags: '--exit-code', description: 'exit status 2 if anything differs' },
  ],
  media: {
    text: (answer, look) => ({ stdout: diffText(answer, look), stderr: diffNotes(answer, look) }),
    json: (answer, look) => ({
      stdout: jsonText(answer.document),
      stderr: guardrailsNote(answer, look) + diffNotes(answer, look),
    }),
    markdown: (answer, look) => ({ stdout: diffMarkdown(answer, look), stderr: diffNotes(answer, look) }),
    html: (answer, look) => ({ stdout: diffPage(answer), stderr: diffNotes(answer, look) }),
  },
  examples: [
    ['policyctl diff', 'see what your edits since the last commit do to the agents'],
    ['policyctl diff git:main --fail-on wider', 'fail if access is wider than on main'],
    [
      'policyctl diff live --target production',
      'compare the workspace with the files; plan shows what apply would do',
    ],
  ],
  // An invalid side is refused once, not once for each target.
  prepare: async (invocation) => {
    questionOf(invocation)
    return invocation.options
  },
  answer: async (invocation) => {
    const { context, global } = invocation
    const question = questionOf(invocation)
    return withWorkbench(context, global, (workbench) => diffSides(workbench, question))
  },
})

function questionOf({ args, options }: Pick<Invocation, 'args' | 'options'>): DiffQuestion {
  const [from = 'git:HEAD', to = 'files'] = args
  return { ...demandsOf(options), from: parseSideName(from), to: parseSideName(to) }
}

/** Prints the guardrails on standard error, for JSON, which has no text for them. */
function guardrailsNote({ view }: DiffAnswer, { notesColor }: Look): string {
  return guardrailsText(view.guardrails, { color: notesColor, verbose: false })
}
