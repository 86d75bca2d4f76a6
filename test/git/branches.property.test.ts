/**
 * What git says of random histories is what they are: in whole and shallow
 * clones, of commits that a branch has and of those that none has any more.
 * Where the ledger goes to rests on nothing else (next-commit.property.test.ts).
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { branchesOf } from '../../src/git/branches.ts'
import { isAncestor } from '../../src/git/is-ancestor.ts'
import { nextCommit, type Standing } from '../../src/git/next-commit.ts'
import { GIT_ENV, git } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { folderWith } from '../support/suite/folder.ts'
import { runs } from '../support/suite/soak.ts'
import { change, History, happen } from './commit-history.ts'

const cases = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 25 }),
  /** Of all commits. */
  head: fc.nat(),
  applied: fc.nat(),
  run: fc.constantFrom<Standing['run'][]>('wrote', 'idle', 'let-through'),
  isShallow: fc.boolean(),
})

/** A bare remote with these commits and branches. @returns the ids, by the model's numbers. */
function remoteOf({ parents, branches }: History, bare: string): readonly string[] {
  git('/', 'init', '-q', '--bare', '-b', 'main', bare)
  const commits = parents.map((of, at) => {
    const from = [...new Set(of)].map((parent, nth) => `${nth === 0 ? 'from' : 'merge'} :${parent + 1}\n`)
    return `commit refs/all/${at}\nmark :${at + 1}\ncommitter A <a@b.c> ${1_700_000_000 + at} +0000\ndata 3\nc${at % 10}\n${from.join('')}\n`
  })
  const heads = [...branches].map(([name, tip]) => `reset refs/heads/${name}\nfrom :${tip + 1}\n\n`)
  const marks = join(bare, 'marks')
  const input = [...commits, ...heads].join('')
  const options = { cwd: bare, env: GIT_ENV, input }
  execFileSync('git', ['fast-import', '--quiet', `--export-marks=${marks}`], options)
  // What no branch has any more is an object without a name.
  const deletes = git(bare, 'for-each-ref', '--format=delete %(refname)', 'refs/all')
  execFileSync('git', ['update-ref', '--stdin'], { cwd: bare, env: GIT_ENV, input: `${deletes}\n` })
  const ids = new Map(
    readFileSync(marks, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  )
  return parents.map((_, at) => ids.get(`:${at + 1}`) ?? '')
}

test('branchesOf: whole or shallow, it tells what the history is', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ changes, isShallow, run, ...picked }) => {
      const history = new History()
      for (const one of changes) happen(history, one)
      const [head, applied] = [picked.head, picked.applied].map((n) => n % history.parents.length) as [
        number,
        number,
      ]
      const top = folderWith()
      const bare = join(top, 'remote.git')
      const ids = remoteOf(history, bare)
      const root = join(top, 'clone')
      git(top, 'clone', '-q', '--no-checkout', ...(isShallow ? ['--depth=1'] : []), `file://${bare}`, root)
      git(root, 'fetch', '-q', ...(isShallow ? ['--depth=1'] : []), 'origin', ids[head] ?? '')
      git(root, 'checkout', '-q', '--detach', ids[head] ?? '')
      const place = await placeIn(root)
      const standing = { applied: ids[applied] ?? null, head: ids[head] ?? null, run }
      const model = { applied: String(applied), head: String(head), run }
      const wanted = await nextCommit(model, history.asBranches())
      const next = await nextCommit(standing, branchesOf(place))
      expect(ids.indexOf(next ?? '')).toBe(Number(wanted))
      const guard = { ancestor: ids[applied] ?? '', of: ids[head] ?? '', remote: 'origin' }
      expect(await isAncestor(place.repository, guard)).toBe(history.contains(head, applied))
    }),
    { numRuns: runs(10, 500) },
  )
})
