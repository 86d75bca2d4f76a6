/** Arranges paths as folders, so that a shared prefix is shown once. */
import type { RequestExtent } from '../access/model/region.ts'

export interface PathRow<Part> {
  /** The number of folders around it. */
  readonly depth: number
  /** The part that the path adds to its folder: `/charges*`. */
  readonly label: string
  /** Empty for a folder that only holds others. */
  readonly parts: readonly Part[]
}

interface Folder<Part> {
  readonly parts: Part[]
  readonly below: Map<string, Folder<Part>>
}

/** @param origin the common beginning of the patterns; null: none. @returns rows from the top, each folder before its content. */
export function pathRows<Part extends Pick<RequestExtent, 'resource'>>(
  parts: readonly Part[],
  origin: string | null,
): readonly PathRow<Part>[] {
  const top = emptyFolder<Part>()
  for (const part of parts) {
    const path =
      origin !== null && part.resource.startsWith(`${origin}/`)
        ? part.resource.slice(origin.length)
        : part.resource
    folderOf(top, segmentsOf(path)).parts.push(part)
  }
  return rowsOf(top, 0)
}

/** `/v1/charges*` → `/v1`, `/charges*`; a pattern that is no path stays whole. */
function segmentsOf(path: string): readonly string[] {
  return path.startsWith('/') ? (path.match(/\/[^/]*/g) ?? [path]) : [path]
}

function folderOf<Part>(top: Folder<Part>, segments: readonly string[]): Folder<Part> {
  return segments.reduce((folder, segment) => {
    const known = folder.below.get(segment) ?? emptyFolder<Part>()
    folder.below.set(segment, known)
    return known
  }, top)
}

function rowsOf<Part>(folder: Folder<Part>, depth: number): readonly PathRow<Part>[] {
  return [...folder.below]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([segment, below]) => {
      const [label, end] = alone(segment, below)
      return [{ depth, label, parts: end.parts }, ...rowsOf(end, depth + 1)]
    })
}

/** Merges a folder that holds only one folder with that folder. */
function alone<Part>(label: string, folder: Folder<Part>): readonly [string, Folder<Part>] {
  const [only, ...others] = folder.below
  if (only === undefined || others.length > 0 || folder.parts.length > 0) return [label, folder]
  return alone(label + only[0], only[1])
}

function emptyFolder<Part>(): Folder<Part> {
  return { parts: [], below: new Map() }
}
