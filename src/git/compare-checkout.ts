/**
 * Compares what git has below the folder of the policies with what the disk has
 * there. A file that somebody removed from the disk is gone. A file that is
 * missing for a technical reason is not: it is read from git or named, so that
 * no policy is deleted because a checkout is incomplete.
 */
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Absent, absentFile, filesAbsent, submoduleFault } from './absent-file.ts'
import { diskEntry } from './disk-entry.ts'
import { flatLinks } from './flat-links.ts'
import { listIndex } from './index-entries.ts'
import { followPath, isLink, type LinkedTree, linkedTree, reachFiles } from './linked-tree.ts'
import { listTree } from './list-tree.ts'
import { MODE } from './objects.ts'
import { readOffDisk } from './off-disk.ts'
import { inProject, inTree } from './project-paths.ts'
import type { IndexEntry } from './read-index.ts'
import type { RevisionFile } from './read-revision.ts'
import { openRepository, type Repository } from './repository.ts'
import { removedByHand } from './status.ts'
import { unwatchedChanges } from './unwatched-changes.ts'

/** The files on disk, relative to the project's root. */
export interface OnDisk {
  /** The folder of the policies; '.' for all of the project. */
  readonly folder: string
  /** Policy files and tests, by the paths that they were reached by. */
  readonly files: ReadonlySet<string>
  /** Files and folders that a finding names already. */
  readonly told: readonly string[]
  /** The other deciding files: config, baseline. */
  readonly others: readonly string[]
}

/** Paths are relative to the project's root. */
export interface CheckoutComparison {
  /** Files that a sparse checkout keeps off the disk, with git's content. */
  readonly offDisk: readonly RevisionFile[]
  readonly absent: readonly Absent[]
  /** Files on disk that may differ from every commit: untracked, ignored, or changed while git is told not to look. */
  readonly unattested: readonly string[]
  /** The real path of a file that was reached through a link. */
  readonly reals: ReadonlyMap<string, string>
}

/** @throws PolicyctlError git-failed, files-absent where git lacks what the disk lacks. */
export async function compareCheckout(repository: Repository, disk: OnDisk): Promise<CheckoutComparison> {
  const start = inTree(repository, disk.folder)
  const { tree, entries } = await indexTree(repository, disk, start)
  const { files, faults } = reachFiles(tree, start)
  const missing = files.filter((file) => !isOnDisk(inProject(repository, file.path), disk))
  const skipped = missing.filter((file) => isKeptOff(repository, entries.get(file.real)))
  const unexplained = missing.filter((file) => !skipped.includes(file))
  const gone = await removedByHand(repository, unexplained, tree)
  const nested = await Promise.all(
    faults
      .filter(({ kind }) => kind === 'submodule')
      .map(({ path }) => compareSubmodule(repository, { disk, tree, path })),
  )
  const watched = [...disk.files, ...disk.others].filter((file) => !isInside(file, nested))
  const known = new Map(files.map((file) => [inProject(repository, file.path), file.real]))
  const absent = unexplained
    .filter((file) => !gone.has(file.path))
    .map((file) => absentFile(repository, { file, tree, entry: entries.get(file.real), onDisk: disk.files }))
  const flat = await flatLinks(repository, tree, start)
  const own: CheckoutComparison = {
    offDisk: await readOffDisk(repository, skipped),
    absent: [
      ...absent,
      ...flat.filter(({ path: link }) => !absent.some(({ path }) => path.startsWith(`${link}/`))),
    ],
    unattested: await unwatchedChanges(repository, { watched, known, entries }),
    reals: new Map(
      files
        .filter(({ path, real }) => path !== real)
        .map(({ path, real }) => [inProject(repository, path), inProject(repository, real)]),
    ),
  }
  return joined([own, ...nested.map(({ comparison }) => comparison)])
}

/** The index as a tree. The whole index is read only if the folder itself is a link, or is missing and may lie behind one. */
async function indexTree(
  repository: Repository,
  { folder, others }: OnDisk,
  start: string,
): Promise<{ readonly tree: LinkedTree; readonly entries: ReadonlyMap<string, IndexEntry> }> {
  const near = await listIndex(repository, [folder, ...others])
  const below = near.filter(({ path }) => start === '' || path === start || path.startsWith(`${start}/`))
  const mayHaveLinks =
    below.length === 0 ? start.includes('/', repository.folder.length + 1) : below.some(isLink)
  const isPlain = near.length > 0 && !mayHaveLinks
  const listed = isPlain ? near : await checkedOut(repository)
  const entries = new Map(listed.map((entry) => [entry.path, entry]))
  const project = repository.folder
  if (isPlain) return { tree: { entries: below, targets: new Map(), project }, entries }
  return { tree: await linkedTree(repository.git, listed, project), entries }
}

