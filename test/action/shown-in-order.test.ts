/** Several pull requests are applied at once: their comments count in the order of the branch. */
import { expect, test } from 'vitest'
import { type ActionWorld, actionWorld } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'

const policy = (name: string, ...paths: readonly string[]): string =>
  `name: ${name}\nspec:\n  policies:\n${paths.map((path) => `    - { permission: allow, operations: [GET], resource: "https://api.example.com/${path}" }\n`).join('')}`
const CLOSED = policy('a', 'a/*')
const OPEN = policy('a', 'a/*', 'secret/*')

const files = (endpoint: string) => ({
  'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n`,
  'policies/a.yaml': CLOSED,
  'policies/z.yaml': policy('z', 'z/*'),
})
const APPLY = { command: 'apply' }

/** Commits to main: `pull` by a pull request with its comment, `unseen` by one whose comment is gone, `push` without one. */
type Step = readonly ['pull' | 'unseen' | 'push', Readonly<Record<string, string>>]
const opens = (by: Step[0]): Step => [by, { 'policies/a.yaml': OPEN }]
const closes = (by: Step[0]): Step => [by, { 'policies/a.yaml': CLOSED }]
const speaks = (by: Step[0]): Step => [by, { 'README.md': 'words\n' }]
const narrows = (by: Step[0]): Step => [by, { 'policies/z.yaml': policy('z', 'z/small/*') }]
const breaks = (by: Step[0]): Step => [by, { 'policies/a.yaml': 'name: a\nspec: [\n' }]

async function afterSteps(steps: readonly Step[]): Promise<ActionWorld> {
  const world = await actionWorld({ files })
  await world.onMain(world.main(), APPLY)
  for (const [index, [by, change]] of steps.entries()) {
    if (by === 'push') {
      const desk = world.clone()
      commitFiles(desk, change)
      git(desk, 'push', '-q', 'origin', 'HEAD:main')
      continue
    }
    const pull = world.open(7 + index)
    await pull.push(change)
    if (by === 'unseen') world.state.comments.pop()
    pull.merge()
  }
  return world
}

const isOpen = async (world: ActionWorld): Promise<boolean> =>
  JSON.stringify([...(await world.policies())]).includes('secret')

test.each<readonly [string, readonly Step[]]>([
  ['a push opens again', [opens('pull'), closes('pull'), opens('push')]],
  ['a push closes, another opens again', [opens('pull'), closes('push'), opens('push')]],
  ['a pull request without its comment opens again', [opens('pull'), closes('pull'), opens('unseen')]],
  ['others come after it', [opens('pull'), closes('pull'), opens('push'), speaks('push'), narrows('push')]],
  ['a file could not be read in between', [opens('pull'), closes('pull'), breaks('push'), opens('push')]],
])('closed and opened again, where %s: refused, by hand it goes', async (_case, steps) => {
  const world = await afterSteps(steps)
  const refused = await world.onMain(world.main(), APPLY)
  expect(refused.status).toBe(3)
  expect(refused.summary).toMatch(
    /commit `?[0-9a-f]{7}`? opens again what was closed after the comments that showed it/,
  )
  expect(refused.summary).toContain('`wider-than-reviewed`')
  expect(refused.summary).toContain('https://api.example.com/secret/*')
  expect(await isOpen(world)).toBe(false)
  const forced = { ...APPLY, 'allow-unreviewed': 'true' }
  expect((await world.onMain(world.main(), forced, 'workflow_dispatch')).status).toBe(0)
  expect(await isOpen(world)).toBe(true)
})

test.each<readonly [string, readonly Step[]]>([
  ['a pull request shows the second opening too', [opens('pull'), closes('pull'), opens('pull')]],
  ['a push changes no policy', [opens('pull'), speaks('push')]],
  ['a push only closes', [opens('pull'), narrows('push')]],
  ['pull requests change something else', [opens('pull'), narrows('pull'), speaks('pull')]],
  ['a push came before', [narrows('push'), opens('pull')]],
])('shown, and never closed since, where %s: applied', async (_case, steps) => {
  const world = await afterSteps(steps)
  expect(await world.onMain(world.main(), APPLY)).toMatchObject({ status: 0 })
  expect(await isOpen(world)).toBe(true)
})

test('an approval of the first opening does not approve the second', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({
      ...files(endpoint),
      'policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\nsafety: { widening: approve }\n`,
    }),
  })
  await world.onMain(world.main(), { ...APPLY, 'allow-widening': 'true' }, 'workflow_dispatch')
  for (const [number, text, isApproved] of [
    [7, OPEN, true],
    [8, CLOSED, true],
    [9, OPEN, false],
  ] as const) {
    const pull = world.open(number)
    await pull.push({ 'policies/a.yaml': text })
    if (isApproved)
      world.state.reviews.push({
        ...{ id: number, pull: number, user: 'lead', state: 'APPROVED', commit: pull.head() },
      })
    pull.merge()
  }
  const refused = await world.onMain(world.main(), APPLY)
  expect(refused.status).toBe(3)
  expect(refused.summary).toContain('widening')
  expect(await isOpen(world)).toBe(false)
})
