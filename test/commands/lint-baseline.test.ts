import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { baselineText, entryFor } from '../../src/lint/baseline.ts'
import { contentsIn } from '../../src/lint/item-content.ts'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'
import { commitFiles, repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const NAME = '.policyctl-baseline.json'
const policy = (name: string): string =>
  `name: ${name}\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://*" }] }\n`

function baselineOf(files: Readonly<Record<string, string>>): string {
  const read = parsed(files)
  const contentOf = contentsIn(read)
  return baselineText(lint(read).map((finding) => entryFor(finding, contentOf, '2026-11-01')))
}

const A = { 'policies/a.yaml': policy('a') }
const B = { 'policies/b.yaml': policy('b') }

describe('--config git:REF: what the change brings does not silence it', () => {
  test('new entries hide nothing and are told; entries that are on both sides hide', async () => {
    const cwd = repositoryWith({ 'policyctl.yaml': 'version: 1\n', ...A, [NAME]: baselineOf(A) })
    commitFiles(cwd, { ...B, [NAME]: baselineOf({ ...A, ...B }) })
    const own = await runInProcess(['lint'], { cwd })
    expect(own).toMatchObject({
      status: 0,
      stdout:
        'no findings in 2 policies in 2 files; 2 are hidden by the baseline, 2 of severity error (--baseline)\n',
      stderr: '',
    })
    const judged = await runInProcess(['lint', '--config', 'git:HEAD~1', '--format', 'json'], { cwd })
    expect(judged.status).toBe(1)
    expect(judged.stderr).toBe(
      `${NAME} has entries that HEAD~1 does not have; they hide nothing here: 1 finding: effectively-any-resource of b\n`,
    )
    expect(JSON.parse(judged.stdout).findings).toMatchObject([
      { check: 'effectively-any-resource', policy: 'b' },
    ])
  })

  test('without a config there the baseline of the commit judges all the same', async () => {
    const cwd = repositoryWith(A)
    commitFiles(cwd, { [NAME]: baselineOf(A) })
    expect((await runInProcess(['lint', '--config', 'git:HEAD~1'], { cwd })).status).toBe(1)
    expect((await runInProcess(['lint', '--config', 'git:HEAD'], { cwd })).status).toBe(0)
  })

  test('of a project below the top of the repository', async () => {
    const below = (files: object) =>
      Object.fromEntries(Object.entries(files).map(([file, text]) => [`team/${file}`, text]))
    const root = repositoryWith(below({ 'policyctl.yaml': 'version: 1\n', ...A, [NAME]: baselineOf(A) }))
    const run = await runInProcess(['lint', '--config', 'git:HEAD'], { cwd: join(root, 'team') })
    expect(run).toMatchObject({ status: 0 })
  })
})

describe('a baseline that is not of the project', () => {
  test.each(['lint', 'plan'])('%s reads no link out of the project', async (command) => {
    const outside = folderWith({ 'known.json': baselineOf(A) })
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n', ...A })
    symlinkSync(join(outside, 'known.json'), join(cwd, NAME))
    const { status, stderr } = await runInProcess([command], { cwd })
    expect([status, stderr]).toEqual([4, expect.stringContaining('leads-outside')])
  })

  test('a link within the project is read', async () => {
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n', ...A, 'known.json': baselineOf(A) })
    symlinkSync('known.json', join(cwd, NAME))
    expect(await runInProcess(['lint'], { cwd })).toMatchObject({ status: 0 })
  })
})

test('--fix writes a baseline of an older version anew', async () => {
  const { findings } = JSON.parse(baselineOf(A))
  const loose = findings.map(
    ({ item: _item, since: _since, ...entry }: object & Record<string, unknown>) => entry,
  )
  const cwd = folderWith({ ...A, [NAME]: JSON.stringify({ formatVersion: 1, findings: loose }) })
  expect((await runInProcess(['lint'], { cwd })).stdout).toContain('loose-baseline')
  const fixed = await runInProcess(['lint', '--fix'], { cwd })
  expect(fixed).toMatchObject({
    status: 0,
    stdout:
      'no findings in 1 policy in 1 file; 1 is hidden by the baseline, 1 of severity error (--baseline)\n',
    stderr: `fixed 1 finding in ${NAME}\n`,
  })
  expect(JSON.parse(readFileSync(join(cwd, NAME), 'utf8')).findings[0].item).toMatch(/^sha256:[0-9a-f]{32}$/)
  writeFileSync(join(cwd, 'policies/a.yaml'), policy('a').replace('GET', 'POST'))
  expect((await runInProcess(['lint'], { cwd })).status).toBe(1)
})

describe('--baseline lists what is hidden, with its age', () => {
  const since = (date: string) => baselineOf(A).replace('2026-11-01', date)
  const lintAt = (baseline: string, ...args: string[]) =>
    runInProcess(['lint', ...args], {
      cwd: folderWith({ 'policyctl.yaml': 'version: 1\n', ...A, [NAME]: baseline }),
    })
  const document = async (baseline: string) =>
    JSON.parse((await lintAt(baseline, '--baseline', '--format', 'json')).stdout)

  test('text: a line each, none where nobody asks', async () => {
    const asked = await lintAt(since('2026-01-01'), '--baseline')
    expect(asked.status).toBe(0)
    expect(asked.stdout).toMatch(
      /^hidden by the baseline: 1 finding\n {2}policies\/a\.yaml:2:\d+ error effectively-any-resource: .* \(since 2026-01-01, \d+ days?\)\n\nno findings in 1 policy in 1 file\n$/,
    )
    expect((await lintAt(since('2026-01-01'))).stdout).toBe(
      'no findings in 1 policy in 1 file; 1 is hidden by the baseline, 1 of severity error (--baseline)\n',
    )
  })

  test('json: findings with since and days', async () => {
    const { hidden, findings } = await document(since('2026-01-01'))
    expect(findings).toEqual([])
    expect(hidden).toMatchObject([
      { check: 'effectively-any-resource', severity: 'error', policy: 'a', since: '2026-01-01' },
    ])
    expect(hidden[0].days).toBeGreaterThan(0)
  })

  test('an entry of an older version, and one with a date that is none', async () => {
    const old = baselineOf(A).replace(/,\s+"item": "[^"]*",\s+"since": "[^"]*"/, '')
    expect((await document(old)).hidden).toMatchObject([{ since: null, days: null }])
    expect((await document(since('last year'))).hidden).toMatchObject([{ since: 'last year', days: null }])
    expect((await lintAt(old, '--baseline')).stdout).toContain('(since an unknown date)')
  })

  test('without a baseline: none, said', async () => {
    const run = await runInProcess(['lint', '--baseline'], {
      cwd: folderWith({ 'policyctl.yaml': 'version: 1\n', ...B }),
    })
    expect(run.stdout).toContain('hidden by the baseline: no findings')
  })
})
