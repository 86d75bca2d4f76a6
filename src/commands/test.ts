import type { TestAnswer } from '../answers/test.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { testProject } from '../inspect/test-project.ts'
import { jsonLine } from '../media/json-text.ts'
import { testJunit } from '../media/test-junit.ts'
import { testText } from '../media/test-text.ts'
import { parseSideName, SIDE_MEANING, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Runs policy tests: each compares the decision about a request with the expected one. */
export const command = defineCommand<TestAnswer>({
  name: 'test',
  targets: 'all',
  // Only files and git: depend on --target; a side like live:NAME names its own target.
  isOfTarget: ({ options: { side = 'files' } }) => /^(?:files|git:)/.test(`${side}`),
  description: `Runs the policy tests (*.test.yaml) of the project. Each test is a request with the expected decision, approvers and rule.\nWith paths, only the tests in these files and folders are run, against the policies of the whole project.\nWith --side, the same tests run on the policies of another side: on those that are live, or that were applied on a day.\nExit status 1 if a test fails or cannot be run. The format: ${docsPage('testing-policies.md')}`,
  arguments: [['[path...]', 'test files and folders (default: all tests of the project)']],
  options: [
    {
      flags: '--side <side>',
      description: `the side to read policies from: ${SIDE_SYNTAX} (default: files). ${SIDE_MEANING}`,
    },
    {
      flags: '--coverage',
      description: 'show the rules that no test decides; exit status 1 below coverage.rules of the config',
    },
  ],
  media: {
    text: ({ view }, { color, verbose }) => ({
      stdout: testText(view.run, { ...view, color, verbose }),
    }),
    json: ({ document }) => ({ stdout: jsonLine(document) }),
    junit: ({ view }) => ({ stdout: testJunit(view.run, view.coverage) }),
  },
  examples: [
    ['policyctl test', 'run all tests'],
    ['policyctl test policies/payments.test.yaml', 'run the tests of one file'],
    ['policyctl test --coverage', 'also show which rules no test decides'],
    ['policyctl test --side git:HEAD', 'run these tests on the policies of the last commit'],
    ['policyctl test --format junit > tests.xml', 'write a report for CI'],
  ],
  answer: ({ context, global, args, options }) => {
    const side = parseSideName(typeof options.side === 'string' ? options.side : 'files')
    const question = { paths: args, coverage: options.coverage === true, side }
    return withWorkbench(context, global, (workbench) => testProject(workbench, question))
  },
})
