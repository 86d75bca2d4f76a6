/** What git makes of a pack that was written by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MODE } from '../../src/git/objects.ts'
import { gitIn } from '../../src/git/run-git.ts'
import { treeOf } from '../../src/git/tree-id.ts'
import { type NewObject, objectId, writeObjects } from '../../src/git/write-objects.ts'
import { GIT_ENV, git } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

function blobOf(text: string): NewObject {
  return { kind: 'blob', content: Buffer.from(text) }
}

/** Bytes without a pattern, which zlib makes longer. */
function noise(length: number): NewObject {
  let state = 1
  const content = Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
  return { kind: 'blob', content: Buffer.from(content) }
}

/** Sizes around each byte that a size in a pack takes. */
const SIZES = [0, 1, 15, 16, 2047, 2048, 262_143, 262_144]
const NAMES = ['a', 'a.b', 'a0', 'a-b', 'ä', 'Z', 'policies', 'policies.json']

describe.each(['sha1', 'sha256'])('a repository of %s', (format) => {
  function repository(): string {
    const root = folderWith()
    git(root, 'init', '-q', `--object-format=${format}`)
    return root
  }

  test.each([
    ['a few', SIZES.map((size) => blobOf('x'.repeat(size)))],
    ['many', Array.from({ length: 150 }, (_, index) => blobOf(`${index}`))],
    ['some that do not compress', [1, 300, 16_200, 16_384, 100_000].map(noise)],
    ['one that is there twice', [blobOf('same'), blobOf('same')]],
  ])('%s: each is read back, and nothing is damaged', async (_count, blobs) => {
    const root = repository()
    await writeObjects(gitIn(root, GIT_ENV), blobs)
    for (const blob of blobs) {
      const oid = objectId(format, blob)
      expect(git(root, 'cat-file', '-s', oid)).toBe(String(blob.content.length))
    }
    expect(git(root, 'fsck', '--strict', '--no-dangling')).toBe('')
  })

  test('files and folders, in whatever order: the tree that git makes of them', async () => {
    const root = repository()
    const blob = blobOf('x')
    const below = treeOf([{ mode: MODE.file, oid: objectId(format, blob), path: 'x' }])
    await writeObjects(gitIn(root, GIT_ENV), [blob, below])
    const entry = fc.record({ name: fc.constantFrom(...NAMES), isFolder: fc.boolean() })
    const entries = fc.uniqueArray(entry, { selector: ({ name }) => name, minLength: 1 })
    await fc.assert(
      fc.asyncProperty(entries, async (named) => {
        const listed = named.map(({ name, isFolder }) =>
          isFolder
            ? { mode: MODE.tree, oid: objectId(format, below), path: name }
            : { mode: MODE.file, oid: objectId(format, blob), path: name },
        )
        const lines = listed.map(
          ({ mode, oid, path }) => `${mode} ${mode === MODE.tree ? 'tree' : 'blob'} ${oid}\t${path}\0`,
        )
        const made = await gitIn(root, GIT_ENV).text(['mktree', '-z'], { input: lines.join('') })
        expect(objectId(format, treeOf(listed))).toBe(made)
      }),
      { numRuns: 15 },
    )
  })
})
