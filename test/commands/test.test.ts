import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { readXml } from '../support/output/read-xml.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const isTestDocument = documentSchema('test')

/** The sample project, with other files on top. */
function samples(files: Readonly<Record<string, string>> = {}): string {
  const cwd = folderWith()
  cpSync('policies', join(cwd, 'policies'), { recursive: true })
  cpSync('policyctl.yaml', join(cwd, 'policyctl.yaml'))
  writeFiles(cwd, files)
  return cwd
}

async function run(
  cwd: string,
  {
    args = [],
    format = 'text',
    coverage = false,
  }: { args?: string[]; format?: string; coverage?: boolean } = {},
) {
  const flags = coverage ? ['--coverage'] : []
  return runInProcess(['test', ...args, ...flags, '--format', format], { cwd })
}

const FAILING = {
  'policies/b.test.yaml': `tests:
  - name: charges are free
    policies: [payments]
    request: POST https://api.stripe.com/v1/charges
    tool: stripe
    tags: [money]
    expect: { decision: allow, because: payments#0 }
  - name: crm is open
    policies: [crm]
    request: DELETE https://api.hubspot.com/crm/v3/objects/x
    expect: allow
`,
}
const BROKEN = {
  'policies/b.test.yaml': 'tests:\n  - policies: [payment]\n    request: GET https://h/\n    expect: deny\n',
}

describe('the sample tests', () => {
  test('pass and decide every rule', async () => {
    const cwd = samples()
    const result = await runInProcess(['test', '--coverage'], { cwd })
    expect(result).toEqual({
      status: 0,
      stderr: '',
      stdout: 'COVERAGE  21 of 21 rules decided by a test, 100 %, 100 % wanted\n\n23 passed in 3 files\n',
    })
  })

  test('from a folder below, one file', async () => {
    const cwd = join(samples(), 'policies')
    const result = await runInProcess(['test', 'payments.test.yaml', '--verbose'], { cwd })
    expect(result.status).toBe(0)
    expect(result.stdout).toContain('✓ passed  nobody deletes customers   payments.test.yaml:20\n')
    expect(result.stdout).toMatch(/\n5 passed in 1 file\n$/)
  })
})

describe('failed tests', () => {
  test('text: the request, expected and got, the rule that decided, exit status 1', async () => {
    const result = await runInProcess(['test'], { cwd: samples(FAILING) })
    expect(result).toEqual({
      status: 1,
      stderr: '',
      stdout: `✗ FAILED  charges are free   policies/b.test.yaml:2
                    POST https://api.stripe.com/v1/charges with tool stripe, tags [money]   under payments
          expected  allow, because payments#0
          got       approval_required by finance-approvers, because payments#1   policies/payments.yaml:9

✗ FAILED  crm is open   policies/b.test.yaml:8
                    DELETE https://api.hubspot.com/crm/v3/objects/x   under crm
          expected  allow
          got       deny, because no rule matches

2 failed, 23 passed in 4 files
`,
    })
  })

  test('json: one document, as its schema says', async () => {
    const { status, stdout } = await run(samples({ ...FAILING }), { format: 'json', coverage: true })
    const document = JSON.parse(stdout)
    expect(isTestDocument(document), JSON.stringify(isTestDocument.errors)).toBe(true)
    expect(status).toBe(1)
    expect(document.summary).toEqual({ files: 4, tests: 25, passed: 23, failed: 2, invalid: 0 })
    expect(document.coverage).toMatchObject({ percent: 100, threshold: 100, untested: [] })
    expect(document.tests.find(({ name }: { name: string }) => name === 'charges are free')).toMatchObject({
      file: 'policies/b.test.yaml',
      line: 2,
      status: 'failed',
      agent: null,
      policies: ['payments'],
      expected: { decision: 'allow', approvers: null, because: { policy: 'payments', rule: 0 } },
      actual: {
        decision: 'approval_required',
        because: [{ policy: 'payments', rule: 1, file: 'policies/payments.yaml', line: 9 }],
        route: { name: 'charges', approvers: { groups: ['finance-approvers'], match: 'any' } },
      },
      mismatches: ['decision', 'because'],
    })
  })

  test('junit: a suite for each file, failures with their facts, nothing that XML cannot carry', async () => {
    const cwd = samples(FAILING)
    writeFiles(cwd, {
      'policies/c.test.yaml': BROKEN['policies/b.test.yaml'].replace('[payment]', '["pay<\\u0007&"]'),
    })
    const { status, stdout } = await run(cwd, { format: 'junit' })
    expect(status).toBe(1)
    expect(stdout).not.toContain('\u0007')
    const root = readXml(stdout)
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: { tests: '26', failures: '2', errors: '1' },
    })
    const [first, second] = ['b', 'c'].map((name) =>
      root.children.find(({ attributes }) => attributes.name === `policies/${name}.test.yaml`),
    )
    expect(first?.attributes).toMatchObject({ tests: '2', failures: '2', errors: '0' })
    expect(JSON.stringify(first)).toContain(
      'expected allow, because payments#0, got approval_required by finance-approvers, because payments#1',
    )
    expect(second?.attributes).toMatchObject({ tests: '1', failures: '0', errors: '1' })
    expect(stdout).toContain('message="no policy is called pay&lt;\uFFFD&amp;"')
  })
})

