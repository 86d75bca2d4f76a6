import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { acquireLock, releaseLock } from '../../src/git/lock.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { footprint, git } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { runCli } from '../support/run/run-cli.ts'
import { folderWith } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow GET https://b.example/*')
const WIDER = spec('allow GET,POST https://a.example/*')
const NARROWER = spec('allow GET https://a.example/x/*')
const KEEP = spec('allow GET https://keep.example/*')

const isApplyDocument = documentSchema('apply')

function documentOf({ stdout }: { stdout: string }) {
  const document = JSON.parse(stdout)
  expect(isApplyDocument(document), JSON.stringify(isApplyDocument.errors)).toBe(true)
  return document
}

describe('a first apply, and the next', () => {
  test('writes, remembers, and then has nothing to do', async () => {
    const { run, live, root, server } = await projectWith({ files: { a: A, b: B } })
    const before = footprint(root)
    const first = await run('apply', '--yes')
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(first.stdout.trimEnd().split('\n').at(-1)).toBe('2 applied: production holds what was planned.')
    expect(await live()).toEqual({ a: A, b: B })
    expect(git(root, 'log', '-1', '--format=%s', 'refs/policyctl/ledger/production')).toBe(
      'Apply 2 changes to production',
    )
    expect(footprint(root)).toBe(before)
    expect(server.url).toContain('127.0.0.1')
    const again = await run('apply', '--yes')
    expect(again.status).toBe(0)
    expect(again.stdout).toContain('No changes: 2 unchanged in production.')
    expect(again.stdout.trimEnd().split('\n').at(-1)).toBe(
      'Nothing to do: production holds what was planned.',
    )
  })

  test('an edit, a delete, a live edit that widened', async () => {
    const { run, edit, live } = await projectWith({ files: { a: A, b: B, keep: KEEP } })
    await run('apply', '--yes')
    edit({ a: WIDER, b: null })
    const result = await run('apply', '--yes', '--format', 'json')
    expect(result).toMatchObject({ status: 0, stderr: '2 applied: production holds what was planned.\n' })
    expect(documentOf(result)).toMatchObject({
      summary: { applied: 2, skipped: 0, failed: 0, notRun: 0 },
      converged: true,
    })
    expect(await live()).toEqual({ a: WIDER, keep: KEEP })
  })

  test('adopts what is there already, with one request for policies, none that writes, and a ledger', async () => {
    const requests: string[] = []
    const { run, edit, live } = await projectWith({
      files: { a: A, keep: KEEP },
      live: { a: A, keep: KEEP, other: B },
      emulator: { onRequest: ({ method, path }) => void requests.push(`${method} ${path}`) },
    })
    expect((await run('apply', '--yes')).status).toBe(0)
    expect(requests.toSorted()).toEqual(['GET /api/v1/agents', 'GET /api/v1/policies', 'GET /api/v1/tools'])
    edit({ a: null })
    expect((await run('apply', '--yes')).status).toBe(0)
    expect(await live()).toEqual({ keep: KEEP, other: B })
  })
})

