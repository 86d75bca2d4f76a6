import { join, relative, resolve } from 'node:path'
import { type CoverageAsked, testDocument } from '../answers/test-document.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { readTestFiles } from '../files/test-files.ts'
import { jsonLine } from '../media/json-text.ts'
import { testJunit } from '../media/test-junit.ts'
import { testText } from '../media/test-text.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { runTests } from '../testing/run-tests.ts'
import type { TestRun } from '../testing/test-run.ts'
import { assertPolicyFolder } from '../workbench/assert-policy-folder.ts'
import { openProject, type Project } from '../workbench/project.ts'
import type { Command, Invocation } from './command.ts'

/** Runs policy tests: what is decided about requests, and why. */
export const command: Command = {
  name: 'test',
  description:
    'Runs the policy tests (*.test.yaml) of the project: a request, and the decision, approvers and rule that are expected.\nWith paths, only the tests in these files and folders are run, against the policies of the whole project.\nExit status 1 where a test fails or cannot be run. docs/testing-policies.md has the format.',
  arguments: [['[path...]', 'test files and folders (default: all tests of the project)']],
  options: [
    {
      flags: '--coverage',
      description: 'show the rules that no test decides; 1 below coverage.rules of the config',
    },
  ],
  formats: ['text', 'json', 'junit'],
  examples: [
    ['policyctl test', 'run all tests'],
    ['policyctl test policies/payments.test.yaml', 'run the tests of one file'],
    ['policyctl test --coverage', 'show which rules no test decides, too'],
    ['policyctl test --format junit > tests.xml', 'write a report for CI'],
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { context, global, args, options } = invocation
  const project = await openProject(context, global)
  const { root, config } = project
  await assertPolicyFolder(context, project)
  const paths = args.map((path) => relative(root, resolve(context.cwd, path)) || '.')
  const tests = readTestFiles({ root, folder: config.policies, paths })
  const policies = await readPolicyFiles({ root, folder: config.policies })
  const result = runTests(
    tests,
    policies.map((file) => withoutMuted(file, project)),
  )
  const coverage = options.coverage === true ? { threshold: config.coverage.rules } : null
  context.stdout.write(rendered(result, coverage, { invocation, project }))
  return statusOf(result, coverage)
}

/** A config that turns `unknown-field` down says that the fields are meant. */
function withoutMuted(file: ParsedFile, { config: { checks } }: Project): ParsedFile {
  const severity = checks['unknown-field'] ?? checks['*'] ?? 'error'
  if (severity === 'error') return file
  return { ...file, findings: file.findings.filter(({ check }) => check !== 'unknown-field') }
}

function rendered(
  result: TestRun,
  coverage: CoverageAsked | null,
  { invocation: { context, global, format }, project }: { invocation: Invocation; project: Project },
): string {
  if (format === 'json') return jsonLine(testDocument(result, coverage))
  if (format === 'junit') return testJunit(result, coverage)
  return testText(result, {
    color: context.stdout.hasColor,
    verbose: global.verbose,
    coverage,
    pathOf: (file) => relative(context.cwd, join(project.root, file)).replaceAll('\\', '/') || file,
  })
}

function statusOf({ findings, results, coverage }: TestRun, asked: CoverageAsked | null): ExitStatus {
  const hasFailed = findings.length > 0 || results.some(({ mismatches }) => mismatches.length > 0)
  const isLow = asked !== null && asked.threshold !== null && coverage.percent < asked.threshold
  return hasFailed || isLow ? EXIT.no : EXIT.done
}
