/**
 * Finds the policy files (*.yaml, *.yml and *.json below a folder) and the test files
 * (*.test.yaml, *.test.yml). A link that cannot be followed and a file that cannot be
 * read are findings, since a policy that is silently left out looks like a deleted one.
 */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import {
  isDecidingFile,
  isForeignFolder,
  isPolicyName,
  isTestFile,
  linksInTurn,
  mayHoldPolicies,
} from '../policy/policy-path.ts'
import { hiddenPolicyIn } from './hidden-policies.ts'
import { leadsAway } from './inside.ts'
import { isThere, statsAt } from './stats-at.ts'
import { causeOf, fileFinding } from './unreadable-file.ts'

export interface PolicyPaths {
  /** Relative to the root, with '/', sorted. */
  readonly policies: readonly string[]
  readonly tests: readonly string[]
  readonly findings: readonly Finding[]
}

export interface PolicyFolder {
  /** Absolute path of the project. */
  readonly root: string
  /** Folder of the policies, relative to the root. If it does not exist, there are no files. */
  readonly folder: string
  /** Files and folders to read instead, relative to the root. */
  readonly paths?: readonly string[]
  /** The kind of file that the caller looks for in `paths`, for messages. Default: policies. */
  readonly wanted?: 'policies' | 'tests'
}

interface Walk {
  readonly root: string
  readonly realRoot: string
  /** Real paths of visited folders, so that links never lead into one twice. */
  readonly visited: Set<string>
  /** Links to follow after the folders, so that a file keeps its own path if a link also leads to it. */
  readonly links: string[]
  readonly policies: Set<string>
  readonly tests: Set<string>
  readonly findings: Finding[]
  readonly wanted: 'policies' | 'tests'
}

/** @throws PolicyctlError path-not-found if one of `paths` does not exist; usage if one is not a policy file. */
export function findPolicyPaths({
  root,
  folder,
  paths = [],
  wanted = 'policies',
}: PolicyFolder): PolicyPaths {
  const walk: Walk = {
    root,
    realRoot: realpathSync(root),
    visited: new Set(),
    links: [],
    policies: new Set(),
    tests: new Set(),
    findings: [],
    wanted,
  }
  for (const path of paths) visitNamed(posix.normalize(path.split(sep).join('/')), walk)
  if (paths.length === 0 && isThere(join(root, folder))) visitStart(posix.normalize(folder), walk)
  for (const link of linksInTurn(walk.links)) visitLink(link, walk)
  return { policies: [...walk.policies].sort(), tests: [...walk.tests].sort(), findings: walk.findings }
}

/** Visits the folder of the config, which may not lead out of the project. Only paths of the command line may. */
function visitStart(folder: string, walk: Walk): void {
  const real = realFolder(folder, walk)
  if (real !== null && leadsAway(walk.realRoot, real))
    report(walk, 'symbolic-link', folder, 'leads out of the project')
  else visitFolder(folder, walk)
}

function visitNamed(path: string, walk: Walk): void {
  const stats = statsAt(join(walk.root, path))
  if (stats === undefined && !isThere(join(walk.root, path)))
    throw new PolicyctlError('path-not-found', {
      message: `there is no ${path}`,
      hint: `name files or folders that exist, or none for all ${walk.wanted} of the project`,
    })
  if (stats?.isDirectory() === true) visitFolder(path.replace(/\/$/, ''), walk)
  else if (isPolicyName(path)) visitNamedFile(path, walk)
  else if (walk.wanted === 'tests') throw noTestFile(path)
  else
    throw new PolicyctlError('usage', {
      message: `${path} is not a policy file`,
      hint: 'policy files end in .yaml, .yml or .json',
    })
}

