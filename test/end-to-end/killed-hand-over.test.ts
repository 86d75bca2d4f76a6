/** kill -9 at each stage of an apply that takes a policy over from another project, or gives one to it. */
import type { ChildProcess } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { type ProjectName, twoProjects } from '../support/project/two-projects.ts'
import { killingGit } from './killing-git.ts'

const X = spec('allow https://x.io/*', 'deny https://y.io/*')
const X2 = spec('allow https://z.io/*')
const Y = spec('deny https://x.io/*', 'allow https://y.io/*')
const Y2 = spec('allow https://z.io/*')
const B = spec('allow GET https://b.io/*')
const APPLY = ['apply', '--yes', '--quiet']
/** What each project's apply has to write besides: a changes y, b changes x. */
const WANTED = { b: B, x: X2, y: Y2 }

/** Both have applied; then x moved from a to b and changed, and y of a changed. */
async function moved() {
  let killAt = Number.POSITIVE_INFINITY
  let victim: ChildProcess | null = null
  let writes = 0
  const onRequest = ({ method }: { readonly method: string }) => {
    if (method === 'GET') return undefined
    writes += 1
    if (writes !== killAt) return undefined
    victim?.kill('SIGKILL')
    return { before: 'drop' as const }
  }
  const world = await twoProjects({ a: { x: X, y: Y }, b: { b: B } }, { onRequest })
  for (const project of ['a', 'b'] as const) expect((await world.apply(project)).status).toBe(0)
  world.move('x', 'a', 'b')
  world.edit('b', { x: X2 })
  world.edit('a', { y: Y2 })
  return {
    ...world,
    killAtWrite: (n: number) => {
      killAt = writes + n
      return {
        onStart: (child: ChildProcess) => {
          victim = child
        },
      }
    },
  }
}

type World = Awaited<ReturnType<typeof moved>>

/** Whichever project goes on first, after unlock in it: the job is finished, and x was there all the time. */
async function recovers(world: World, order: readonly ProjectName[]): Promise<void> {
  const [first = 'a'] = order
  expect((await world.run(first, ['unlock', '--yes'])).status).toBe(0)
  for (const project of order) {
    // The killed process had the machine's clock, so its ledger is dated by that.
    const result = await world.run(project, APPLY, { time: 'real' })
    expect([project, result.status, result.stderr]).toEqual([project, 0, ''])
    expect(Object.keys(await world.live())).toEqual(['b', 'x', 'y'])
  }
  expect(await world.live()).toEqual(WANTED)
  expect(world.ledgers()).toEqual({
    'ledger/prod-a': ['policies/y'],
    'ledger/prod-b': ['policies/b', 'policies/x'],
  })
}

const ORDERS = { 'a, then b,': ['a', 'b'], 'b, then a,': ['b', 'a'] } as const
const STAGES = {
  'while taking the locks': '*" push "*refs/policyctl/lock/*',
  'before the ledgers': '*" push "*refs/policyctl/ledger/*',
  'before the unlock': '*" push "*" :refs/policyctl/lock/prod-a"*',
} as const

const CASES = Object.entries(STAGES)
  .flatMap(([stage, pattern]) =>
    Object.entries(ORDERS).map(([who, order]) => ({ stage, pattern, who, order })),
  )
  .filter(({ stage, who }) => stage !== 'while taking the locks' || who.startsWith('a'))

describe.each(['a', 'b'] as const)('kill -9 of the apply of project %s', (killed) => {
  test.each(CASES)('$stage: $who finish it', async ({ pattern, order }) => {
    const world = await moved()
    const result = await world.run(killed, APPLY, { env: killingGit(pattern) })
    expect(result.signal).toBe('SIGKILL')
    await recovers(world, order)
  })

  test.each(Object.entries(ORDERS))('at its write: %s finish it', async (_who, order) => {
    const world = await moved()
    const result = await world.run(killed, APPLY, world.killAtWrite(1))
    expect(result.signal).toBe('SIGKILL')
    await recovers(world, order)
  })
})

/** The apply of b dies before its ledgers; so does what was to clear up after it. */
test.each([
  ['a', 'before it keeps the intent', '*" push "*refs/policyctl/ledger/*', ['b', 'a']],
  ['b', 'before it gives the locks back', '*" push "*" :refs/policyctl/lock/prod-a"*', ['a', 'b']],
] as const)(
  'kill -9 of the unlock in project %s as well, %s: another one finishes it',
  async (unlocking, _stage, pattern, order) => {
    const world = await moved()
    const dead = await world.run('b', APPLY, { env: killingGit(STAGES['before the ledgers']) })
    const unlock = await world.run(unlocking, ['unlock', '--yes'], { env: killingGit(pattern) })
    expect([dead.signal, unlock.signal]).toEqual(['SIGKILL', 'SIGKILL'])
    await recovers(world, order)
  },
)
