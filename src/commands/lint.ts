import type { LintAnswer } from '../answers/lint.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { lintProject } from '../inspect/lint-project.ts'
import type { LintQuestion } from '../inspect/lint-question.ts'
import { fixForTargets } from '../inspect/mend-files.ts'
import { unusedEverywhere } from '../inspect/unused-everywhere.ts'
import { CHECKS } from '../lint/checks/list.ts'
import { jsonLine, jsonText } from '../media/json-text.ts'
import { lintGithub } from '../media/lint-github.ts'
import { lintSarif, sarifNote } from '../media/lint-sarif.ts'
import { lintText } from '../media/lint-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand, type Invocation } from './command.ts'
import { SHARED } from './shared-option.ts'

/** Checks policy files: the schema, then what policies mean. */
export const command = defineCommand<LintAnswer>({
  name: 'lint',
  targets: 'all',
  settle: (answers, around) => {
    const linted = [...answers].flatMap(([target, answer]) =>
      answer.kind === 'lint' ? [[target, answer] as const] : [],
    )
    return new Map([...answers, ...unusedEverywhere(new Map(linted), around)])
  },
  // Files are fixed once for all targets; then each target is checked.
  prepare: async (invocation, around, targets) => {
    const [first = null] = targets
    const question = questionOf(invocation)
    if (!question.fix) return invocation.options
    const workbench = around.forTarget(first)
    if (workbench.fleet === null) await lintProject(workbench, question)
    else await fixForTargets(workbench, targets, question)
    return { ...invocation.options, fix: false }
  },
  description: `Checks the policy files of the project against the schema, and runs all checks.\nWith paths, all files are read, since some checks compare policies, but only the findings of these paths are shown.\nExit status 1 if a finding is an error. All checks: ${docsPage('checks/README.md')}`,
  arguments: [['[path...]', 'files and folders (default: all policies of the project)']],
  options: [
    { flags: '--fix', description: 'fix what can be fixed without changing any decision' },
    { ...SHARED, description: `with --fix: ${SHARED.description}` },
    {
      flags: '--baseline',
      description: 'also list the findings that .policyctl-baseline.json hides, with their age',
    },
    { flags: '--live', description: "also check against the target's tools, connectors and bindings" },
  ],
  media: {
    text: ({ view }, look) => ({ stdout: lintText(view.outcome, { ...view, ...look }) }),
    json: ({ document }) => ({ stdout: jsonLine(document) }),
    sarif: ({ view: { outcome, version, repositoryPathOf: pathOf } }) => {
      const note = sarifNote(outcome.findings)
      return {
        stdout: jsonText(lintSarif(outcome.findings, { version, checks: CHECKS, pathOf })),
        ...(note !== null && { stderr: `${note}\n` }),
      }
    },
    github: ({ view }) => ({ stdout: lintGithub(view.outcome.findings, view.repositoryPathOf) }),
  },
  examples: [
    ['policyctl lint', 'check all policies'],
    ['policyctl lint policies/payments.yaml', 'show the findings of one file'],
    ['policyctl lint --fix', 'fix what can be fixed'],
    ['policyctl lint --baseline', 'see which findings were accepted, and since when'],
    ['policyctl lint --format sarif > lint.sarif', 'write a file for code scanning'],
  ],
  answer: (invocation) =>
    withWorkbench(invocation.context, invocation.global, (workbench) =>
      lintProject(workbench, questionOf(invocation)),
    ),
})

function questionOf({ args, options }: Invocation): LintQuestion {
  return {
    paths: args,
    fix: options.fix === true,
    shared: options.shared === true,
    live: options.live === true,
    baseline: options.baseline === true,
  }
}
