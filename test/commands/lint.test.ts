import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../src/lint/checks/list.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const policy = (name: string, method: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - permission: deny # why\n      operations: [${method}]\n      resource: https://api.example.com/*\n`
const GOOD = policy('good', 'GET')

const isLintDocument = documentSchema('lint')

const lint = (cwd: string, ...args: string[]) => runInProcess(['lint', ...args], { cwd })

describe('text', () => {
  test('nothing to report: one line, status 0', async () => {
    const cwd = folderWith({ 'policies/good.yaml': GOOD })
    expect(await lint(cwd)).toMatchObject({
      status: 0,
      stdout: 'no findings in 1 policy in 1 file\n',
      stderr: '',
    })
  })

  test('a password in a URL is found, and not printed', async () => {
    const text =
      'name: a\nspec: {policies: [{permission: deny, resource: "https://ada:s3cret@a.example/*"}]}\n'
    const { status, stdout } = await lint(folderWith({ 'policies/a.yaml': text }))
    expect(status).toBe(1)
    expect(stdout).toContain('https://**********@a.example/*')
    expect(stdout).not.toContain('s3cret')
  })

  test('place, line, caret, hint, summary; status 1 for an error', async () => {
    const cwd = folderWith({ 'policies/a.yaml': policy('a', 'get').replace('deny', 'denny') })
    const { status, stdout } = await lint(cwd)
    expect(status).toBe(1)
    expect(stdout).toBe(`policies/a.yaml:4:19 error invalid-permission: "denny" is not a permission
  4 |     - permission: denny # why
    |                   ^^^^^
  hint: did you mean deny?

policies/a.yaml:5:20 warning lowercase-method: get is written in lower case
  5 |       operations: [get]
    |                    ^^^
  hint: write GET

1 error, 1 warning in 1 policy in 1 file; --fix fixes 1
`)
  })

  test('paths are those of the current folder', async () => {
    const root = folderWith({ 'policyctl.yaml': 'version: 1\n', 'policies/a.yaml': policy('a', 'get') })
    expect((await runInProcess(['lint'], { cwd: join(root, 'policies') })).stdout).toMatch(
      /^a\.yaml:5:20 warning/,
    )
  })

  test('what the file says never reaches the terminal as a command', async () => {
    const cwd = folderWith({
      'policies/a.yaml': policy('a', 'GET').replace('name: a', 'name: "a\\e[31m" # \u202e'),
    })
    const { stdout } = await lint(cwd)
    expect(stdout).toContain('invalid-name')
    expect(
      [...stdout].filter((character) => /[\p{Cc}\p{Cf}]/u.test(character) && character !== '\n'),
    ).toEqual([])
  })

  test('a line without end is cut around the place', async () => {
    const cwd = folderWith({
      'policies/a.yaml': `name: a\nspec: { policies: [{ permission: deny, tags: [${'x, '.repeat(5000)}x], what: 1 }] }\n`,
    })
    const { stdout } = await lint(cwd)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(220)
    expect(stdout).toContain('what: 1')
  })

  test('no policy files: said on standard error', async () => {
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n' })
    expect(await lint(cwd)).toMatchObject({ status: 0, stderr: 'no policy files below policies/\n' })
  })
})

describe('paths', () => {
  const files = {
    'policies/same.yaml': policy('same', 'GET'),
    'policies/x/same.yaml': policy('same', 'get'),
    'other/c.yaml': policy('c', 'put'),
  }

  test('only the findings of the named files, seen among all files', async () => {
    const { status, stdout } = await lint(folderWith(files), 'policies/x/same.yaml')
    expect(status).toBe(1)
    expect(stdout).toContain(
      'policies/x/same.yaml:1:7 error duplicate-policy: same is defined already in policies/same.yaml:1',
    )
    expect(stdout).toContain('1 error, 1 warning in 1 policy in 1 file')
    expect((await lint(folderWith(files), 'policies/same.yaml')).stdout).toBe(
      'no findings in 1 policy in 1 file\n',
    )
  })

  test('outside of the folder of policies too', async () => {
    expect((await lint(folderWith(files), 'other')).stdout).toContain(
      'other/c.yaml:5:20 warning lowercase-method',
    )
  })

  test('a path that does not exist: status 4', async () => {
    const { status, stdout, stderr } = await lint(folderWith(files), 'policies/z.yaml')
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toContain('error path-not-found: there is no policies/z.yaml')
  })
})

describe('config', () => {
  test('severities, settings that do nothing, and a baseline', async () => {
    const cwd = folderWith({
      'policyctl.yaml': 'version: 1\nchecks: { lowercase-method: error, no-such-check: off }\n',
      'policies/a.yaml': policy('a', 'get'),
      'policies/b.yaml': policy('b', 'put'),
      '.policyctl-baseline.json': JSON.stringify({
        formatVersion: 1,
        findings: [{ check: 'lowercase-method', policy: 'b', message: 'put is written in lower case' }],
      }),
    })
    const { status, stdout } = await lint(cwd)
    expect(status).toBe(1)
    expect(stdout).toContain('policies/a.yaml:5:20 error lowercase-method')
    expect(stdout).toContain(
      'policyctl.yaml:2:36 warning ineffective-setting: no check is called no-such-check\n  2 | checks: {',
    )
    expect(stdout).not.toContain('b.yaml')
  })

  test('a damaged baseline: status 4', async () => {
    const { status, stderr } = await lint(
      folderWith({ 'policies/good.yaml': GOOD, '.policyctl-baseline.json': '{' }),
    )
    expect(status).toBe(4)
    expect(stderr).toContain('error baseline-invalid: .policyctl-baseline.json is not a baseline')
  })

  test.each([
    ['key-abc', 'line 1 is not JSON'],
    ['{"formatVersion":1,"findings":[]}\nkey-abc', 'line 2 is not JSON'],
    ['', 'it is empty'],
  ])('nothing of a baseline that is none is quoted: %j', async (text, fact) => {
    const { stderr } = await lint(
      folderWith({ 'policies/good.yaml': GOOD, '.policyctl-baseline.json': text }),
    )
    expect(stderr).toContain(`.policyctl-baseline.json is not a baseline: ${fact}\n`)
  })
})

describe('--fix', () => {
  const crlf = policy('a', 'get, POST, delete').replaceAll('\n', '\r\n')

  test('changes the fixed characters and nothing else: CRLF, mode and other files stay', async () => {
    const cwd = folderWith({ 'policies/a.yaml': `\uFEFF${crlf}`, 'policies/b.yaml': policy('b', 'GET') })
    chmodSync(join(cwd, 'policies/a.yaml'), 0o600)
    const before = statSync(join(cwd, 'policies/b.yaml')).mtimeMs
    expect(await lint(cwd, '--fix')).toMatchObject({
      status: 0,
      stdout: 'no findings in 2 policies in 2 files\n',
      stderr: 'fixed 2 findings in policies/a.yaml\n',
    })
    expect(readFileSync(join(cwd, 'policies/a.yaml'), 'utf8')).toBe(
      `\uFEFF${crlf.replace('get', 'GET').replace('delete', 'DELETE')}`,
    )
    expect(statSync(join(cwd, 'policies/a.yaml')).mode & 0o777).toBe(0o600)
    expect(statSync(join(cwd, 'policies/b.yaml')).mtimeMs).toBe(before)
  })

  test('only in the files that are named', async () => {
    const cwd = folderWith({ 'policies/a.yaml': policy('a', 'get'), 'policies/b.yaml': policy('b', 'get') })
    await lint(cwd, '--fix', 'policies/a.yaml')
    expect(readFileSync(join(cwd, 'policies/a.yaml'), 'utf8')).toBe(policy('a', 'GET'))
    expect(readFileSync(join(cwd, 'policies/b.yaml'), 'utf8')).toBe(policy('b', 'get'))
  })

  test('through a link, which stays a link', async () => {
    const cwd = folderWith({ 'shared/a.yaml': policy('a', 'get') })
    mkdirSync(join(cwd, 'policies'))
    symlinkSync('../shared/a.yaml', join(cwd, 'policies/a.yaml'))
    await lint(cwd, '--fix')
    expect(readFileSync(join(cwd, 'shared/a.yaml'), 'utf8')).toBe(policy('a', 'GET'))
  })
})

describe('formats', () => {
  const files = {
    'policies/a b/a.yaml': policy('a', 'get'),
    'policies/c.yaml': 'name: "C%\\n::error::x"\nspec: { policies: [{ permission: deny }] }\n',
  }

  test('json: one valid document', async () => {
    const { status, stdout } = await lint(folderWith(files), '--format', 'json')
    const document = JSON.parse(stdout)
    expect(isLintDocument(document), JSON.stringify(isLintDocument.errors)).toBe(true)
    expect(status).toBe(1)
    expect(document.summary).toEqual({ files: 2, policies: 2, errors: 1, warnings: 1, infos: 0 })
    expect(document.findings[0]).toMatchObject({
      check: 'lowercase-method',
      file: 'policies/a b/a.yaml',
      policy: 'a',
      fixable: true,
    })
  })

  test('github: one command a finding, with nothing in it that could be another', async () => {
    const { stdout } = await lint(folderWith(files), '--format', 'github')
    const [first, second, rest] = stdout.split('\n')
    expect(first).toBe(
      '::warning title=lowercase-method,file=policies/a b/a.yaml,line=5,endLine=5,col=20,endColumn=22::get is written in lower case%0Ahint: write GET',
    )
    expect(second).toMatch(
      /^::error title=invalid-name,file=policies\/c\.yaml,line=1,endLine=1,col=7,endColumn=22::"C%25\\n::error::x" has characters that no policy name may have/,
    )
    expect(rest).toBe('')
  })

  test('github: paths from the root of the checkout', async () => {
    const workspace = folderWith({
      'infra/policies/a.yaml': policy('a', 'get'),
      'infra/policyctl.yaml': 'version: 1\n',
    })
    const { stdout } = await runInProcess(['lint', '--format', 'github'], {
      cwd: join(workspace, 'infra'),
      env: { GITHUB_WORKSPACE: workspace },
    })
    expect(stdout).toContain('file=infra/policies/a.yaml,')
  })

  test('sarif: valid against the schema of SARIF 2.1.0, every check a rule', async () => {
    const {
      $schema: _draft,
      id: _id,
      ...schema
    } = JSON.parse(readFileSync('test/fixtures/sarif-2.1.0.schema.json', 'utf8'))
    const isSarif = new Ajv({
      strict: false,
      logger: false,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(schema)
    const log = JSON.parse((await lint(folderWith(files), '--format', 'sarif')).stdout)
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true)
    expect(isSarif({ ...log, runs: [{ ...log.runs[0], tool: {} }] })).toBe(false)
    expect(log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(
      CHECKS.map(({ id }) => id),
    )
    const [result] = log.runs[0].results
    expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe('lowercase-method')
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'policies/a%20b/a.yaml' },
      region: { startLine: 5, startColumn: 20, endLine: 5, endColumn: 23 },
    })
  })
})

