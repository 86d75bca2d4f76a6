/**
 * The tree of a ledger: `policies/<name>.json` for each managed policy as it
 * was last applied, `pending/<name>.json` for what an interrupted apply may
 * have left of a policy.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import { type Fault, faultOfItems, faultOfObject, isFields } from '../policy/shape.ts'
import { faultOfSpec } from '../policy/spec-shape.ts'
import { listTree, MODE, readObjects, type TreeEntry, writeBlobs, writeTree } from './objects.ts'
import type { Git } from './run-git.ts'

/** Specs by policy that an interrupted apply may have left; null stands for 'absent'. */
export type Pending = ReadonlyMap<string, readonly (Spec | null)[]>

export interface LedgerTree {
  readonly policies: Policies
  readonly pending: Pending
}

type Folder = keyof LedgerTree

export const EMPTY_TREE: LedgerTree = { policies: new Map(), pending: new Map() }

/** @throws PolicyctlError ledger-unreadable where somebody wrote something else there. */
export async function readLedgerTree(git: Git, treeish: string): Promise<LedgerTree> {
  const entries = await listTree(git, treeish)
  const contents = await readObjects(
    git,
    entries.map(({ oid }) => oid),
  )
  const policies = new Map<string, Spec>()
  const pending = new Map<string, readonly (Spec | null)[]>()
  for (const [index, { path }] of entries.entries()) {
    const { folder, name } = placeOf(path, treeish)
    const value = parsed(contents[index], path, treeish)
    if (folder === 'policies') policies.set(name, (value as { spec: Spec }).spec)
    else pending.set(name, (value as { specs: (Spec | null)[] }).specs)
  }
  return { policies, pending }
}

/**
 * Writes what differs from `base` and reuses the rest of it.
 *
 * @param base the tree that `before` was read from, null for none.
 * @returns id of the tree.
 */
export async function writeLedgerTree(
  git: Git,
  tree: LedgerTree,
  base: { readonly treeish: string; readonly tree: LedgerTree } | null,
): Promise<string> {
  const known = new Map(base === null ? [] : (await listTree(git, base.treeish)).map((e) => [e.path, e.oid]))
  const files = [
    ...[...tree.policies].map(([name, spec]) => fileOf('policies', name, { name, spec })),
    ...[...tree.pending].map(([name, specs]) => fileOf('pending', name, { name, specs })),
  ]
  const isKept = (file: File): boolean =>
    known.has(pathOf(file)) && base?.tree[file.folder].get(file.name) === tree[file.folder].get(file.name)
  const fresh = files.filter((file) => !isKept(file))
  const oids = await writeBlobs(
    git,
    fresh.map(({ value }) => textOf(value)),
  )
  const written = new Map(fresh.map((file, index) => [pathOf(file), oids[index] ?? '']))
  return writeFolders(git, files, (file) => written.get(pathOf(file)) ?? known.get(pathOf(file)) ?? '')
}

interface File {
  readonly folder: Folder
  readonly name: string
  readonly value: object
}

function fileOf(folder: Folder, name: string, value: object): File {
  return { folder, name, value }
}

function pathOf({ folder, name }: File): string {
  return `${folder}/${name}.json`
}

/** Laid out for `git log -p`. */
function textOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function writeFolders(
  git: Git,
  files: readonly File[],
  oidOf: (file: File) => string,
): Promise<string> {
  const folders: TreeEntry[] = []
  for (const folder of ['pending', 'policies'] as const) {
    const own = files.filter((file) => file.folder === folder)
    if (own.length === 0) continue
    const entries = own.map((file) => ({ mode: MODE.file, oid: oidOf(file), path: `${file.name}.json` }))
    folders.push({ mode: MODE.tree, oid: await writeTree(git, entries), path: folder })
  }
  return writeTree(git, folders)
}

function placeOf(path: string, treeish: string): { folder: Folder; name: string } {
  const match = /^(policies|pending)\/([^/]+)\.json$/.exec(path)
  const name = match?.[2] ?? ''
  if (!isSafeName(name) || RESERVED_NAMES.includes(name)) throw unreadable(path, treeish, null)
  return { folder: match?.[1] as Folder, name }
}

/** What comes from a remote is looked at before anything computes with it. */
function parsed(content: Buffer | undefined, path: string, treeish: string): unknown {
  const value = jsonIn(content)
  const fault = path.startsWith('policies/') ? faultOfPolicy(value) : faultOfPending(value)
  if (fault !== null) throw unreadable(path, treeish, fault)
  return value
}

function jsonIn(content: Buffer | undefined): unknown {
  try {
    return JSON.parse(content?.toString('utf8') ?? '')
  } catch {
    return undefined
  }
}

function faultOfPolicy(value: unknown): Fault {
  return isFields(value) ? faultOfSpec(value.spec, 'spec') : faultOfObject(value, 'it')
}

function faultOfPending(value: unknown): Fault {
  if (!isFields(value)) return faultOfObject(value, 'it')
  return faultOfItems(value.specs, 'specs', (spec, at) => (spec === null ? null : faultOfSpec(spec, at)))
}

function unreadable(path: string, treeish: string, fault: Fault): PolicyctlError {
  const why = fault === null ? '' : `: ${fault}`
  return new PolicyctlError('ledger-unreadable', {
    message: `the ledger at ${treeish.slice(0, 12)} holds '${path}', which policyctl never writes${why}`,
    hint: 'docs/ledger.md, "Repair", tells how to go back to an earlier revision of it',
  })
}
