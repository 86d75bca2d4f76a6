/**
 * The tree of a ledger (docs/ledger.md): the policies of a target in
 * `policies/<name>.json`, and other facts beside them. It is read in bulk and drafted as a whole.
 */
import type { TreeIds } from '../policy/ledger-record.ts'
import { EMPTY_LEDGER, type LedgerContents, type Pending, type ShownSpec } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'
import {
  EVIDENCE_FILE,
  FORMAT_FILE,
  FORMAT_TEXT,
  fileTexts,
  type LedgerFolder,
  placeOf,
  valueAt,
} from './ledger-file.ts'
import { listTree } from './list-tree.ts'
import { MODE, readContents, type TreeEntry } from './objects.ts'
import type { Git } from './run-git.ts'
import { treeId, treeOf } from './tree-id.ts'
import { type NewObject, type ObjectsDraft, objectFormat, objectId } from './write-objects.ts'

/** @throws PolicyctlError ledger-unreadable if the tree has files that policyctl does not write. */
export async function readLedgerTree(git: Git, treeish: string): Promise<LedgerContents> {
  const entries = await listTree(git, treeish)
  const contents = await readContents(
    git,
    entries.map(({ oid }) => oid),
  )
  const tree = {
    ...EMPTY_LEDGER,
    policies: new Map<string, Spec>(),
    pending: new Map<string, readonly (Spec | null)[]>(),
    shown: new Map<string, ShownSpec>(),
  }
  for (const [index, { path }] of entries.entries()) {
    const place = placeOf(path, treeish)
    const value = valueAt(place, contents[index], { path, treeish })
    if (place.kind === 'file') Object.assign(tree, value)
    else tree[place.folder].set(place.name, value as Spec & (Spec | null)[] & ShownSpec)
  }
  const { shown, ...older } = tree
  return entries.some(({ path }) => path === FORMAT_FILE) ? tree : older
}

/** Computes the id of a commit's tree as its statement has it: without the statement. */
export async function idWithoutStatement(git: Git, treeish: string): Promise<string> {
  const entries = await listTree(git, treeish)
  const own = entries.filter(({ path }) => path !== EVIDENCE_FILE)
  return treeIdsOf(await objectFormat(git), own).tree
}

/** A tree whose ids are computed and whose objects are not written yet. */
export interface LedgerTreeDraft extends TreeIds {
  /** Text of bindings.json; null: the tree has no such file. */
  readonly bindings: string | null
  /** Returns the objects to write. @param evidence the statement of the commit, which is added to the tree; null: none. */
  drafted(evidence: string | null): ObjectsDraft
}

/**
 * Writes the parts that differ from `base`, and uses the rest of it again.
 * @param base the tree that `tree` was made from, null for none.
 */
export async function draftLedgerTree(
  git: Git,
  tree: LedgerContents,
  base: { readonly treeish: string; readonly tree: LedgerContents } | null,
): Promise<LedgerTreeDraft> {
  const known = new Map(base === null ? [] : (await listTree(git, base.treeish)).map((e) => [e.path, e.oid]))
  const before = new Map(base === null ? [] : filesOf(base.tree).map(({ path, value }) => [path, value]))
  const format = await objectFormat(git)
  const files = filesOf({ ...tree, evidence: null }).map((file) => {
    const { path, value } = file
    const isKept = path === FORMAT_FILE || before.get(path) === value
    const kept = isKept ? known.get(path) : undefined
    return kept === undefined ? withText(file, format) : { ...file, oid: kept, isKept: true }
  })
  const entries = files.map(entryOf)
  const bindings = files.find(({ path }) => path === 'bindings.json')?.text() ?? null
  return {
    ...treeIdsOf(format, entries),
    bindings,
    drafted: (evidence) => {
      const more = evidence === null ? [] : [{ path: EVIDENCE_FILE, value: evidence, text: () => evidence }]
      return draftFiles(format, [...files, ...more.map((file) => withText(file, format))])
    },
  }
}

function treeIdsOf(format: string, entries: readonly TreeEntry[]): TreeIds {
  const top: TreeEntry[] = entries.filter(({ path }) => !path.includes('/'))
  for (const [folder, below] of foldersOf(entries))
    top.push({ mode: MODE.tree, oid: treeId(format, below), path: folder })
  const policies = top.find(({ path }) => path === 'policies')?.oid
  return { tree: treeId(format, top), policies: policies ?? treeId(format, []) }
}

/** Drafts the tree of the writes that a lock announces. */
export async function draftIntentTree(git: Git, intent: Pending): Promise<ObjectsDraft> {
  const format = await objectFormat(git)
  return draftFiles(
    format,
    filesIn('pending', intent).map((file) => withText(file, format)),
  )
}

interface File {
  readonly path: string
  /** The value in memory. Identical values have the same text, so that they are not written again. */
  readonly value: unknown
  readonly text: () => string
}

function filesOf(tree: LedgerContents): readonly File[] {
  const { policies, pending, shown = new Map<string, ShownSpec>() } = tree
  return [
    { path: FORMAT_FILE, value: null, text: () => FORMAT_TEXT },
    ...fileTexts(tree),
    ...filesIn('pending', pending),
    ...filesIn('policies', policies),
    ...filesIn('shown', shown),
  ]
}

function filesIn(folder: LedgerFolder, values: ReadonlyMap<string, unknown>): readonly File[] {
  const fieldsOf = FIELDS[folder]
  return [...values].map(([name, value]) => ({
    path: `${folder}/${name}.json`,
    value,
    // Laid out for `git log -p`.
    text: () => `${JSON.stringify({ name, ...fieldsOf(value) }, null, 2)}\n`,
  }))
}

const FIELDS = {
  policies: (spec: unknown) => ({ spec }),
  pending: (specs: unknown) => ({ specs }),
  shown: (value: unknown) => value as ShownSpec,
} as const satisfies Record<LedgerFolder, (value: unknown) => object>

interface KnownFile extends File {
  readonly oid: string
  /** True if the repository has it already. */
  readonly isKept: boolean
}

function withText(file: File, format: string): KnownFile {
  const text = file.text()
  return { ...file, text: () => text, oid: objectId(format, blobOf(text)), isKept: false }
}

function entryOf({ path, oid }: KnownFile): TreeEntry {
  return { mode: MODE.file, oid, path }
}

function blobOf(text: string): NewObject {
  return { kind: 'blob', content: Buffer.from(text) }
}

function draftFiles(format: string, files: readonly KnownFile[]): ObjectsDraft {
  const blobs = files.filter(({ isKept }) => !isKept).map(({ text }) => blobOf(text()))
  const entries = files.map(entryOf)
  const top: TreeEntry[] = entries.filter(({ path }) => !path.includes('/'))
  const folders = foldersOf(entries).map(([folder, below]) => {
    const tree = treeOf(below)
    top.push({ mode: MODE.tree, oid: objectId(format, tree), path: folder })
    return tree
  })
  const root = treeOf(top)
  return { oid: objectId(format, root), objects: [...blobs, ...folders, root] }
}

/** The folders that have entries; the paths of the entries are relative to their folder. */
function foldersOf(entries: readonly TreeEntry[]): readonly (readonly [string, readonly TreeEntry[]])[] {
  return (['pending', 'policies', 'shown'] as const).flatMap((folder) => {
    const prefix = `${folder}/`
    const own = entries.filter(({ path }) => path.startsWith(prefix))
    if (own.length === 0) return []
    return [[folder, own.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }))] as const]
  })
}
