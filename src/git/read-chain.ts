/**
 * Reads a ledger's whole history with a fixed number of git processes, however many commits.
 * Content that policyctl did not write is returned as it is and raises no error, so that verify
 * can report it.
 */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import { EMPTY_LEDGER, type LedgerContents } from '../policy/ledger-snapshot.ts'
import { parsedCommit } from './commit.ts'
import { EVIDENCE_FILE, FORMAT_FILE, placeOf, valueAt } from './ledger-file.ts'
import { ledgerMessage, trailerFacts } from './ledger-message.ts'
import { MODE, readContents, readObjects, type TreeEntry } from './objects.ts'
import type { Git } from './run-git.ts'
import { entriesInTree, treeId } from './tree-id.ts'
import { objectFormat } from './write-objects.ts'

/** @returns every commit of the ledger and of those that were joined to it; parents come first. */
export async function readChain(git: Git, newest: string): Promise<readonly ChainCommit[]> {
  const listed = await git.text(['rev-list', '--topo-order', '--reverse', newest])
  const oids = listed.split('\n').filter((oid) => oid !== '')
  const format = await objectFormat(git)
  const commits = (await readObjects(git, oids)).map(commitIn)
  const trees = await treesOf(
    git,
    commits.map(({ tree }) => tree),
    format,
  )
  const folders = [...trees.values()].flat().filter(({ mode }) => mode === MODE.tree)
  const below = await treesOf(
    git,
    folders.map(({ oid }) => oid),
    format,
  )
  const files = await filesOf(git, [...trees.values(), ...below.values()].flat())
  const read = readerOf({ trees, below, files, format })
  return commits.map((commit, index) => ({ oid: oids[index] ?? '', ...commit, ...read(commit.tree) }))
}

function commitIn(object: Buffer) {
  const text = object.toString('utf8')
  const end = text.indexOf('\n\n')
  const head = text.slice(0, end)
  const message = text.slice(end + 2)
  const [, by = '', seconds = ''] = /^committer (.*) (\d+) [+-]\d+$/m.exec(head) ?? []
  const [, author = '', authored = ''] = /^author (.*) (\d+) [+-]\d+$/m.exec(head) ?? []
  const signature = /^gpgsig(?:-sha256)? (.*(?:\n .*)*)$/m.exec(head)
  const { trailers } = parsedCommit('', text)
  const said = ledgerMessage({ trailers })
  return {
    parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent),
    tree: /^tree ([0-9a-f]+)$/m.exec(head)?.[1] ?? '',
    message,
    // If author and committer differ, both are named; a statement never names two, so verify reports it.
    by: by === author ? by : `${author}, ${by}`,
    at: Number(seconds),
    authoredAt: Number(authored),
    trailers,
    said: said === null ? null : { ...trailerFacts(said), appliedAt: said.appliedAt },
    signature: signature?.[1]?.replace(/\n /g, '\n') ?? null,
    signed: Buffer.from(signature === null ? text : text.replace(`${signature[0]}\n`, ''), 'utf8'),
  }
}

type Trees = ReadonlyMap<string, readonly TreeEntry[]>

async function treesOf(git: Git, oids: readonly string[], format: string): Promise<Trees> {
  const unique = [...new Set(oids)]
  const objects = await readObjects(git, unique)
  const size = format === 'sha256' ? 32 : 20
  // A tree that git would not write counts as empty: its id then differs from the recorded one, which verify reports.
  return new Map(
    unique.map((oid, index) => [oid, entriesInTree(objects[index] ?? Buffer.alloc(0), size) ?? []]),
  )
}

async function filesOf(git: Git, entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, Buffer>> {
  const oids = [...new Set(entries.flatMap(({ mode, oid }) => (/^100/.test(mode) ? [oid] : [])))]
  const contents = await readContents(git, oids)
  return new Map(oids.map((oid, index) => [oid, contents[index] ?? Buffer.alloc(0)]))
}

interface Objects {
  readonly trees: Trees
  readonly below: Trees
  readonly files: ReadonlyMap<string, Buffer>
  readonly format: string
}

type Found = Pick<ChainCommit, 'tree' | 'policies' | 'contents' | 'fault' | 'bindings'>

/** Folders and files that commits share are read once, and are the same value in memory. */
function readerOf({ trees, below, files, format }: Objects): (tree: string) => Found {
  const values = new Map<string, unknown>()
  const folders = new Map<string, ReadonlyMap<string, unknown>>()
  const partAt = (path: string, oid: string): unknown => {
    const place = placeOf(path, oid)
    const key = `${oid} ${place.kind === 'policy' ? place.folder : path}`
    if (!values.has(key)) values.set(key, valueAt(place, files.get(oid), { path, treeish: oid }))
    return values.get(key)
  }
  const folderOf = (path: string, oid: string): ReadonlyMap<string, unknown> => {
    const known = folders.get(`${path} ${oid}`)
    if (known !== undefined) return known
    const read = new Map(
      (below.get(oid) ?? []).map((entry) => [
        nameIn(entry, path),
        partAt(`${path}/${entry.path}`, entry.oid),
      ]),
    )
    folders.set(`${path} ${oid}`, read)
    return read
  }
  const contentsOf = (entries: readonly TreeEntry[]): LedgerContents => {
    const contents: Record<string, unknown> = { ...EMPTY_LEDGER }
    for (const entry of entries) {
      if (entry.mode === MODE.tree) contents[folderName(entry)] = folderOf(entry.path, entry.oid)
      else Object.assign(contents, partAt(entry.path, entry.oid))
    }
    // As in readLedger: in a tree with a format file, no file in `shown` means that it is empty.
    if (entries.some(({ path }) => path === FORMAT_FILE)) contents.shown ??= new Map()
    return contents as unknown as LedgerContents
  }
  return (tree) => {
    const entries = trees.get(tree) ?? []
    const own = entries.filter(({ path }) => path !== EVIDENCE_FILE)
    const bindings = entries.find(({ path }) => path === 'bindings.json')
    return {
      tree: treeId(format, own),
      policies: entries.find(({ path }) => path === 'policies')?.oid ?? treeId(format, []),
      bindings: bindings === undefined ? null : (files.get(bindings.oid)?.toString('utf8') ?? null),
      ...contentsOrFault(() => contentsOf(entries)),
    }
  }
}

function contentsOrFault(read: () => LedgerContents): Pick<ChainCommit, 'contents' | 'fault'> {
  try {
    return { contents: read(), fault: null }
  } catch (error) {
    if (error instanceof PolicyctlError) return { contents: null, fault: error.message }
    throw error
  }
}

/** `a.json` is policy a; the reader of the file checks its content. */
function nameIn({ path }: TreeEntry, folder: string): string {
  const place = placeOf(`${folder}/${path}`, folder)
  return place.kind === 'policy' ? place.name : path
}

function folderName({ path }: TreeEntry): string {
  // placeOf refuses any file of an unknown folder, so the name of the file does not matter.
  placeOf(`${path}/a.json`, path)
  return path
}