describe('an apply is refused', () => {
  test('files with error findings: 1, nothing written', async () => {
    const { run, live } = await projectWith({ files: { a: { policies: [] } } })
    const result = await run('apply', '--yes')
    expect(result).toMatchObject({ status: 1, stdout: '' })
    expect(result.stderr).toContain('policies/a.json:')
    expect(result.stderr).toContain('nothing was planned or written')
    expect(await live()).toEqual({})
  })

  test('without a terminal and without --yes: confirmation-required, before any request', async () => {
    const requests: string[] = []
    const { run } = await projectWith({
      files: { a: A },
      emulator: { onRequest: ({ path }) => void requests.push(path) },
    })
    const result = await run('apply')
    expect(result.status).toBe(4)
    expect(result.stderr).toContain('error confirmation-required:')
    expect(requests).toEqual([])
  })

  test.each<[string, string, string]>([
    ['in-use', '--allow-in-use=a', 'in use by bot'],
    ['mass-delete', '--allow-deletes=1', 'deletes 1 of 2 managed policies'],
  ])('%s: 3, and exactly %s lifts it', async (guard, flag, fact) => {
    const { run, edit, live } = await projectWith({
      files: { a: A, keep: KEEP },
      bound: guard === 'in-use' ? { a: ['bot'] } : {},
      config: guard === 'mass-delete' ? 'safety: { maxDeletes: 0 }\n' : '',
    })
    await run('apply', '--yes')
    edit({ a: null })
    const refused = await run('apply', '--yes')
    expect(refused.status).toBe(3)
    expect(refused.stdout).toContain(`\nrefused (exit status 3): ${guard}`)
    expect(refused.stdout).toContain(fact)
    expect(refused.stdout).toContain(flag)
    expect(Object.keys(await live())).toEqual(['a', 'keep'])
    const document = documentOf(await run('apply', '--yes', '--format', 'json'))
    expect(document.results).toMatchObject([{ policy: 'a', status: 'not-run' }])
    expect((await run('apply', '--yes', flag)).status).toBe(0)
    expect(Object.keys(await live())).toEqual(['keep'])
  })

  test('usage that the list does not show is asked for before anything is written', async () => {
    const { run, edit, live } = await projectWith({
      files: { a: A, keep: KEEP },
      bound: { a: ['bot'] },
      emulator: { faults: 'hide-usage' },
    })
    await run('apply', '--yes')
    edit({ a: null, b: B })
    const result = await run('apply', '--yes')
    expect(result.status).toBe(3)
    expect(result.stdout).toContain('in-use: in use by bot')
    expect(Object.keys(await live())).toEqual(['a', 'keep'])
  })

  test('--skip-blocked applies the rest, and still says 3', async () => {
    const { run, edit, live } = await projectWith({ files: { a: A, keep: KEEP }, bound: { a: ['bot'] } })
    await run('apply', '--yes')
    edit({ a: null, b: B })
    const result = await run('apply', '--yes', '--skip-blocked', '--format', 'json')
    expect(result.status).toBe(3)
    expect(documentOf(result).summary).toEqual({ applied: 1, skipped: 0, failed: 0, notRun: 1 })
    expect(Object.keys(await live())).toEqual(['a', 'b', 'keep'])
  })

  test('--skip-blocked as text: what is left out, with the reason once', async () => {
    const { run, edit } = await projectWith({ files: { a: A, keep: KEEP }, bound: { a: ['bot'] } })
    await run('apply', '--yes')
    edit({ a: null, b: B })
    const { stdout } = await run('apply', '--yes', '--skip-blocked')
    expect(stdout).toContain('--skip-blocked leaves out 1 step and ends with status 3: in-use\n')
    expect(stdout).not.toContain('would refuse')
    expect(stdout.split('in use by bot')).toHaveLength(2)
    expect(stdout).toContain('· a   not deleted   blocked by in-use\n')
    expect((await run('apply', '--yes', '--skip-blocked', '--quiet')).stdout).toContain('in use by bot')
  })

  test('a number of deletes that is not the plan, with nothing to write: the reason is said', async () => {
    const { run } = await projectWith({ files: { a: A } })
    await run('apply', '--yes')
    const result = await run('apply', '--yes', '--allow-deletes=5')
    expect(result.status).toBe(3)
    expect(result.stdout).toMatch(
      /No changes: .*\nrefused \(exit status 3\): mass-delete\n {2}--allow-deletes=5 was/,
    )
  })

  test('a guardrail of the config', async () => {
    const { run } = await projectWith({
      files: { a: A },
      bound: { a: ['bot'] },
      live: { a: spec('deny https://a.example/*') },
      config: 'guardrails: [{ name: no-a, on: { resource: "https://a.example/*" }, never: allow }]\n',
    })
    const result = await run('apply', '--yes')
    expect(result.status).toBe(3)
    expect(result.stdout).toContain('no-a would break: GET https://a.example/ would be allowed for bot')
  })

  test('a lock that somebody holds: 3, with who and since when', async () => {
    const { run, root, server, live } = await projectWith({ files: { a: A } })
    const place = await placeIn(root, { endpoint: `${server.url}/api/v1` })
    const lock = await acquireLock(place, { intent: new Map([['a', [null, A]]]), nonce: 'x', wait: 0 })
    const result = await run('apply', '--yes')
    expect(result.status).toBe(3)
    expect(result.stderr).toMatch(/holds the lock of 'production', for \d+ s/)
    expect(await live()).toEqual({})
    await releaseLock(place, lock)
    expect((await run('apply', '--yes')).status).toBe(0)
  })

  test.each([
    [['--allow-deletes', 'x'], 'not a number of deletes'],
    [['--wait', 'soon'], 'not a duration'],
    [['--nonsense'], "unknown option '--nonsense'"],
  ])('%s: usage', async (args, fact) => {
    const { run } = await projectWith()
    const result = await run('apply', ...args)
    expect(result.status).toBe(4)
    expect(result.stderr).toContain(fact)
  })
})

