/**
 * Looks at policy files chunk by chunk. Threads share one number: who is free
 * takes the next chunk, so that none waits for another.
 */
import { FileLooker } from '../lint/file-look.ts'
import type { LookedFor, ShortLook } from '../lint/look.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'

/** All that a thread needs; what is shared is not copied. */
export interface LookJob {
  readonly files: readonly string[]
  /** The contents of the files, one behind the other. */
  readonly bytes: SharedArrayBuffer
  /** The end of each of them. */
  readonly ends: Int32Array
  /** One number: the chunk that is next. */
  readonly next: Int32Array
  readonly wanted: LookedFor
}

export interface ChunkLook {
  readonly chunk: number
  /** One for each file, in order. */
  readonly looks: readonly ShortLook[]
  /** The widest grants of sound policies, as JSON. */
  readonly grants: string
}

const FILES_A_CHUNK = 32

export interface ReadFile {
  readonly file: string
  readonly bytes: Uint8Array
}

export function jobFor(files: readonly ReadFile[], wanted: LookedFor): LookJob {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const shared = new SharedArrayBuffer(total)
  const all = new Uint8Array(shared)
  const ends = new Int32Array(new SharedArrayBuffer(4 * files.length))
  let end = 0
  for (const [index, { bytes }] of files.entries()) {
    all.set(bytes, end)
    end += bytes.length
    ends[index] = end
  }
  const next = new Int32Array(new SharedArrayBuffer(4))
  return { files: files.map(({ file }) => file), bytes: shared, ends, next, wanted }
}

/** Looks at chunks until none is left. */
export function takeChunks(job: LookJob): readonly ChunkLook[] {
  const looks: ChunkLook[] = []
  const looker = new FileLooker(job.wanted)
  for (let chunk = Atomics.add(job.next, 0, 1); chunk < chunksOf(job); chunk = Atomics.add(job.next, 0, 1))
    looks.push(lookAtChunk(job, chunk, looker))
  return looks
}

export function chunksOf({ files }: LookJob): number {
  return Math.ceil(files.length / FILES_A_CHUNK)
}

/** Indexes of the files of a chunk. */
export function filesIn({ files }: LookJob, chunk: number): readonly number[] {
  const first = chunk * FILES_A_CHUNK
  const length = Math.min(FILES_A_CHUNK, files.length - first)
  return Array.from({ length }, (_, at) => first + at)
}

function lookAtChunk(job: LookJob, chunk: number, looker: FileLooker): ChunkLook {
  const parsed = filesIn(job, chunk).map((index) =>
    parsePolicyFile(job.files[index] ?? '', bytesIn(job, index)),
  )
  const looks = parsed.map((file) => looker.lookAt(file))
  return { chunk, looks, grants: JSON.stringify(looker.grantsOf(parsed)) }
}

/** A copy of the contents of a file. */
export function bytesIn({ bytes, ends }: LookJob, index: number): Uint8Array {
  return new Uint8Array(bytes).slice(ends[index - 1] ?? 0, ends[index])
}
