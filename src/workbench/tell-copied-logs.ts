import { resolve } from 'node:path'
import { GzipFault } from '../calls/gunzipped.ts'
import { repeatedOf, unpackedLog } from '../calls/packed-twin.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { isPlainFile, logBytes } from '../files/read-text.ts'
import type { Context } from './context.ts'

/** Bytes by which logs are told apart before they are compared as a whole: most begin with a time of their own. */
const HEAD = 1024
const MOST_NAMED = 5

/**
 * Warns of logs that repeat another one under another name, plain or packed. Both count: logs without times of two
 * machines may be equal.
 *
 * @param files that exist; '-' for standard input.
 */
export async function tellCopiedLogs(files: readonly string[], { cwd, notify }: Context): Promise<void> {
  const path = (file: string): string => resolve(cwd, file)
  const plain = files.filter((file) => file !== '-' && isPlainFile(path(file)))
  if (plain.length < 2) return
  const firsts = new Map<string, string>()
  const copies: string[] = []
  for (const file of plain) {
    const head = await headOf(path(file))
    const first = head === '' ? undefined : firsts.get(head)
    if (first === undefined) firsts.set(head, file)
    else if ((await repeatedOf(logBytes(path(file)), unpackedLog(logBytes(path(first))))) !== null)
      copies.push(`${file} (${first})`)
  }
  if (copies.length > 0)
    notify({
      kind: 'warning',
      text: `the same calls in logs of other names, which count twice: ${firstNames(copies, MOST_NAMED)}; leave out the copies, unless they are calls of their own`,
    })
}

/** @returns the first bytes of a log; '' if it is empty or damaged. */
async function headOf(path: string): Promise<string> {
  const head: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of unpackedLog(logBytes(path))) {
      head.push(chunk.subarray(0, HEAD - length))
      length += head.at(-1)?.length ?? 0
      if (length >= HEAD) break
    }
  } catch (error) {
    if (!(error instanceof GzipFault)) throw error
  }
  return Buffer.concat(head).toString('latin1')
}
