/**
 * The tree of a ledger (docs/ledger.md): what a target holds, in
 * `policies/<name>.json` and beside it, read and written in bulk.
 */
import { EMPTY_LEDGER, type LedgerContents, type Pending, type ShownSpec } from '../policy/ledger-snapshot.ts'
import type { Spec } from '../policy/policy.ts'
import { FORMAT_FILE, FORMAT_TEXT, fileTexts, type LedgerFolder, placeOf, valueAt } from './ledger-file.ts'
import { listTree, MODE, readContents, type TreeEntry, writeBlobs, writeTree } from './objects.ts'
import type { Git } from './run-git.ts'

/** @throws PolicyctlError ledger-unreadable where somebody wrote something else there. */
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

/**
 * Writes what differs from `base` and reuses the rest of it.
 *
 * @param base the tree that `tree` was made from, null for none.
 * @returns id of the tree.
 */
export async function writeLedgerTree(
  git: Git,
  tree: LedgerContents,
  base: { readonly treeish: string; readonly tree: LedgerContents } | null,
): Promise<string> {
  const known = new Map(base === null ? [] : (await listTree(git, base.treeish)).map((e) => [e.path, e.oid]))
  const before = new Map(base === null ? [] : filesOf(base.tree).map(({ path, value }) => [path, value]))
  return writeFiles(git, filesOf(tree), ({ path, value }) =>
    path === FORMAT_FILE || before.get(path) === value ? known.get(path) : undefined,
  )
}

/** What a lock means to write. @returns id of the tree. */
export function writeIntentTree(git: Git, intent: Pending): Promise<string> {
  return writeFiles(git, filesIn('pending', intent), () => undefined)
}

interface File {
  readonly path: string
  /** In memory; the same value has the same text. */
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

async function writeFiles(
  git: Git,
  files: readonly File[],
  keptOid: (file: File) => string | undefined,
): Promise<string> {
  const kept = new Map(files.map((file) => [file.path, keptOid(file)]))
  const fresh = files.filter(({ path }) => kept.get(path) === undefined)
  const oids = await writeBlobs(
    git,
    fresh.map(({ text }) => text()),
  )
  const written = new Map(fresh.map(({ path }, index) => [path, oids[index] ?? '']))
  const entries = files.map(({ path }) => ({
    mode: MODE.file,
    oid: kept.get(path) ?? written.get(path) ?? '',
    path,
  }))
  return writeFolders(git, entries)
}

async function writeFolders(git: Git, entries: readonly TreeEntry[]): Promise<string> {
  const top: TreeEntry[] = entries.filter(({ path }) => !path.includes('/'))
  for (const folder of ['pending', 'policies', 'shown'] as const) {
    const prefix = `${folder}/`
    const own = entries.filter(({ path }) => path.startsWith(prefix))
    if (own.length === 0) continue
    const below = own.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }))
    top.push({ mode: MODE.tree, oid: await writeTree(git, below), path: folder })
  }
  return writeTree(git, top)
}
