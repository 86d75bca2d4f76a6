/** What a shallow clone fetches to know the same as a complete one, and how little that is. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { branchesOf } from '../../src/git/branches.ts'
import { fetchCommits } from '../../src/git/deepen.ts'
import { firstParents } from '../../src/git/first-parents.ts'
import { isAncestor, isAncestorOfAny } from '../../src/git/is-ancestor.ts'
import { mergeBase } from '../../src/git/merge-base.ts'
import { GIT_ENV, git, openedRepository } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { folderWith } from '../support/suite/folder.ts'

/** Commits by the numbers of their parents, each with a file of its own; a branch for each, `b<number>`. */
function remoteOf(parents: readonly (readonly number[])[], bytes = 10) {
  const root = folderWith()
  git(root, 'init', '-q', '--bare', '-b', 'main', '.')
  const last = parents.length - 1
  const commits = parents.map((of, index) => {
    const [first, ...merged] = of
    const noise = Buffer.alloc(bytes, `${index} `)
    return [
      `commit refs/heads/b${index}`,
      `mark :${index + 1}`,
      `committer a <a@example.com> ${1_700_000_000 + index} +0000`,
      'data 1',
      'x',
      ...(first === undefined ? [] : [`from :${first + 1}`]),
      ...merged.map((one) => `merge :${one + 1}`),
      `M 100644 inline f${index}`,
      `data ${bytes}`,
      noise.toString(),
      '',
    ].join('\n')
  })
  const reset = `reset refs/heads/main\nfrom :${last + 1}\n\n`
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: root,
    input: commits.join('') + reset,
    env: GIT_ENV,
  })
  const oids = parents.map((_, index) => git(root, 'rev-parse', `b${index}`))
  const clone = (branch: string, depth: number): string => {
    const folder = folderWith()
    git(folder, 'clone', '-q', `--depth=${depth}`, `--branch=${branch}`, `file://${root}`, '.')
    return folder
  }
  return { root, oids, clone }
}

const line = (length: number) => Array.from({ length }, (_, index) => (index === 0 ? [] : [index - 1]))
const commitsIn = (root: string): number =>
  git(root, 'cat-file', '--batch-check', '--batch-all-objects')
    .split('\n')
    .filter((text) => text.includes(' commit ')).length

describe('a shallow clone says what a complete one says', () => {
  const parents = fc
    .array(fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 24 })
    .map((drawn) => drawn.map((of, index) => [...new Set(index === 0 ? [] : of.map((one) => one % index))]))

  test('ancestors, merge bases, branches, first parents: random histories, depths and questions', async () => {
    const cases = fc.record({
      parents,
      depth: fc.integer({ min: 1, max: 3 }),
      one: fc.nat(),
      other: fc.nat(),
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ parents: drawn, depth, one, other }) => {
        const remote = remoteOf(drawn)
        const [x = '', y = ''] = [one, other].map((number) => remote.oids[number % drawn.length] ?? '')
        const head = `b${other % drawn.length}`
        const whole = await openedRepository(cloneOf(remote.root, head))
        const shallow = async () => openedRepository(remote.clone(head, depth))
        const ancestry = { ancestor: x, of: y, remote: 'origin' }
        expect(await isAncestor(await shallow(), ancestry)).toBe(await isAncestor(whole, ancestry))
        const root = remote.oids[0] ?? ''
        const any = { ancestor: x, tips: [y, root], remote: 'origin' }
        const small = await shallow()
        await branchesOf({ ...(await placeIn(small.workTree)), repository: small }).isOnAny(x)
        // Only those that are here may be asked about, and that question fetches none where x is one itself.
        await fetchCommits(small.git, 'origin', [root])
        expect(await isAncestorOfAny(small, any)).toBe(await isAncestorOfAny(whole, any))
        const since = { since: x, remote: 'origin' }
        expect(await firstParents(await shallow(), since)).toEqual(await firstParents(whole, since))
        const bases = { base: x, head: y, remote: 'origin' }
        const clone = await shallow()
        git(clone.workTree, 'fetch', '-q', '--depth=1', 'origin', x)
        const found = await mergeBase(clone, bases)
        const truth = await mergeBase(whole, bases)
        expect(found.behind).toBe(truth.behind)
        expect(found.commit === null).toBe(truth.commit === null)
      }),
      { numRuns: Number(process.env.DEEPEN_RUNS ?? 4) },
    )
  }, 120_000)
})

