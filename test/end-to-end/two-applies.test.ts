import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { policyFiles } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const C = spec('allow GET https://c.io/*')
const APPLY = ['apply', '--yes', '--quiet']
const LEDGER = 'refs/policyctl/ledger/production'

function mktree(folder: string, lines: readonly string[]): string {
  return execFileSync('git', ['mktree'], {
    cwd: folder,
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  }).trim()
}

/** A request that holds the first write until it is let go. */
function gate() {
  let open = (): void => {}
  let reached = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const isReached = new Promise<void>((resolve) => {
    reached = resolve
  })
  return {
    open: () => open(),
    isReached,
    hold: () => {
      reached()
      return opened
    },
  }
}

test('two at once: one writes, the other is refused with holder and age, nothing is lost', async () => {
  const { open, isReached, hold } = gate()
  const project = await projectWith({
    files: { a: A },
    emulator: {
      onRequest: async ({ method }) => {
        if (method !== 'GET') await hold()
        return undefined
      },
    },
  })
  const [one, two] = [project.root, project.remote.clone()]
  commitFiles(two, policyFiles({ b: B }))
  const first = project.runIn(one, APPLY, { env: { GITHUB_ACTOR: 'ada' }, time: 'real' })
  await isReached
  const second = await project.runIn(two, APPLY, { time: 'real' })
  expect([second.status, second.stderr]).toEqual([
    3,
    expect.stringMatching(/error locked.*ada holds the lock of 'production', for \d+ s/),
  ])
  open()
  expect((await first).status).toBe(0)
  expect((await project.runIn(two, APPLY)).status).toBe(0)
  expect(await project.live()).toEqual({ a: A, b: B })
  expect(git(two, 'ls-tree', '-r', '--name-only', LEDGER, 'policies/', 'pending/').split('\n')).toEqual([
    'policies/a.json',
    'policies/b.json',
  ])
})

test('--wait: the second goes on when the first is done, and plans again what that changed', async () => {
  const { open, isReached, hold } = gate()
  const project = await projectWith({
    files: { a: A },
    emulator: {
      onRequest: async ({ method }) => {
        if (method !== 'GET') await hold()
        return undefined
      },
    },
  })
  const [one, two] = [project.root, project.remote.clone()]
  commitFiles(two, policyFiles({ b: B }))
  const first = project.runIn(one, APPLY)
  await isReached
  const second = project.runIn(two, [...APPLY, '--wait', '60s'], {
    onStart: (child) => child.stderr?.on('data', (text) => String(text).includes('waiting for') && open()),
  })
  expect((await first).status).toBe(0)
  expect((await second).status).toBe(0)
  expect(await project.live()).toEqual({ a: A, b: B })
  expect(git(two, 'rev-list', '--count', LEDGER)).toBe('2')
})

test('overtaken between plan and lock by a newer commit: planned again, and refused as behind', async () => {
  let overtake: (() => Promise<unknown>) | null = null
  const project = await projectWith({
    files: { a: A },
    emulator: {
      onRequest: async () => {
        const first = overtake
        overtake = null
        await first?.()
        return undefined
      },
    },
  })
  const [old, newer] = [project.root, project.remote.clone()]
  expect((await project.runIn(old, APPLY)).status).toBe(0)
  commitFiles(old, policyFiles({ a: B }))
  commitFiles(newer, policyFiles({ c: C }))
  git(newer, 'push', '-q', 'origin', 'HEAD:main')
  const statuses: (number | null)[] = []
  // The old checkout has read the ledger by the time that its list is answered; meanwhile the newer one applies.
  overtake = async () => statuses.push((await project.runIn(newer, APPLY)).status)
  const second = await project.runIn(old, APPLY, { time: 'real' })
  expect(statuses).toEqual([0])
  expect([second.status, second.stderr]).toEqual([
    3,
    expect.stringContaining('another run came first; planning again'),
  ])
  expect(second.stdout).toMatch(/^behind: HEAD does not contain \w+, which was last applied/)
  expect(await project.live()).toEqual({ a: A, c: C })
})

test('a lost push race of the ledger: what both sides applied is in it', async () => {
  let race: (() => void) | null = null
  const project = await projectWith({
    files: { a: A },
    emulator: {
      onRequest: ({ method }) => {
        if (method !== 'GET') race?.()
        return undefined
      },
    },
  })
  const [one, two] = [project.root, project.remote.clone()]
  expect((await project.runIn(one, APPLY)).status).toBe(0)
  // Somebody else's apply of another policy reaches the ledger between the plan and the end of this one.
  race = () => {
    race = null
    git(two, 'fetch', '-q', 'origin', `+${LEDGER}:${LEDGER}`)
    const blob = git(two, 'rev-parse', `${LEDGER}:policies/a.json`)
    const message = git(two, 'log', '-1', '--format=%B', LEDGER)
    const policies = mktree(two, [`100644 blob ${blob}\ta.json`, `100644 blob ${blob}\ttheirs.json`])
    const entries = [`040000 tree ${policies}\tpolicies`]
    const envelope = JSON.parse(git(two, 'show', `${LEDGER}:evidence.dsse.json`))
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'))
    const [tree, before] = [mktree(two, entries), git(two, 'rev-parse', LEDGER)]
    const stated = { ...statement, predicate: { ...statement.predicate, tree, before } }
    const payload = Buffer.from(JSON.stringify(stated)).toString('base64')
    writeFiles(two, { evidence: JSON.stringify({ ...envelope, payload }) })
    const evidence = git(two, 'hash-object', '-w', 'evidence')
    const root = mktree(two, [...entries, `100644 blob ${evidence}\tevidence.dsse.json`])
    const commit = git(two, 'commit-tree', root, '-p', LEDGER, '-m', message)
    git(two, 'push', '-q', 'origin', `${commit}:${LEDGER}`)
  }
  commitFiles(one, policyFiles({ c: C }))
  expect((await project.runIn(one, APPLY)).status).toBe(0)
  expect(race).toBeNull()
  expect(git(one, 'ls-tree', '-r', '--name-only', LEDGER, 'policies/', 'pending/').split('\n')).toEqual([
    'policies/a.json',
    'policies/c.json',
    'policies/theirs.json',
  ])
})