test('--live asks the target', async () => {
  const cwd = folderWith({
    'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\n',
    'policies/good.yaml': GOOD,
  })
  expect(await lint(cwd, '--live', '--target', 'local')).toMatchObject({ status: 0 })
  expect(await lint(cwd, '--live', '--target', 'nowhere')).toMatchObject({ status: 4 })
})

describe('the cache', () => {
  // Runs share no memory: what one kept, the next has from the disk.
  const lint = (cwd: string, ...args: string[]) => runCli(['lint', ...args], { cwd })

  const files = {
    'policyctl.yaml': 'version: 1\n',
    'policies/a.yaml': policy('a', 'get'),
    'policies/b.yaml': policy('b', 'GET'),
  }

  test('a second run says the same, and a change is seen at once', async () => {
    const cwd = folderWith(files)
    const first = await lint(cwd)
    const [entry = ''] = readdirSync(join(cwd, '.cache/policyctl'))
    expect(await lint(cwd)).toEqual(first)
    expect(JSON.parse((await lint(cwd, '--format', 'json')).stdout).summary).toMatchObject({
      policies: 2,
      warnings: 1,
    })
    writeFiles(cwd, { 'policies/b.yaml': policy('b', 'put') })
    expect((await lint(cwd)).stdout).toContain('policies/b.yaml:5:20 warning lowercase-method')
    writeFiles(cwd, { 'policyctl.yaml': 'version: 1\nchecks: { lowercase-method: error }\n' })
    expect(await lint(cwd)).toMatchObject({ status: 1 })
    writeFiles(cwd, { [`.cache/policyctl/${entry}`]: 'damaged' })
    expect((await lint(cwd)).stdout).toContain('2 errors in 2 policies in 2 files')
  })

  test('what was kept is used', async () => {
    const cwd = folderWith(files)
    await lint(cwd)
    const [entry = ''] = readdirSync(join(cwd, '.cache/policyctl'))
    const path = join(cwd, '.cache/policyctl', entry)
    const body = readFileSync(path, 'utf8').split('\n')[1]?.replace('"policies":2', '"policies":3') ?? ''
    writeFileSync(path, `${createHash('sha256').update(body).digest('hex')}\n${body}`)
    expect((await lint(cwd)).stdout).toContain('in 3 policies in 2 files')
  })

  test('an excerpt does not follow a link out of the project', async () => {
    const outside = folderWith({ 'secret.yaml': 'SECRET' })
    const cwd = folderWith(files)
    symlinkSync(join(outside, 'secret.yaml'), join(cwd, 'policies/s.yaml'))
    const first = await lint(cwd)
    expect(first.stdout).toContain('leads out of the project')
    expect(await lint(cwd)).toEqual(first)
    expect(first.stdout).not.toContain('SECRET')
  })
})

describe('what is empty means nothing, and never all', () => {
  test.each([
    ['lint', ''],
    ['fmt', ''],
    ['fmt', '--check', 'policies', ''],
    ['test', ''],
    ['lint', '--config', ''],
    ['apply', ''],
  ])('%s %s %s %s', async (...args) => {
    const cwd = folderWith({
      'policyctl.yaml': 'version: 1\n',
      'policies/a.yaml': 'spec: {policies: [{permission: deny}]}\nname: a\n',
    })
    const { status, stdout, stderr } = await runInProcess(args, { cwd })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toMatch(
      /^error (?:usage|path-not-found): (?:a path is empty|--config names no file|there is no plan file '')/,
    )
  })
})
