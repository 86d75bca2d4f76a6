/**
 * Writes new objects of git in one process, however many and of whatever
 * kind: as a pack, which is how git takes objects from elsewhere. A process
 * for each kind cost an apply a tenth of its time. Nothing here knows of
 * index, working tree or refs.
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

/** From here on the pack stays one file, as after a fetch; fewer objects become a file each, which git packs later. */
const KEPT_AS_PACK = 100

/** sha1 or sha256, whichever the repository uses. */
export const objectFormat = oncePerGit(
  async (git) => git.objectFormat ?? git.text(['rev-parse', '--show-object-format']),
)

/** Id of an object, as git computes it. */
export function objectId(format: string, { kind, content }: NewObject): string {
  return createHash(format).update(`${kind} ${content.length}\0`).update(content).digest('hex')
}

/** @throws PolicyctlError git-failed, and then nothing refers to what was written. */
export async function writeObjects(git: Git, objects: readonly NewObject[]): Promise<void> {
  const format = await objectFormat(git)
  const distinct = [...new Map(objects.map((object) => [objectId(format, object), object])).values()]
  if (distinct.length === 0) return
  const input = await packOf(distinct, format)
  // Few objects are unpacked into files; many stay a pack.
  await git.run(distinct.length < KEPT_AS_PACK ? ['unpack-objects'] : ['index-pack', '--stdin'], { input })
}

/** Version 2 of the format, without deltas. Source: gitformat-pack(5). */
async function packOf(objects: readonly NewObject[], format: string): Promise<Buffer> {
  // Loaded by a run that writes: every other starts faster without.
  const { deflateSync } = await import('node:zlib')
  const head = Buffer.alloc(12)
  head.write('PACK')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(objects.length, 8)
  const entries = objects.flatMap(({ kind, content }) => [
    entryHead(kind, content.length),
    // Each result keeps the whole chunk that it was written to: 16 KB, for a policy of a few hundred bytes.
    deflateSync(content, { chunkSize: Math.min(content.length + ROOM, MOST_ROOM) }),
  ])
  const body = Buffer.concat([head, ...entries])
  return Buffer.concat([body, createHash(format).update(body).digest()])
}

/** Bytes that content may grow by when it does not compress, and more than the least that zlib takes. */
const ROOM = 128
const MOST_ROOM = 16_384

/** Kind and size: four bits of the size beside the kind, then seven in each byte; the top bit says that more follow. */
function entryHead(kind: ObjectKind, size: number): Buffer {
  const bytes: number[] = []
  let byte = (PACKED_AS[kind] << 4) | (size & 0b1111)
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) {
    bytes.push(byte | 0b1000_0000)
    byte = rest & 0b111_1111
  }
  return Buffer.from([...bytes, byte])
}
