/** Whatever was done to a repository, what is read without git is what git says. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listIndex } from '../../src/git/index-entries.ts'
import { listTree } from '../../src/git/list-tree.ts'
import { MODE, readObjects } from '../../src/git/objects.ts'
import { gitIn } from '../../src/git/run-git.ts'
import { GIT_ENV, git, gitScript, openedRepository, repositoryWith } from '../support/git/git.ts'

const PATHS = ['a.yaml', 'in/b.yaml', 'in/deep/c.json', 'in.yaml', 'zwei drei/é.yaml', 'in/new\nline.yaml']
const OTHER_BLOB = 'echo other | git hash-object -w --stdin'

/** In the shell; `$1` is one of the paths. What git refuses in this state leaves the state as it is. */
const DEEDS = [
  'git update-index --skip-worktree "$1"',
  'git update-index --skip-worktree "$1" && rm "$1"',
  'git update-index --assume-unchanged "$1"',
  'git update-index --split-index',
  'git update-index --index-version 3',
  'git update-index --index-version 4',
  'git update-index --fsmonitor; git update-index --untracked-cache',
  'git sparse-checkout set --no-cone "/*" "!/in/deep"',
  'git sparse-checkout set --cone --sparse-index "zwei drei"',
  'git sparse-checkout disable',
  'git rm -q --cached "$1"',
  'git rm -q --cached "$1" && git add -N "$1"',
  'chmod +x "$1" && git add "$1"',
  'ln -sfn nowhere "$1" && git add "$1"',
  'echo more >>"$1" && git commit -qam more',
  'git commit -q --allow-empty -m all',
  'git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),in/sub"',
  `for stage in 1 2 3; do printf '100644 %s %s\\t%s\\n' "$(${OTHER_BLOB})" $stage both.yaml; done | git update-index --index-info`,
  `git replace "$(git rev-parse "HEAD:$1")" "$(${OTHER_BLOB})"`,
  'git replace "$(git rev-parse HEAD:in)" "$(git rev-parse "HEAD:zwei drei")"',
  'git repack -qad',
  'git pack-refs --all',
  'git read-tree --empty',
  'git checkout -q --orphan other',
]

const deed = fc.record({ script: fc.constantFrom(...DEEDS), path: fc.constantFrom(...PATHS) })

test('index, trees and objects', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 5 }), async (deeds) => {
      const root = repositoryWith(Object.fromEntries(PATHS.map((path) => [path, `${path}\n`])))
      const head = git(root, 'rev-parse', 'HEAD')
      for (const { script, path } of deeds) gitScript(root, `{ ${script}; } >/dev/null 2>&1 || true`, [path])
      const opened = await openedRepository(root)
      const read = (await listIndex(opened, [])).map(({ mode, oid, path, isSkipped, isAssumed }) => {
        return { mode, oid, path, isSkipped, isAssumed }
      })
      expect(read).toEqual(indexIn(git(root, 'ls-files', '-s', '-v', '-z')))
      // A git that was never asked where its objects are reads all of them itself.
      const plain = gitIn(root, GIT_ENV)
      for (const commit of new Set([head, opened.head ?? head])) {
        const tree = await listTree(opened.git, commit)
        expect(tree).toEqual(await listTree(plain, commit))
        const oids = tree.flatMap(({ mode, oid }) => (mode === MODE.submodule ? [] : [oid]))
        expect(await readObjects(opened.git, oids)).toEqual(await readObjects(plain, oids))
      }
    }),
    { numRuns: 12 },
  )
})

function indexIn(listed: string) {
  return listed.split('\0').flatMap((line) => {
    const [, tag = '', mode = '', oid = '', path] = /^(\w) (\d+) ([0-9a-f]+) \d\t([\s\S]+)$/.exec(line) ?? []
    if (path === undefined) return []
    return [{ mode, oid, path, isSkipped: /s/i.test(tag), isAssumed: tag !== tag.toUpperCase() }]
  })
}
