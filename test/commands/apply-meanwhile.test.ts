/** What others do to the workspace, to the lock and to agents between plan and end of an apply. */
import { describe, expect, test } from 'vitest'
import type { Fate } from '../../src/emulator/faults.ts'
import type { SeenRequest } from '../../src/emulator/listener.ts'
import { acquireLock } from '../../src/git/lock.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { type ProjectOptions, projectWith } from '../support/project/project.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow GET https://b.example/*')
const WIDER = spec('allow GET,POST https://a.example/*')
const KEEP = spec('allow GET https://keep.example/*')
const ASK = spec('ask POST https://a.example/*')
const LEDGER = 'refs/policyctl/ledger/production'

/** Applied once; then files are edited, and `meanwhile` sees each request as 'METHOD /path'. */
async function appliedShop({ files, ...options }: ProjectOptions) {
  let meanwhile: (request: string) => Partial<Fate> | undefined | Promise<Partial<Fate> | undefined> = () =>
    undefined
  const onRequest = (request: SeenRequest) =>
    request.headers['x-foreign'] === undefined
      ? meanwhile(`${request.method} ${request.path.replace('/api/v1', '')}`)
      : undefined
  const project = await projectWith({
    files: files ?? {},
    ...options,
    emulator: { ...options.emulator, onRequest },
  })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  return {
    ...project,
    ledger: () => git(project.root, 'ls-remote', 'origin', LEDGER),
    onRequest: (hook: typeof meanwhile) => {
      meanwhile = hook
    },
    put: async (name: string, of: Spec) => {
      const headers = { authorization: 'Bearer x', 'x-foreign': 'yes', 'content-type': 'application/json' }
      const body = JSON.stringify({ name, spec: of })
      await fetch(`${project.server.url}/api/v1/policies/${name}`, { method: 'PUT', headers, body })
    },
  }
}

test('an unchanged policy that somebody edits while others are written: named, and 1', async () => {
  const project = await appliedShop({ files: { a: A, keep: KEEP } })
  project.edit({ a: WIDER })
  project.onRequest(async (request) => {
    if (request === 'PUT /policies/a') await project.put('keep', B)
    return undefined
  })
  const result = await project.run('apply', '--yes')
  expect(result.status).toBe(1)
  expect(result.stdout).toContain('! keep   it differs in rule 0 resource; not part of this plan')
  expect(await project.live()).toEqual({ a: WIDER, keep: B })
})

describe('an agent that is bound to a policy between plan and delete', () => {
  const until = (day: string): string =>
    `exceptions: [{ guard: in-use, policy: a, reason: retired, until: ${day} }]\n`
  const bound: Partial<Fate> = {
    before: { status: 200, body: { name: 'a', spec: A, used_by: [{ name: 'bot', namespace: 'default' }] } },
  }
  // The clock of these runs stands at 2026-11-22.
  test.each<[string, string, readonly string[], boolean]>([
    ['nothing allows it', '', [], false],
    ['--allow-in-use of another policy', '', ['--allow-in-use=keep'], false],
    ['--allow-in-use', '', ['--allow-in-use=a'], true],
    ['an exception in force', until('2026-11-22'), [], true],
    ['an exception that has expired', until('2026-11-21'), [], false],
    ['an exception of another guard', until('2026-11-22').replace('in-use', 'widening'), [], false],
  ])('%s', async (_what, config, flags, isDeleted) => {
    const project = await appliedShop({ files: { a: A, keep: KEEP }, config })
    project.edit({ a: null })
    // The first look is the plan's.
    let looks = 0
    project.onRequest((request) => {
      looks += request === 'GET /policies/a' ? 1 : 0
      return request === 'GET /policies/a' && looks > 1 ? bound : undefined
    })
    const result = await project.run('apply', '--yes', ...flags)
    expect(result.status).toBe(isDeleted ? 0 : 1)
    expect(
      result.stdout.includes('in use by bot; unbind it, or --allow-in-use=a deletes the policy all the same'),
    ).toBe(!isDeleted)
    expect(Object.keys(await project.live())).toEqual(isDeleted ? ['keep'] : ['a', 'keep'])
  })

  test.each([
    ['in force', '2026-11-22', 0],
    ['expired', '2026-11-21', 3],
  ])('one that was bound before, and an exception %s', async (_what, day, status) => {
    const project = await appliedShop({
      files: { a: A, keep: KEEP },
      bound: { a: ['bot'] },
      config: until(day),
    })
    project.edit({ a: null })
    expect((await project.run('apply', '--yes')).status).toBe(status)
    expect(Object.keys(await project.live())).toEqual(status === 0 ? ['keep'] : ['a', 'keep'])
  })
})