describe('tests that cannot be run', () => {
  test('are findings with their place, exit status 1', async () => {
    const result = await runInProcess(['test', 'policies/b.test.yaml'], { cwd: samples(BROKEN) })
    expect(result.status).toBe(1)
    expect(result.stdout).toBe(
      'policies/b.test.yaml:2:16 error unknown-policy: no policy is called payment\n  hint: did you mean payments?\n\n1 not run, 0 passed in 1 file\n',
    )
  })

  test('json has them too', async () => {
    const { status, stdout } = await run(samples(BROKEN), { format: 'json' })
    const document = JSON.parse(stdout)
    expect(isTestDocument(document), JSON.stringify(isTestDocument.errors)).toBe(true)
    expect(status).toBe(1)
    expect(document).toMatchObject({
      summary: { invalid: 1, failed: 0 },
      coverage: null,
      findings: [{ check: 'unknown-policy' }],
    })
  })

  test('a policy file that cannot be read is an error here as well', async () => {
    const cwd = samples({ 'policies/bad.yaml': 'name: [\n' })
    const { status, stdout } = await run(cwd)
    expect(status).toBe(1)
    expect(stdout).toMatch(/^policies\/bad\.yaml:\d+:\d+ error unreadable-yaml: /)
  })

  test('unknown fields that the config lets pass do not stop tests', async () => {
    const policy = 'name: extra\nowner: me\nspec:\n  policies:\n    - permission: deny\n'
    const tests = 'tests:\n  - { policies: [extra], request: GET https://h/, expect: deny }\n'
    const files = { 'policies/extra.yaml': policy, 'policies/extra.test.yaml': tests }
    expect((await run(samples(files))).status).toBe(1)
    const config = 'version: 1\nchecks: { unknown-field: info }\n'
    expect((await run(samples({ ...files, 'policyctl.yaml': config }))).status).toBe(0)
  })
})

describe('coverage where there is no rule', () => {
  const NONE = {
    'policyctl.yaml': 'version: 1\n',
    'policies/README.md': 'none yet\n',
  }
  const ASKED = { 'policyctl.yaml': 'version: 1\ncoverage: { rules: 80 }\n' }

  test.each([
    ['text', 'COVERAGE  there is no rule that a test could decide, 80 % wanted\n'],
    ['junit', 'there is no rule that a test could decide, 80 % wanted'],
    ['json', '"percent":0'],
  ])('%s: a threshold is not met (1)', async (format, said) => {
    const { status, stdout } = await run(folderWith({ ...NONE, ...ASKED }), { coverage: true, format })
    expect(stdout).toContain(said)
    expect(stdout).not.toContain('100')
    expect(status).toBe(1)
  })

  test('without a threshold it is said', async () => {
    const { status, stdout } = await run(folderWith(NONE), { coverage: true })
    expect(stdout).toContain('COVERAGE  there is no rule that a test could decide\n')
    expect(status).toBe(0)
  })
})

