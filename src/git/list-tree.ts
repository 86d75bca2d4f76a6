/** Lists what a commit or a tree has, as `git ls-tree -r` does. */
import { isObjectId, readLoose } from './loose-objects.ts'
import { MODE, type TreeEntry } from './objects.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'
import { entriesInTree } from './tree-id.ts'

/** The files below `path` ('' for all) of a commit or tree. @param path from the tree's root, without '/' at its end. */
export async function listTree(git: Git, treeish: string, path = ''): Promise<readonly TreeEntry[]> {
  const listed = await knownListings(git)
  const known = listed.get(`${treeish} ${path}`)
  if (known !== undefined) return known
  const entries = await entriesBelow(git, treeish, path)
  if (isObjectId(git, treeish) && entries.length <= MOST_KEPT) listed.set(`${treeish} ${path}`, entries)
  return entries
}

/** The listing of an id never changes, so short ones are kept: a run asks for one file of a commit again and again. */
const knownListings = oncePerGit(async () => new Map<string, readonly TreeEntry[]>())
const MOST_KEPT = 100

async function entriesBelow(git: Git, treeish: string, path: string): Promise<readonly TreeEntry[]> {
  const loose = await looseEntries(git, treeish, path)
  if (loose !== null) return loose
  const below = path === '' ? [] : ['--', path]
  const output = await git.text(['ls-tree', '-r', '-z', '--full-tree', treeish, ...below])
  return output.split('\0').flatMap((line) => {
    const match = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line)
    return match === null ? [] : [{ mode: match[1] ?? '', oid: match[2] ?? '', path: match[3] ?? '' }]
  })
}

/** Folders that are read without git; with more of them git is as fast. */
const MOST_FOLDERS = 200

/** As listTree, without a process. @returns null if git has to be asked. */
export async function looseEntries(
  git: Git,
  treeish: string,
  path = '',
): Promise<readonly TreeEntry[] | null> {
  const top = await treeOfCommit(git, treeish)
  const start = top === null ? null : await startIn(git, top, path)
  if (start === null || start === 'nothing') return start === null ? null : []
  let left = MOST_FOLDERS
  const walk = async (entry: TreeEntry): Promise<readonly TreeEntry[] | null> => {
    if (entry.mode !== MODE.tree) return [entry]
    const below = left > 0 ? await entriesOf(git, entry) : null
    left -= 1
    const found: TreeEntry[] = []
    for (const each of below ?? []) {
      const entries = await walk(each)
      if (entries === null) return null
      found.push(...entries)
    }
    return below === null ? null : found
  }
  return walk(start)
}

/** Returns the tree as an entry without a path. */
async function treeOfCommit(git: Git, treeish: string): Promise<TreeEntry | null> {
  const [object] = (await readLoose(git, [treeish])) ?? []
  if (object?.kind === 'tree') return { mode: MODE.tree, oid: treeish, path: '' }
  if (object?.kind !== 'commit') return null
  const [, oid] = /^tree ([0-9a-f]+)\n/.exec(object.content.toString('latin1', 0, 80)) ?? []
  return oid === undefined ? null : { mode: MODE.tree, oid, path: '' }
}

/** Finds the entry at a path. @returns null if git has to be asked. */
async function startIn(git: Git, top: TreeEntry, path: string): Promise<TreeEntry | 'nothing' | null> {
  let at = top
  for (const name of path === '' ? [] : path.split('/')) {
    // Git has to be asked about paths behind a submodule.
    if (at.mode === MODE.submodule) return null
    const below = at.mode === MODE.tree ? await entriesOf(git, at) : []
    if (below === null) return null
    const next = below.find((entry) => entry.path === (at.path === '' ? name : `${at.path}/${name}`))
    if (next === undefined) return 'nothing'
    at = next
  }
  return at
}

/** With their paths from the tree's root. */
async function entriesOf(git: Git, { oid, path }: TreeEntry): Promise<readonly TreeEntry[] | null> {
  const [tree] = (await readLoose(git, [oid])) ?? []
  if (tree?.kind !== 'tree') return null
  const entries = entriesInTree(tree.content, oid.length / 2)
  return path === '' || entries === null
    ? entries
    : entries.map((entry) => ({ ...entry, path: `${path}/${entry.path}` }))
}
