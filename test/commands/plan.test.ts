import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { acquireLock } from '../../src/git/lock.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { footprint } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'

const A = spec('allow GET https://a.example/*')
const WIDER = spec('allow GET,POST https://a.example/*')
const KEEP = spec('allow GET https://keep.example/*')
const isPlanDocument = documentSchema('plan')

/** One policy edited in the files, one unmanaged, one gone that an agent uses. */
async function pending() {
  const requests: string[] = []
  const project = await projectWith({
    files: { a: A, gone: A, keep: KEEP },
    live: { other: spec('deny https://x.example/*', 'allow GET https://*') },
    bound: { a: ['billing-agent'], gone: ['etl-agent'], other: ['support-agent'] },
    emulator: { onRequest: ({ method, path }) => void requests.push(`${method} ${path}`) },
  })
  await project.run('apply', '--yes')
  project.edit({ a: WIDER, gone: null })
  requests.length = 0
  return { ...project, requests }
}

/** As somebody with a console would. */
async function put(url: string, name: string, of: Spec): Promise<void> {
  await fetch(`${url}/api/v1/policies/${name}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: JSON.stringify({ name, spec: of }),
  })
}

describe('plan', () => {
  test('text: header, access, steps, what is blocked, what is unmanaged, the verdict last', async () => {
    const { run, root, requests, live } = await pending()
    const [before, policies] = [footprint(root), await live()]
    const result = await run('plan')
    expect(result).toMatchObject({ status: 3, stderr: '' })
    expect(result.stdout).toMatch(
      /^production {3}http:\/\/127\.0\.0\.1:\d+\/api\/v1 {3}live 12:00:00 UTC · bindings from agents' configuration\n/,
    )
    expect(result.stdout).toMatch(/^[0-9a-f]{7} clean · ledger [0-9a-f]{7}, just now · live agrees with it$/m)
    const body = result.stdout.slice(result.stdout.indexOf('ACCESS'))
    expect(body).toBe(`ACCESS   2 agents

▲ WIDER     billing-agent
            POST https://a.example/*
            denied  →  allowed, no human
            e.g. POST https://a.example/
            a#0   policies/a.json:5

▼ NARROWER  etl-agent   BLOCKED
            GET https://a.example/*
            allowed  →  denied
            e.g. GET https://a.example/
            gone   deleted

STEPS    in the order of writing

1 ~  a     rule 0  operations  +POST
✗ -  gone  1 rule, widest: allow GET https://a.example/*
           in-use: in use by etl-agent

UNMANAGED   other   support-agent   allow GET https://*   left alone

1 to update, 1 delete blocked, 1 unchanged, 1 unmanaged in production.
apply would refuse (exit status 3): in-use
  gone: unbind it, or --allow-in-use=gone deletes the policy all the same
`)
    // One request for the policies; beside it one for the agents, and one an agent.
    expect(requests.toSorted()).toEqual([
      'GET /api/v1/agents',
      'GET /api/v1/agents/billing-agent/config',
      'GET /api/v1/agents/etl-agent/config',
      'GET /api/v1/agents/support-agent/config',
      'GET /api/v1/policies',
      'GET /api/v1/tools',
    ])
    expect(footprint(root)).toBe(before)
    expect(await live()).toEqual(policies)
  })

  test('json: the document of the contract', async () => {
    const { run } = await pending()
    const result = await run('plan', '--format', 'json')
    const document = JSON.parse(result.stdout)
    expect(isPlanDocument(document), JSON.stringify(isPlanDocument.errors)).toBe(true)
    expect(document).toMatchObject({
      formatVersion: 1,
      target: { name: 'production' },
      git: { dirty: false },
      summary: { create: 0, update: 1, delete: 1, unchanged: 1, unmanaged: 1 },
      steps: [
        { action: 'update', policy: 'a', file: 'policies/a.json', origin: 'repository', direction: 'wider' },
        { action: 'delete', policy: 'gone', file: null, usedBy: ['default/etl-agent'] },
      ],
      phases: [{ phase: 'release', writes: [{ policy: 'a', action: 'update' }] }],
      unmanaged: ['other'],
      blocked: [{ policy: 'gone', guard: 'in-use' }],
    })
  })

  test('markdown', async () => {
    const { run } = await pending()
    const { stdout } = await run('plan', '--format', 'markdown')
    expect(stdout).toContain('## `production`: 1 to update, 1 delete blocked, 1 unchanged, 1 unmanaged')
    expect(stdout).toContain('**Apply would refuse**: in-use')
    expect(stdout).toContain('+ allow GET POST https://a.example/*')
  })

  test('--out writes the document', async () => {
    const { run, root } = await pending()
    const { stdout } = await run('plan', '--out', 'out/plan.json', '--format', 'json')
    expect(JSON.parse(readFileSync(join(root, 'out/plan.json'), 'utf8'))).toEqual(JSON.parse(stdout))
  })

  test.each([
    ['an earlier plan', '{"formatVersion":99,"steps":[]}'],
    ['an empty file', '\n'],
  ])('--out writes over %s', async (_what, text) => {
    const { run, root } = await pending()
    writeFileSync(join(root, 'plan.json'), text)
    expect((await run('plan', '--out', 'plan.json', '--only', 'a')).status).toBe(0)
    expect(JSON.parse(readFileSync(join(root, 'plan.json'), 'utf8'))).toMatchObject({ formatVersion: 1 })
  })

  test.each(['policyctl.yaml', '.git/config', 'policies/a.json', 'link.json'])(
    '--out never writes over %s, and says so before it asks the API',
    async (out) => {
      const { run, root, requests } = await pending()
      symlinkSync('policyctl.yaml', join(root, 'link.json'))
      const before = readFileSync(join(root, out), 'utf8')
      const result = await run('plan', '--out', out)
      expect(result).toMatchObject({ status: 4, stdout: '' })
      expect(result.stderr).toContain(
        `error file-exists: ${join(root, out)} already exists and is not a plan`,
      )
      expect(readFileSync(join(root, out), 'utf8')).toBe(before)
      expect(requests).toEqual([])
    },
  )

  test.each(['policies/plan.json', 'policies/sub/../p.test.yaml'])(
    '--out %s would be read as a policy, and is refused before anything is asked',
    async (out) => {
      const { run, root, requests } = await pending()
      const result = await run('plan', '--out', out)
      expect(result).toMatchObject({ status: 4, stdout: '' })
      expect(result.stderr).toContain(`error usage: ${out} is in the folder of the policies`)
      expect(existsSync(join(root, out))).toBe(false)
      expect(requests).toEqual([])
    },
  )

  test('--out may name what is no policy file there', async () => {
    const { run } = await pending()
    expect((await run('plan', '--out', 'policies/.plans/p.json', '--only', 'a')).status).toBe(0)
  })

  test('--out without a name is a usage error', async () => {
    const { run, requests } = await pending()
    const result = await run('plan', '--out', '')
    expect(result.status).toBe(4)
    expect(result.stderr).toContain('error usage: --out names no file')
    expect(requests).toEqual([])
  })

  test('--only plans some', async () => {
    const { run } = await pending()
    const result = await run('plan', '--only', 'a', 'k*', '--format', 'json')
    expect(result.status).toBe(0)
    expect(JSON.parse(result.stdout).steps).toMatchObject([{ policy: 'a' }])
  })

  test.each([
    [['gon'], 'did you mean gone?'],
    [['a', 'payments-*'], 'name policies as their files do'],
  ])('--only %s: a glob that matches no policy is refused', async (globs, hint) => {
    const { run, live } = await pending()
    const before = await live()
    for (const command of [['plan'], ['apply', '--yes']]) {
      const { status, stdout, stderr } = await run(...command, '--only', ...globs)
      expect([status, stdout]).toEqual([4, ''])
      expect(stderr).toContain(`error usage: --only ${globs.at(-1)} matches no policy`)
      expect(stderr).toContain(hint)
    }
    expect(await live()).toEqual(before)
  })

  test('--only with a glob that would take something out is refused, since a list is a union', async () => {
    const { run, requests } = await pending()
    for (const command of [['plan'], ['apply', '--yes']]) {
      const { status, stderr } = await run(...command, '--only', '*', '--only', '!a')
      expect(status).toBe(4)
      expect(stderr).toContain("error usage: --only '!a': the glob begins with '!'")
    }
    expect(requests).toEqual([])
  })

  test.each([['a'], ['gone'], ['other'], ['{k,o}*']])(
    '--only %s: files, ledger and live have names',
    async (glob) => {
      const { run } = await pending()
      expect((await run('plan', '--only', glob)).stderr).toBe('')
    },
  )

  test.each<[readonly string[], number]>([
    [[], 0],
    [['--exit-code'], 2],
    [['--fail-on', 'wider'], 1],
    [['--fail-on', 'wider', '--exit-code'], 1],
  ])('%s: exit status %i', async (args, status) => {
    const { run } = await pending()
    expect((await run('plan', '--only', 'a', ...args)).status).toBe(status)
  })

  test('files with error findings: 1, and nothing is read from the API', async () => {
    const { run, edit, requests } = await pending()
    edit({ a: { policies: [] } })
    expect(await run('plan')).toMatchObject({ status: 1, stdout: '' })
    expect(requests).toEqual([])
  })

  test('a live edit shows in the header and as origin', async () => {
    const { run, server } = await pending()
    await put(server.url, 'keep', spec('allow https://keep.example/*'))
    const text = await run('plan')
    expect(text.stdout).toContain('1 policy was changed live since: keep\n')
    expect(text.stdout).toMatch(/keep .*\n +edited live; this overwrites it\n/)
    const { steps } = JSON.parse((await run('plan', '--format', 'json')).stdout)
    expect(steps).toContainEqual(expect.objectContaining({ policy: 'keep', origin: 'live' }))
  })

  test('a lock that is held, with what its run has written, is no live edit and no refusal', async () => {
    const { run, server, root } = await pending()
    const place = await placeIn(root, { endpoint: `${server.url}/api/v1` })
    await acquireLock(place, { intent: new Map([['keep', [KEEP, A]]]), nonce: 'x', wait: 0 })
    await put(server.url, 'keep', A)
    const { stdout, status } = await run('plan', '--only', 'keep')
    expect(stdout).toContain('1 policy left by the apply that holds the lock\nlock held by ')
    expect(stdout).not.toContain('changed live')
    expect(status).toBe(0)
  })

  test('a rename says what it does to bindings', async () => {
    const { run, edit } = await projectWith({ files: { old: A, keep: KEEP }, bound: { old: ['bot'] } })
    await run('apply', '--yes')
    edit({ old: null, neu: A })
    expect((await run('plan')).stdout).toContain(
      'RENAMED   old → neu: bindings hold names, so neu binds nobody until agents are given it (PUT /agents/NAME/config, or a deploy); until then bot does not have neu, and loses old once that is deleted',
    )
  })
})