describe('a saved plan', () => {
  const planned = async (edits: Readonly<Record<string, Spec | null>> = { a: WIDER }) => {
    const project = await projectWith({ files: { a: A, keep: KEEP } })
    await project.run('apply', '--yes')
    project.edit(edits)
    expect((await project.run('plan', '--out', 'plan.json')).stderr).toBe(
      'plan saved to plan.json; apply exactly it with: policyctl apply plan.json --target production\n',
    )
    return project
  }

  test('is applied without a question, again too', async () => {
    const { run, live } = await planned()
    expect((await run('apply', 'plan.json')).status).toBe(0)
    expect((await live()).a).toEqual(WIDER)
    const again = await run('apply', 'plan.json', '--format', 'json')
    expect(again.status).toBe(0)
    expect(documentOf(again).results).toMatchObject([{ policy: 'a', status: 'skipped', attempts: 0 }])
  })

  test('writes nothing but what it plans', async () => {
    const { run, edit, live } = await planned()
    edit({ b: B })
    expect((await run('apply', 'plan.json')).status).toBe(0)
    expect(Object.keys(await live())).toEqual(['a', 'keep'])
  })

  test('is stale when live is something else', async () => {
    const { run, server, live } = await planned()
    const put = await fetch(`${server.url}/api/v1/policies/a`, {
      method: 'PUT',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'a', spec: NARROWER }),
    })
    expect(put.status).toBe(200)
    const result = await run('apply', 'plan.json')
    expect(result.status).toBe(3)
    expect(result.stderr).toContain(
      'error stale-plan: the plan is stale: a was changed live since the plan (rule 0 resource)',
    )
    expect((await live()).a).toEqual(NARROWER)
  })

  test('is stale when the files ask for something else', async () => {
    const { run, edit } = await planned()
    edit({ a: NARROWER })
    const result = await run('apply', 'plan.json')
    expect(result.status).toBe(3)
    expect(result.stderr).toContain('the plan is stale: a differs in the files now')
  })

  test('names every policy that is stale, five at most', async () => {
    const names = ['b', 'c', 'd', 'e', 'f', 'g']
    const { run, edit, server } = await planned(Object.fromEntries(names.map((name) => [name, B])))
    for (const name of ['b', 'c'])
      await fetch(`${server.url}/api/v1/policies`, {
        method: 'POST',
        headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
        body: JSON.stringify({ name, spec: NARROWER }),
      })
    expect((await run('apply', 'plan.json')).stderr).toContain(
      'the plan is stale: b was created live since the plan, c was created live since the plan\n',
    )
    edit({ ...Object.fromEntries(names.map((name) => [name, A])), g: null })
    expect((await run('apply', 'plan.json')).stderr).toMatch(
      /the plan is stale: b differs in the files now, c .*, f differs in the files now, and 1 more\n/,
    )
  })

  test('of another base URL is refused', async () => {
    const { run, root } = await planned()
    writeFileSync(
      join(root, 'policyctl.yaml'),
      'version: 1\ntargets: { production: { endpoint: "http://127.0.0.1:9/api" } }\n',
    )
    const result = await run('apply', 'plan.json')
    expect(result.status).toBe(3)
    expect(result.stderr).toContain('error plan-target:')
  })

  test('that is not there, or is something else', async () => {
    const { run, root } = await planned()
    expect((await run('apply', 'other.json')).stderr).toContain('error path-not-found:')
    writeFileSync(join(root, 'plan.json'), '{"formatVersion":2}')
    expect(await run('apply', 'plan.json')).toMatchObject({ status: 3 })
    writeFileSync(join(root, 'plan.json'), '{"formatVersion":1}')
    expect((await run('apply', 'plan.json')).stderr).toContain('error plan-invalid:')
  })

  test('whose steps were forged is refused: the files decide', async () => {
    const { run, root, live } = await planned({ b: B })
    const forged = await run('plan', '--format', 'json')
    const plan = JSON.parse(forged.stdout)
    const [step] = plan.steps
    const other = (await import('../../src/policy/fingerprint.ts')).fingerprint(spec('allow'))
    plan.steps = [{ ...step, after: spec('allow'), afterFingerprint: other }]
    writeFileSync(join(root, 'plan.json'), JSON.stringify(plan))
    expect(await run('apply', 'plan.json')).toMatchObject({ status: 3 })
    expect((await live()).b).toBeUndefined()
  })
})