/** The whole index. @throws PolicyctlError files-absent where it is empty and HEAD is not: nothing was checked out. */
async function checkedOut(repository: Repository): Promise<readonly IndexEntry[]> {
  const all = await listIndex(repository, [])
  if (all.length > 0 || repository.head === null) return all
  if ((await listTree(repository.git, repository.head, repository.folder)).length === 0) return all
  throw filesAbsent([
    {
      path: posix.join(repository.folder, '.'),
      fact: 'has files in HEAD, but no file of the repository is checked out',
      hint: 'git restore --staged --worktree . checks it out',
    },
  ])
}

/** Tells whether the file is there, or a finding names it. @param path relative to the project's root. */
export function isOnDisk(path: string, { files, told }: Pick<OnDisk, 'files' | 'told'>): boolean {
  return files.has(path) || told.some((each) => path === each || path.startsWith(`${each}/`))
}

function isKeptOff({ workTree }: Repository, entry: IndexEntry | undefined): boolean {
  if (entry?.isSkipped !== true) return false
  return diskEntry(join(workTree, entry.path)) === undefined
}

interface Nested {
  readonly path: string
  readonly comparison: CheckoutComparison
}

const NOTHING: CheckoutComparison = { offDisk: [], absent: [], unattested: [], reals: new Map() }

/** Compares a submodule in the same way: it must be at the recorded commit, and its files must be on disk. */
async function compareSubmodule(
  repository: Repository,
  { disk, tree, path }: { readonly disk: OnDisk; readonly tree: LinkedTree; readonly path: string },
): Promise<Nested> {
  const shown = inProject(repository, path)
  const { real } = followPath(tree, path)
  const entry = tree.entries.find(
    ({ mode, path: at }) => mode === MODE.submodule && (real === at || real?.startsWith(`${at}/`) === true),
  )
  if (entry === undefined) return { path: shown, comparison: NOTHING }
  const opened = await openSubmodule(repository, entry.path)
  const fault = submoduleFault(shown, {
    recorded: entry.oid,
    head: opened?.head ?? null,
    isThere: opened !== null,
  })
  if (fault !== null || opened === null || real !== entry.path)
    return { path: shown, comparison: { ...NOTHING, absent: fault === null ? [] : [fault] } }
  const inside = (files: Iterable<string>): readonly string[] =>
    [...files].flatMap((file) => (file.startsWith(`${shown}/`) ? [file.slice(shown.length + 1)] : []))
  const found = await compareCheckout(opened, {
    folder: '.',
    files: new Set(inside(disk.files)),
    told: inside(disk.told),
    others: [],
  })
  return { path: shown, comparison: below(shown, found) }
}

async function openSubmodule({ workTree, git }: Repository, path: string): Promise<Repository | null> {
  const root = join(workTree, path)
  if (!existsSync(join(root, '.git'))) return null
  const opened = await openRepository({ root, env: git.env })
  return opened.git === null ? null : opened
}

function below(
  folder: string,
  { offDisk, absent, unattested, reals }: CheckoutComparison,
): CheckoutComparison {
  const at = (path: string): string => `${folder}/${path}`
  return {
    offDisk: offDisk.map(({ file, bytes }) => ({ file: at(file), bytes })),
    absent: absent.map((each) => ({ ...each, path: at(each.path) })),
    unattested: unattested.map(at),
    reals: new Map([...reals].map(([path, real]) => [at(path), at(real)])),
  }
}

function isInside(file: string, nested: readonly Nested[]): boolean {
  return nested.some(({ path }) => file.startsWith(`${path}/`))
}

function joined(parts: readonly CheckoutComparison[]): CheckoutComparison {
  return {
    offDisk: parts.flatMap(({ offDisk }) => offDisk),
    absent: parts.flatMap(({ absent }) => absent),
    unattested: parts.flatMap(({ unattested }) => unattested).sort(),
    reals: new Map(parts.flatMap(({ reals }) => [...reals])),
  }
}