describe('the same plan file again', () => {
  test('after a run that ended between two phases: it finishes', async () => {
    const project = await appliedShop({ files: { keep: KEEP } })
    project.edit({ p: ASK, q: ASK })
    await project.run('plan', '--out', 'plan.json')
    let posts = 0
    project.onRequest((request) => {
      posts += request === 'POST /policies' ? 1 : 0
      return posts === 2 ? { before: { status: 400, body: {} } } : undefined
    })
    const first = await project.run('apply', 'plan.json')
    expect([first.status, first.stdout]).toEqual([1, expect.stringContaining('tightened, not released')])
    project.onRequest(() => undefined)
    expect(await project.run('apply', 'plan.json')).toMatchObject({ status: 0, stderr: '' })
    expect(await project.live()).toEqual({ keep: KEEP, p: ASK, q: ASK })
  })

  test('after a create that the server spoiled: what stands in its place is no conflict', async () => {
    const tagged = spec('allow POST https://a.example/* #money')
    const project = await appliedShop({ files: { keep: KEEP } })
    project.edit({ a: tagged })
    await project.run('plan', '--out', 'plan.json')
    const spoiled = { name: 'a', spec: spec('allow POST https://a.example/*') }
    project.onRequest((request) =>
      request === 'POST /policies' ? { after: { status: 201, body: spoiled } } : undefined,
    )
    const first = await project.run('apply', 'plan.json')
    expect([first.status, first.stdout]).toEqual([
      1,
      expect.stringContaining('a deny of https://policyctl.invalid/* stands in its place'),
    ])
    expect((await project.live()).a).toEqual(spec('deny https://policyctl.invalid/*'))
    expect(await project.run('apply', 'plan.json')).toMatchObject({ status: 0, stderr: '' })
    expect(await project.live()).toEqual({ a: tagged, keep: KEEP })
  })
})

test('nothing to write, and somebody holds the lock: 3, since what they write may change what nothing means', async () => {
  const project = await appliedShop({ files: { a: A } })
  const place = await placeIn(project.root, { endpoint: `${project.server.url}/api/v1` })
  await acquireLock(place, { intent: new Map([['a', [A, B]]]), nonce: 'x', wait: 0 })
  const result = await project.run('apply', '--yes')
  expect([result.status, result.stderr]).toEqual([3, expect.stringContaining('error locked:')])
  expect(result.stderr).toContain(
    'hint: wait for it with --wait 10m; if that run is dead, policyctl unlock --target production\n',
  )
})

test('a rollback that deletes what agents use, where the list does not show it: 3, nothing written', async () => {
  const project = await appliedShop({
    files: { a: A },
    bound: { b: ['bot'] },
    emulator: { faults: 'hide-usage' },
  })
  project.edit({ b: B, a: WIDER })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const result = await project.run('rollback', '--yes')
  expect([result.status, result.stdout]).toEqual([3, expect.stringContaining('in use by bot')])
  expect(await project.live()).toEqual({ a: WIDER, b: B })
})

test.each([['apply'], ['rollback']])(
  '%s: a list that leaves out what the ledger has is refused, and nothing is forgotten',
  async (command) => {
    const project = await appliedShop({ files: { keep: KEEP } })
    project.edit({ a: A })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    project.edit({ a: null })
    const before = project.ledger()
    const short = { status: 200, body: [{ name: 'keep', spec: KEEP }] }
    project.onRequest((request) => (request === 'GET /policies' ? { before: short } : undefined))
    const result = await project.run(command, '--yes')
    expect([result.status, result.stderr]).toEqual([
      4,
      expect.stringContaining("error answer-paginated: the list of policies leaves out 'a'"),
    ])
    expect(project.ledger()).toBe(before)
    expect(await project.live()).toEqual({ a: A, keep: KEEP })
  },
)

test('a list after the writes that leaves out what this run did not delete: it is not forgotten', async () => {
  const project = await appliedShop({ files: { a: A, keep: KEEP } })
  project.edit({ a: null, keep: B })
  const short = { status: 200, body: [{ name: 'keep', spec: B }] }
  let hasWritten = false
  project.onRequest((request) => {
    hasWritten ||= request === 'PUT /policies/keep'
    return hasWritten && request === 'GET /policies' ? { before: short } : undefined
  })
  await project.run('apply', '--yes', '--only', 'keep')
  project.onRequest(() => undefined)
  expect((await project.run('apply', '--yes')).status).toBe(0)
  expect(await project.live()).toEqual({ keep: B })
})