describe('coverage', () => {
  const untested = { 'policies/new.yaml': 'name: new\nspec:\n  policies:\n    - permission: deny\n' }
  const config = (text: string) => ({ 'policyctl.yaml': `version: 1\n${text}` })

  test('below the threshold: exit status 1, in every format', async () => {
    const cwd = samples(untested)
    const { status, stdout } = await run(cwd, { coverage: true })
    expect(status).toBe(1)
    expect(stdout).toBe(
      'COVERAGE  21 of 22 rules decided by a test, 95.4 %, 100 % wanted\n          untested  new#0   policies/new.yaml:4\n\n23 passed in 3 files\n',
    )
    const junit = await run(cwd, { coverage: true, format: 'junit' })
    expect(junit.status).toBe(1)
    expect(junit.stdout).toContain('untested: new#0 policies/new.yaml:4')
    expect((await run(cwd, { coverage: true, format: 'json' })).status).toBe(1)
  })

  test.each([
    ['at the threshold', 'coverage: { rules: 95.4 }\n', 0],
    ['without a threshold it is only reported', '', 0],
    ['above what is reached', 'coverage: { rules: 95.5 }\n', 1],
  ])('%s', async (_name, text, status) => {
    const result = await run(samples({ ...untested, ...config(text) }), { coverage: true })
    expect(result.status).toBe(status)
    expect(result.stdout).toContain('untested  new#0   policies/new.yaml:4\n')
  })

  test('without --coverage nothing is said of it', async () => {
    const { status, stdout } = await run(samples(untested))
    expect([status, stdout]).toEqual([0, '23 passed in 3 files\n'])
  })

  test('rules that never decide are named', async () => {
    const idle = 'name: new\nspec:\n  policies:\n    - permission: deny\n    - permission: allow\n'
    const { stdout } = await run(samples({ 'policies/new.yaml': idle }), { coverage: true })
    expect(stdout).toContain('          idle      new#1   policies/new.yaml:5\n')
  })
})

describe('what there is to run', () => {
  test('no tests at all: said, and no failure', async () => {
    const cwd = folderWith({ 'policies/a.yaml': 'name: a\nspec:\n  policies:\n    - permission: deny\n' })
    const result = await runInProcess(['test'], { cwd })
    expect(result).toEqual({
      status: 0,
      stderr: '',
      stdout: 'no tests: there is no *.test.yaml with a test in it\n',
    })
  })

  describe('targets of a test', () => {
    const config = 'version: 1\ndefaultTarget: dev\ntargets:\n'
    const flat = `${config}  dev: { embedded: .policyctl/d.json }\n  prod: { embedded: .policyctl/p.json }\n`
    const layered = flat.replaceAll('.json }', '.json, layers: [base] }')
    const policy = 'name: a\nspec:\n  policies:\n    - permission: deny\n'
    const written = (targets: string): string =>
      `tests:\n  - policies: [a]\n    request: GET https://a.example/\n    expect: allow\n    targets: [${targets}]\n`
    const project = (setting: string, targets: string): string =>
      folderWith({
        'policyctl.yaml': setting,
        'policies/base/a.yaml': policy,
        'policies/base/a.test.yaml': written(targets),
      })

    test.each([
      ['no targets', 'version: 1\n', 'pord', 'known: local'],
      ['a misspelled name', flat, 'pord', 'did you mean prod?'],
      ['a glob', flat, '"staging-*"', 'known: dev, prod'],
      ['one of several', flat, 'dev, pord', 'did you mean prod?'],
      ['layers', layered, 'pord', 'did you mean prod?'],
    ])(
      'that match none are an error, never a test that is silently not run: %s',
      async (_, setting, targets, hint) => {
        const { status, stdout } = await runInProcess(['test'], { cwd: project(setting, targets) })
        expect(status).toBe(1)
        expect(stdout).toContain('error matches-nothing: ')
        expect(stdout).toContain(' matches no target, so this test would never run\n')
        expect(stdout).toContain(hint)
      },
    )

    test('of another target: said to be for others', async () => {
      const { status, stdout } = await runInProcess(['test'], { cwd: project(flat, 'prod') })
      expect([status, stdout]).toEqual([0, 'no tests for this target: those in 1 file are for others\n'])
    })

    test('that a change brings with its config are known to the config that judges it', async () => {
      const cwd = repositoryWith({ 'policyctl.yaml': flat, 'policies/a.yaml': policy })
      writeFiles(cwd, {
        'policyctl.yaml': `${flat}  new: { embedded: .policyctl/n.json }\n`,
        'policies/a.test.yaml': written('new'),
      })
      const { status, stdout } = await runInProcess(['test', '--config', 'git:HEAD'], { cwd })
      expect([status, stdout]).toEqual([0, 'no tests for this target: those in 1 file are for others\n'])
    })
  })

  test('a PATH that does not exist: 4', async () => {
    const result = await runInProcess(['test', 'policies/nothing.test.yaml'], { cwd: samples() })
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain('error path-not-found: there is no policies/nothing.test.yaml')
    expect(result.stderr).toContain('or none for all tests of the project')
  })

  test('a PATH that is not a test file: 4', async () => {
    const cwd = samples({ 'policies/notes.txt': '' })
    for (const path of ['policies/crm.yaml', 'policies/notes.txt']) {
      const result = await runInProcess(['test', path], { cwd })
      expect(result).toMatchObject({ status: 4, stdout: '' })
      expect(result.stderr).toContain(
        `error usage: ${path} is not a test file\n  hint: test files end in .test.yaml`,
      )
    }
  })
})
