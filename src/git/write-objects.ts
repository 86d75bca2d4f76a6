/**
 * Writes new objects of git in one process, as a pack. A process for each kind
 * of object cost an apply a tenth of its time. Nothing here knows index,
 * working tree or refs.
 */
import { createHash } from 'node:crypto'
import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'

export type ObjectKind = 'commit' | 'tree' | 'blob'

export interface NewObject {
  readonly kind: ObjectKind
  readonly content: Buffer
}

/** Objects that are not written yet. */
export interface ObjectsDraft {
  /** The id of the object that the others belong to: a tree, or the commit of one. */
  readonly oid: string
  readonly objects: readonly NewObject[]
}

/** Number of a kind in a pack. */
const PACKED_AS: Readonly<Record<ObjectKind, number>> = { commit: 1, tree: 2, blob: 3 }

/** From this many objects on the pack stays one file, as after a fetch; fewer are unpacked into files, which git packs later. */
const KEPT_AS_PACK = 100

/** sha1 or sha256, whichever the repository uses. */
export const objectFormat = oncePerGit(
  async (git) => git.objectFormat ?? git.text(['rev-parse', '--show-object-format']),
)

export function objectId(format: string, { kind, content }: NewObject): string {
  return createHash(format).update(`${kind} ${content.length}\0`).update(content).digest('hex')
}

/** @throws PolicyctlError git-failed; no ref points to any object that was written before. */
export async function writeObjects(git: Git, objects: readonly NewObject[]): Promise<void> {
  const format = await objectFormat(git)
  const distinct = [...new Map(objects.map((object) => [objectId(format, object), object])).values()]
  if (distinct.length === 0) return
  const input = await packOf(distinct, format)
  await git.run(distinct.length < KEPT_AS_PACK ? ['unpack-objects'] : ['index-pack', '--stdin'], { input })
}

/** Version 2 of the format, without deltas. Source: gitformat-pack(5). */
async function packOf(objects: readonly NewObject[], format: string): Promise<Buffer> {
  // Loaded only when needed, so that other runs start faster.
  const { deflateSync } = await import('node:zlib')
  const head = Buffer.alloc(12)
  head.write('PACK')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const entries = objects.flatMap(({ kind, content }) => [
    entryHead(kind, content.length),
    // By default each result keeps a whole chunk of 16 KB, also for a policy of a few hundred bytes.
    deflateSync(content, { chunkSize: Math.min(content.length + ROOM, MOST_ROOM) }),
  ])
  const body = Buffer.concat([head, ...entries])
  return Buffer.concat([body, createHash(format).update(body).digest()])
}

/** Bytes by which content may grow if it does not compress; more than the least chunk that zlib accepts. */
const ROOM = 128
const MOST_ROOM = 16_384

/** Kind and size: four bits of the size beside the kind, then seven in each byte; the top bit tells that more follow. */
function entryHead(kind: ObjectKind, size: number): Buffer {
  const bytes: number[] = []
  let byte = (PACKED_AS[kind] << 4) | (size & 0b1111)
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) {
    bytes.push(byte | 0b1000_0000)
    byte = rest & 0b111_1111
  }
  return Buffer.from([...bytes, byte])
}
