/** Computes the ids of trees as git does, before anything is written. */
import { MODE, type TreeEntry } from './objects.ts'
import { type NewObject, objectId } from './write-objects.ts'

/** @param format sha1 or sha256. @param entries of one level, in any order. */
export function treeId(format: string, entries: readonly TreeEntry[]): string {
  return objectId(format, treeOf(entries))
}

/** The object of one level of a tree, its entries in any order. */
export function treeOf(entries: readonly TreeEntry[]): NewObject {
  const sorted = [...entries].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
  const content = Buffer.concat(
    sorted.flatMap(({ mode, oid, path }) => [
      // A tree's mode has no leading zero in the object.
      Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`),
      Buffer.from(oid, 'hex'),
    ]),
  )
  return { kind: 'tree', content }
}

/** Git compares the names of folders as if they ended in a slash. */
function sortKey({ mode, path }: TreeEntry): Buffer {
  return Buffer.from(mode === MODE.tree ? `${path}/` : path)
}

const MODES: ReadonlySet<string> = new Set([...Object.values(MODE), '100755'])

/**
 * The entries of a tree, as its object has them.
 *
 * @param oidBytes 20 or 32.
 * @returns null for an object that git would not write: cut off, with a name that is repeated, empty or has a
 * slash, or with a mode that git reads as another one (100664 of old gits is 100644, 120777 is a link).
 */
export function entriesInTree(object: Buffer, oidBytes: number): readonly TreeEntry[] | null {
  const entries: TreeEntry[] = []
  const names = new Set<string>()
  for (let at = 0; at < object.length; ) {
    const space = object.indexOf(32, at)
    const end = object.indexOf(0, space)
    const next = end + 1 + oidBytes
    if (space < 0 || end < 0 || next > object.length) return null
    const mode = object.toString('latin1', at, space).padStart(6, '0')
    const path = object.toString('utf8', space + 1, end)
    if (!MODES.has(mode) || path === '' || path.includes('/') || names.has(path)) return null
    names.add(path)
    entries.push({ mode, path, oid: object.toString('hex', end + 1, next) })
    at = next
  }
  return entries
}
