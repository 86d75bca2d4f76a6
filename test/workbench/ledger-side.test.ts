/** `ledger:NAME`: what was applied, as a side like any other. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSideName, sideText } from '../../src/workbench/side-name.ts'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow GET https://b.example/*')

describe('names of sides', () => {
  test.each([
    'files',
    'live',
    'live:staging',
    'target:staging',
    'git:HEAD~2',
    'git:origin/main',
    'dir:../other',
    'ledger:production',
    'ledger:production~2',
    'ledger:production@2026-06-30',
    'ledger:production@2026-06-30T12:00:00Z',
    'ledger:production@2026-06-30T12:00:00.250+02:00',
    'ledger:production@3f9c01d',
  ])('%s', (text) => {
    expect(sideText(parseSideName(text))).toBe(text)
  })

  test.each([
    'ledger:',
    'ledger:production@June',
    'ledger:production@2026-02-31',
    'ledger:p@2026-06-30T25:00Z',
    'ledger:p@2026-06-30T12:00',
    'ledger:p@abc',
    'ledger:a~x',
    'nothing',
  ])('%s is none', (text) => {
    expect(() => parseSideName(text)).toThrow(`'${text}' is not a side`)
  })

  test.each([
    ['git:refs/policyctl/ledger/prod', 'ledger:prod'],
    ['git:policyctl/ledger/prod~2', 'ledger:prod'],
  ])('%s: the ledger has a side of its own', (text, hint) => {
    expect(() => parseSideName(text)).toThrowError(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining(`the side is ${hint};`) }),
    )
  })
})

/** Applied twice: a, then a and b. */
async function applied() {
  const project = await projectWith({ files: { a: A }, bound: { a: ['default/reader'] } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({ b: B })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const ask = async (side: string, cwd = project.root) => {
    const args = ['who-can', 'GET', '*', '--side', side, '--format', 'json']
    const { status, stdout, stderr } = await runInProcess(args, { cwd })
    return { status, stderr, grants: status === 0 ? JSON.parse(stdout).grants : null }
  }
  return { ...project, ask }
}

const holders = (grants: readonly { agents: string[]; policies: string[] }[]): string[] =>
  grants.flatMap(({ agents, policies }) => [...agents, ...policies]).sort()

describe('ledger:NAME', () => {
  test('what was applied, with the agents that it was seen with; no key, no --target', async () => {
    const { ask } = await applied()
    const now = await ask('ledger:production')
    expect(now.status).toBe(0)
    expect(holders(now.grants)).toEqual(['b', 'default/reader'])
    expect(holders((await ask('ledger:production~1')).grants)).toEqual(['default/reader'])
  })

  test('a day: the newest that was there by its end', async () => {
    const { ask, root } = await applied()
    const ref = 'refs/policyctl/ledger/production'
    const day = git(root, 'log', '-1', '--format=%cd', '--date=format:%Y-%m-%d', ref)
    expect(holders((await ask(`ledger:production@${day}`)).grants)).toEqual(['b', 'default/reader'])
    const before = await ask('ledger:production@2020-01-01')
    expect([before.status, before.stderr]).toEqual([
      4,
      expect.stringContaining(`error revision-unknown: the ledger of 'production' begins on ${day}`),
    ])
  })

  test.each([
    ['ledger:production@9999-01-01', 'revision-unknown: 9999-01-01 is in the future'],
    ['ledger:production@9999-01-01T00:00Z', 'revision-unknown: 9999-01-01T00:00Z is in the future'],
    ['ledger:production~7', "revision-unknown: the ledger of 'production' has 2 revisions"],
    ['ledger:prod', "ledger-missing: the remote 'origin' has no ledger 'prod'\n  hint: there is production"],
  ])('%s: 4', async (side, message) => {
    const { ask } = await applied()
    const answer = await ask(side)
    expect([answer.status, answer.stderr]).toEqual([4, expect.stringContaining(`error ${message}`)])
  })

  test('diff from it: what is merged and not applied yet', async () => {
    const { run, edit } = await applied()
    edit({ b: null })
    const { status, stdout } = await run('diff', 'ledger:production', 'files', '--format', 'json')
    expect([status, JSON.parse(stdout).changes]).toMatchObject([0, [{ policy: 'b', kind: 'removed' }]])
  })

  test('files that it is compared with have the agents that it remembers, where no document names them', async () => {
    const { run } = await applied()
    const { stdout } = await run('diff', 'ledger:production', 'files', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ changes: [], access: [] })
  })

  test('of a target that points elsewhere by now: refused, and never that of the other workspace', async () => {
    const { root, ask } = await applied()
    writeFiles(root, {
      'policyctl.yaml': 'version: 1\ntargets: { production: { endpoint: "https://other.example/api/v1" } }\n',
    })
    const answer = await ask('ledger:production')
    expect([answer.status, answer.stderr]).toEqual([3, expect.stringContaining('error ledger-mismatch: ')])
  })

  test('of a target that left the config: by its name', async () => {
    const { root, ask } = await applied()
    writeFiles(root, { 'policyctl.yaml': 'version: 1\n' })
    expect(holders((await ask('ledger:production')).grants)).toEqual(['b', 'default/reader'])
  })

  test('without git: 4', async () => {
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n' })
    const { status, stderr } = await runInProcess(['who-can', 'GET', '*', '--side', 'ledger:production'], {
      cwd,
    })
    expect([status, stderr]).toEqual([4, expect.stringContaining('error git-required: ledger:production')])
  })

  test('target:NAME: the files, for a target that there is', async () => {
    const { ask } = await applied()
    expect((await ask('target:production')).status).toBe(0)
    const none = await ask('target:prodution')
    expect([none.status, none.stderr]).toEqual([4, expect.stringContaining('did you mean production?')])
  })

  test('live:NAME: another workspace than the chosen one', async () => {
    const { root } = await applied()
    const args = ['who-can', 'GET', '*', '--side', 'live:production', '--format', 'json']
    const { status, stdout } = await runInProcess(args, { cwd: root, env: { RUNAGENTS_API_KEY: 'key' } })
    expect([status, holders(JSON.parse(stdout).grants)]).toEqual([0, ['b', 'default/reader']])
  })

  test('in a subfolder of the project', async () => {
    const { ask, root } = await applied()
    expect((await ask('ledger:production', join(root, 'policies'))).status).toBe(0)
  })
})
