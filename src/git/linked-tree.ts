/**
 * A tree of git as a file system would show it: links are followed at every
 * step of a path, into no folder twice, and never out of the project. What the
 * disk refuses is refused here as well, so that a revision and its checkout
 * never mean different policies.
 */
import { posix } from 'node:path'
import {
  isDecidingFile,
  isForeignFolder,
  isPolicyName,
  linksInTurn,
  mayHoldPolicies,
} from '../policy/policy-path.ts'
import { MODE, readContents, type TreeEntry } from './objects.ts'
import type { Git } from './run-git.ts'

export interface LinkedTree {
  /** Files, links and submodules, whatever the folder. */
  readonly entries: readonly TreeEntry[]
  /** The text of each link, by its path. */
  readonly targets: ReadonlyMap<string, string>
  /** Folder of the project, '' at the root. */
  readonly project: string
}

/** Reads where the links of a tree lead. */
export async function linkedTree(
  git: Git,
  entries: readonly TreeEntry[],
  project: string,
): Promise<LinkedTree> {
  const links = entries.filter(isLink)
  const contents = await readContents(
    git,
    links.map(({ oid }) => oid),
  )
  const targets = links.map(({ path }, index) => [path, contents[index]?.toString('utf8') ?? ''] as const)
  return { entries, targets: new Map(targets), project }
}

export function isLink({ mode }: TreeEntry): boolean {
  return mode === MODE.link
}

/** Why something is not reached; the words complete a sentence that starts with the path. */
export interface TreeFault {
  readonly path: string
  readonly kind: 'submodule' | 'away' | 'circle' | 'nothing' | 'again' | 'no-policy' | 'no-folder'
}

/** A file by the path that it was reached by, links among it. */
export interface ReachedFile extends TreeEntry {
  /** The real path in the tree. */
  readonly real: string
}

/** Only files with names of policy files. */
export interface Reached {
  readonly files: readonly ReachedFile[]
  readonly faults: readonly TreeFault[]
}

/** Links on the way to one file; more are a circle, as for Linux. */
const MOST_LINKS = 40

/** The place in the tree that a path leads to, existing or not; or the reason why it leads nowhere. */
export type Way =
  | { readonly real: string /** The links on the way. */; readonly links: readonly string[] }
  | { readonly real: null; readonly kind: 'away' | 'circle' | 'nothing' }

/** @param path from the tree's root. */
export function followPath(tree: LinkedTree, path: string): Way {
  const { targets, project } = tree
  const rest = stepsOf(path)
  let real = ''
  const links: string[] = []
  for (let step = rest.shift(); step !== undefined; step = rest.shift()) {
    // `..` after a missing folder fails, as on disk.
    if (step === '..' && !isFolder(tree, real)) return { real: null, kind: 'nothing' }
    real = rooted(posix.join(real, step))
    if (real.startsWith('..')) return { real: null, kind: 'away' }
    const target = targets.get(real)
    if (target === undefined) continue
    if (target.startsWith('/')) return { real: null, kind: 'away' }
    if (links.push(real) > MOST_LINKS) return { real: null, kind: 'circle' }
    rest.unshift(...stepsOf(target))
    real = rooted(posix.dirname(real))
  }
  return isAtOrBelow(real, project) ? { real, links } : { real: null, kind: 'away' }
}

function isFolder({ entries }: LinkedTree, path: string): boolean {
  return path === '' || entries.some((entry) => entry.path.startsWith(`${path}/`))
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '')
}

function rooted(path: string): string {
  return path === '.' ? '' : path
}

/** The links that a path goes through; [] where it leads nowhere. */
export function linksOn(tree: LinkedTree, path: string): readonly string[] {
  const way = followPath(tree, path)
  return way.real === null ? [] : way.links
}

/** The policy files at or below a path, as a walk on disk finds them. */
export function reachFiles(tree: LinkedTree, start: string): Reached {
  const walk: Walk = { tree, start, visited: new Set(), links: [], files: [], faults: [] }
  const way = followPath(tree, start)
  const isFile = tree.entries.some(({ path, mode }) => path === way.real && mode !== MODE.submodule)
  if (isFile) return { files: [], faults: [{ path: start, kind: 'no-folder' }] }
  visit(start, walk)
  // Links come after the folders, so that a file keeps its own path if a link leads to it as well.
  for (const link of linksInTurn(walk.links)) visit(link, walk)
  return { files: walk.files, faults: walk.faults }
}

interface Walk {
  readonly tree: LinkedTree
  /** The folder that the config names; everything else that is visited is a link below it. */
  readonly start: string
  /** Real folders; a link leads into none of them again. */
  readonly visited: Set<string>
  readonly links: string[]
  readonly files: ReachedFile[]
  readonly faults: TreeFault[]
}

function visit(shown: string, walk: Walk): void {
  const { tree, visited, faults } = walk
  const way = followPath(tree, shown)
  if (way.real === null) {
    refuse(shown, way.kind, walk)
    return
  }
  const { real } = way
  const entries = tree.entries.filter(({ path }) => isAtOrBelow(path, real))
  const [first] = entries
  if (first === undefined) {
    if (isInSubmodule(tree, real)) refuse(shown, 'submodule', walk)
    else if (way.links.length > 0) refuse(shown, 'nothing', walk)
  } else if (first.path === real && first.mode !== MODE.submodule) {
    addFile({ ...first, path: shown }, real, walk)
  } else if (shown !== walk.start && isForeignFolder(posix.basename(shown))) {
    return
  } else if (visited.has(real)) {
    faults.push({ path: shown, kind: 'again' })
  } else {
    const before = new Set(visited)
    visited.add(real)
    for (const entry of entries) addEntry(entry, { real, shown, before }, walk)
  }
}

interface Below {
  readonly real: string
  readonly shown: string
  /** The folders that were visited before this one. */
  readonly before: ReadonlySet<string>
}

function addEntry(entry: TreeEntry, { real, shown, before }: Below, walk: Walk): void {
  const inside = entry.path.slice(real === '' ? 0 : real.length + 1)
  const folders = inside.split('/').slice(0, -1)
  if (folders.some(isForeignFolder)) return
  const reals = folders.map((_, at) => posix.join(real, ...folders.slice(0, at + 1)))
  if (reals.some((folder) => before.has(folder))) return
  for (const folder of reals) walk.visited.add(folder)
  const path = posix.join(shown, inside)
  if (entry.mode === MODE.submodule) {
    if (!isForeignFolder(posix.basename(path))) walk.faults.push({ path, kind: 'submodule' })
  } else if (entry.mode === MODE.link) walk.links.push(path)
  else addFile({ ...entry, path }, entry.path, walk)
}

function addFile(entry: TreeEntry, real: string, walk: Walk): void {
  if (!isPolicyName(entry.path) || isDecidingFile(inProjectOf(walk.tree, real))) return
  if (isPolicyName(real)) walk.files.push({ ...entry, real })
  else walk.faults.push({ path: entry.path, kind: 'no-policy' })
}

/** @param path inside the project. */
function inProjectOf({ project }: LinkedTree, path: string): string {
  return project === '' ? path : path.slice(project.length + 1)
}

/** Reports a link that cannot be followed, unless its name shows that it is neither a policy file nor a folder of them. */
function refuse(path: string, kind: TreeFault['kind'], { faults, start }: Walk): void {
  if (path === start || mayHoldPolicies(posix.basename(path))) faults.push({ path, kind })
}

function isInSubmodule({ entries }: LinkedTree, path: string): boolean {
  return entries.some((entry) => entry.mode === MODE.submodule && path.startsWith(`${entry.path}/`))
}

function isAtOrBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}
