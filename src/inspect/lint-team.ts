/**
 * Looks at many policy files on several threads, this one among them. What a
 * thread found is believed only if every thread answered and every file was
 * looked at: a thread that dies ends the run.
 */
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { FolderContents } from '../files/folder-contents.ts'
import { unreadable } from '../files/policy-files.ts'
import { causeOf, fileFinding } from '../files/unreadable-file.ts'
import type { LookedFor } from '../lint/look.ts'
import { LookedFile } from '../lint/looked-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import {
  bytesIn,
  type ChunkLook,
  chunksOf,
  filesIn,
  jobFor,
  type LookJob,
  type ReadFile,
  takeChunks,
} from './lint-chunks.ts'

/** Threads beside this one. */
export interface Team {
  /** @returns a look at every chunk, by number. @throws PolicyctlError thread-lost */
  look(job: LookJob): Promise<readonly ChunkLook[]>
  /** Ends the threads, whatever they are at. */
  end(): void
}

/** @param limits of the memory of each thread; by itself Node chooses them. */
export function startTeam(threads: number, script: URL, limits: ResourceLimits = {}): Team {
  const workers = Array.from(
    { length: threads },
    () => new Worker(script, { env: {}, resourceLimits: limits }),
  )
  const answers = workers.map(answerOf)
  return {
    look: async (job) => {
      for (const worker of workers) worker.postMessage(job)
      const own = takeChunks(job)
      return complete(job, [own, ...(await Promise.all(answers))])
    },
    end: () => {
      for (const worker of workers) void worker.terminate()
    },
  }
}

function answerOf(worker: Worker): Promise<readonly ChunkLook[]> {
  const answer = new Promise<readonly ChunkLook[]>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('messageerror', (error) => reject(lost('answered what cannot be read', error)))
    worker.once('error', (error) => reject(lost(`ended: ${error.message}`, error)))
    worker.once('exit', (code) => reject(lost(`ended without an answer (${code})`)))
  })
  // It is waited for later; a thread that is lost before is told then.
  answer.catch(() => {})
  return answer
}

/** In the order of the chunks. @throws PolicyctlError thread-lost, where a file was looked at by nobody. */
function complete(job: LookJob, shares: readonly (readonly ChunkLook[])[]): readonly ChunkLook[] {
  if (!shares.every(Array.isArray)) throw lost('answered something else')
  const looks = new Map(shares.flat().map((look) => [look.chunk, look]))
  return Array.from({ length: chunksOf(job) }, (_, chunk) => {
    const look = looks.get(chunk)
    if (look?.looks.length !== filesIn(job, chunk).length) throw lost('left files out')
    return look
  })
}

function lost(fact: string, cause?: unknown): PolicyctlError {
  return new PolicyctlError('thread-lost', {
    message: `a thread that checks policy files ${fact}: some files were not looked at, so nothing is reported`,
    hint: 'run it again, with more memory if that was it; nothing was written',
    cause,
  })
}

/** The policy files of a folder, sorted, as parsing it gives them; each is parsed again only if somebody asks for more than was found. */
export async function lookedFiles(
  contents: FolderContents,
  wanted: LookedFor,
  team: Team,
): Promise<readonly ParsedFile[]> {
  const files: ParsedFile[] = contents.paths.findings.map(unreadable)
  const read: ReadFile[] = []
  for (const file of contents.paths.policies)
    try {
      read.push({ file, bytes: contents.bytesOf(file) })
    } catch (error) {
      files.push(unreadable(fileFinding('unreadable-file', file, causeOf(error))))
    }
  const job = jobFor(read, wanted)
  for (const { chunk, looks, grants } of await team.look(job)) {
    const together = { wanted, size: looks.length, grants }
    for (const [at, index] of filesIn(job, chunk).entries())
      files.push(
        new LookedFile(job.files[index] ?? '', () => bytesIn(job, index), {
          look: looks[at] ?? '',
          chunk: together,
        }),
      )
  }
  return files.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}