describe('what goes wrong on the way', () => {
  test('a server that drops tags: an error that names it, and nothing is wider', async () => {
    const tagged = spec('allow POST https://a.example/* #money')
    const { run, live } = await projectWith({
      files: { a: tagged },
      live: { a: A },
      emulator: { faults: 'drop-field:tags' },
    })
    const result = await run('apply', '--yes')
    expect(result.status).toBe(1)
    expect(result.stdout).toContain(
      'the server dropped rule 0 tags, which made access wider; the old spec was put back',
    )
    expect(result.stdout.trimEnd().split('\n').at(-1)).toContain('Target: production.')
    expect(await live()).toEqual({ a: A })
  })

  test('one write that is refused: the others are done, 1, and the next run finishes', async () => {
    const { run, live } = await projectWith({
      files: { a: A, b: B },
      emulator: { faults: '400:40%,on=writes,seed=5' },
    })
    const statuses: (number | null)[] = []
    for (let round = 0; round < 12 && statuses.at(-1) !== 0; round += 1)
      statuses.push((await run('apply', '--yes')).status)
    expect(statuses.at(-1)).toBe(0)
    expect(await live()).toEqual({ a: A, b: B })
  })

  test('a server that takes liberties: a plan after an apply is empty', async () => {
    const { run } = await projectWith({
      files: { a: A, b: spec('ask POST https://b.example/* #pii', 'deny https://b.example/x/*') },
      emulator: { faults: 'extra-fields,spell-defaults,reorder' },
    })
    expect((await run('apply', '--yes')).status).toBe(0)
    expect((await run('plan', '--exit-code')).status).toBe(0)
  })
})

describe('outside git', () => {
  test('everything works but deletes, and it says so', async () => {
    const { run, live, edit } = await projectWith({ files: { a: A, b: B }, hasGit: false })
    const first = await run('apply', '--yes')
    expect(first.status).toBe(0)
    expect(first.stdout).toContain('no ledger: the project stands in no git repository; nothing is deleted')
    edit({ a: null })
    const second = await run('apply', '--yes')
    expect(second.status).toBe(0)
    expect(second.stdout).toContain('UNMANAGED   a')
    expect(Object.keys(await live())).toEqual(['a', 'b'])
  })
})

test('the embedded workspace, through the bundle', async () => {
  const cwd = folderWith({ 'policies/a.json': JSON.stringify({ name: 'a', spec: A }) })
  const first = await runCli(['apply', '--target', 'local', '--yes'], { cwd })
  expect(first.status).toBe(0)
  expect(first.stdout).toContain('1 applied: local holds what was planned.')
  const again = await runCli(['apply', '--yes', '--quiet'], { cwd })
  expect(again).toMatchObject({
    status: 0,
    stdout:
      'Nothing to do: local holds what was planned. No real workspace was changed: local is the practice workspace in .policyctl/local.json.\n',
    stderr: '',
  })
})