export function noTestFile(path: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${path} is not a test file`,
    hint: 'test files end in .test.yaml',
  })
}

function visitNamedFile(path: string, walk: Walk): void {
  const name = posix.basename(path)
  const entry = readFolder(posix.dirname(path), walk).find((candidate) => candidate.name === name)
  if (entry !== undefined) visitEntry(path, entry, walk)
}

function visitFolder(folder: string, walk: Walk): void {
  const real = realFolder(folder, walk)
  if (real === null || walk.visited.has(real)) return
  walk.visited.add(real)
  for (const entry of readFolder(folder, walk)) visitEntry(pathIn(folder, entry.name), entry, walk)
}

/** Joins a normalised folder and a name. `join` does the same and is slow. */
function pathIn(folder: string, name: string): string {
  return folder === '.' || folder === '' ? name : `${folder}/${name}`
}

function realFolder(folder: string, walk: Walk): string | null {
  try {
    return realpathSync(join(walk.root, folder))
  } catch (error) {
    report(walk, 'unreadable-file', folder, causeOf(error))
    return null
  }
}

function readFolder(folder: string, walk: Walk): readonly Dirent[] {
  try {
    const entries = readdirSync(join(walk.root, folder), { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    report(walk, 'unreadable-file', folder, causeOf(error))
    return []
  }
}

function visitEntry(path: string, entry: Dirent, walk: Walk): void {
  const isFileName = isPolicyName(entry.name)
  if (entry.isSymbolicLink()) walk.links.push(path)
  else if (!entry.isDirectory()) {
    if (isFileName && entry.isFile()) addFile(path, walk)
    else if (isFileName) report(walk, 'unreadable-file', path, 'is not a regular file')
  } else if (isFileName) report(walk, 'unreadable-file', path, 'is a folder with the name of a file')
  else if (!isForeignFolder(entry.name)) visitFolder(path, walk)
  else reportHidden(path, walk)
}

function reportHidden(folder: string, walk: Walk): void {
  const file = hiddenPolicyIn(walk.root, folder)
  if (file !== null)
    walk.findings.push({
      ...fileFinding('unread-folder', file, 'looks like a policy, and folders with a dot are not read'),
      severity: 'warning',
    })
}

function visitLink(path: string, walk: Walk): void {
  const isFileName = isPolicyName(path)
  try {
    const real = realpathSync(join(walk.root, path))
    const stats = statSync(real)
    const isFolder = stats.isDirectory()
    if (isFolder ? isForeignFolder(posix.basename(path)) : !isFileName) return
    if (leadsAway(walk.realRoot, real)) report(walk, 'symbolic-link', path, 'leads out of the project')
    else if (isFolder && walk.visited.has(real))
      report(walk, 'symbolic-link', path, 'leads to a folder that is read already')
    else if (isFolder) visitFolder(path, walk)
    else if (!isPolicyName(real))
      report(walk, 'symbolic-link', path, 'leads to a file that is not named like a policy file')
    else if (stats.isFile()) addFile(path, walk)
    else report(walk, 'unreadable-file', path, 'is not a regular file')
  } catch (error) {
    // If the link leads to nothing, only its name tells whether it was for policies.
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isFileName) report(walk, isGone ? 'absent-file' : 'symbolic-link', path, causeOf(error))
    else if (mayHoldPolicies(posix.basename(path)))
      report(walk, 'absent-file', path, `${causeOf(error)}, and may have been a folder of policies`)
  }
}

function addFile(path: string, walk: Walk): void {
  // A path of the command line may lead out of the project and back in.
  if (isDecidingFile(path.startsWith('..') ? relative(walk.root, join(walk.root, path)) : path)) return
  ;(isTestFile(path) ? walk.tests : walk.policies).add(path)
}

/**
 * Tells whether a file of another listing, such as a revision's, counts as a
 * policy file here.
 * @param path relative to the folder of the policies, with '/'.
 */
export function isPolicyPath(path: string): boolean {
  const folders = path.split('/').slice(0, -1)
  return isPolicyName(path) && !isTestFile(path) && !isDecidingFile(path) && !folders.some(isForeignFolder)
}

function report(walk: Walk, check: string, file: string, fact: string): void {
  walk.findings.push(fileFinding(check, file, fact))
}