function cloneOf(root: string, branch: string): string {
  const folder = folderWith()
  git(folder, 'clone', '-q', `--branch=${branch}`, `file://${root}`, '.')
  return folder
}

describe('no more than the answer needs is fetched', () => {
  test.each([
    ['what was applied is one commit back', 98, 6],
    ['a few', 90, 32],
  ])('%s', async (_case, at, most) => {
    const { oids, clone } = remoteOf(line(100))
    const root = clone('main', 1)
    const repository = await openedRepository(root)
    const ancestry = { ancestor: oids[at] ?? '', of: repository.head ?? '', remote: 'origin' }
    expect(await isAncestor(repository, ancestry)).toBe(true)
    expect(commitsIn(root)).toBeLessThanOrEqual(most)
  })

  test('an old checkout, and main moved on: no, without what came before', async () => {
    const { oids, clone } = remoteOf(line(100))
    const root = clone('b95', 1)
    const repository = await openedRepository(root)
    const ancestry = { ancestor: oids[99] ?? '', of: repository.head ?? '', remote: 'origin' }
    expect(await isAncestor(repository, ancestry)).toBe(false)
    expect(commitsIn(root)).toBeLessThanOrEqual(12)
  })

  test('squashed away: no, as soon as both are followed to where they part', async () => {
    // 100 is the branch that was squashed, 101 what stands on main instead.
    const { oids, clone } = remoteOf([...line(100), [98], [99]])
    const root = clone('main', 1)
    const repository = await openedRepository(root)
    const ancestry = { ancestor: oids[100] ?? '', of: repository.head ?? '', remote: 'origin' }
    expect(await isAncestor(repository, ancestry)).toBe(false)
    expect(commitsIn(root)).toBeLessThanOrEqual(14)
  })

  test('megabytes of old files stay where they are', async () => {
    const { oids, clone } = remoteOf(line(60), 100_000)
    const root = clone('main', 1)
    const repository = await openedRepository(root)
    await isAncestor(repository, { ancestor: oids[58] ?? '', of: repository.head ?? '', remote: 'origin' })
    expect(git(root, 'count-objects', '-v')).not.toMatch(/size-pack: \d{5}/)
    expect(git(root, 'cat-file', '--batch-check', '--batch-all-objects').split(' blob ').length).toBeLessThan(
      70,
    )
  })
})

describe('version 0 of the protocol, which gives no commit by its name', () => {
  test.each([
    ['HEAD is the newest', 0],
    ['main moved on', 5],
  ])('%s', async (_case, moved) => {
    const { root: remote, oids, clone } = remoteOf(line(40))
    git(remote, 'update-ref', 'refs/heads/main', oids[39 - moved] ?? '')
    // What is asked for by its name must be no tip.
    for (const [index] of oids.entries()) git(remote, 'update-ref', '-d', `refs/heads/b${index}`)
    const root = clone('main', 1)
    git(remote, 'update-ref', 'refs/heads/main', oids[39] ?? (oids[0] || ''))
    git(root, 'config', 'protocol.version', '0')
    const repository = await openedRepository(root)
    const ancestry = { of: repository.head ?? '', remote: 'origin' }
    expect(await isAncestor(repository, { ...ancestry, ancestor: oids[38 - moved - 1] ?? '' })).toBe(true)
    expect(await isAncestor(repository, { ...ancestry, ancestor: oids[39] ?? '' })).toBe(moved === 0)
  })
})

test('a remote that has no more either: said, and never taken for a no', async () => {
  const { oids, clone } = remoteOf(line(10))
  const middle = clone('main', 1)
  const root = folderWith()
  git(root, 'clone', '-q', '--depth=1', `file://${join(middle, '.git')}`, '.')
  const repository = await openedRepository(root)
  const asked = isAncestor(repository, {
    ancestor: oids[0] ?? '',
    of: repository.head ?? '',
    remote: 'origin',
  })
  await expect(asked).rejects.toMatchObject({ code: 'history-missing' })
})
