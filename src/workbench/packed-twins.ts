/** Leaves out packed copies of logs: `access.log.gz` beside `access.log`, as rotation and globs bring them along. */
import { resolve } from 'node:path'
import type { SkippedLine } from '../calls/log-reading.ts'
import { repeatedOf } from '../calls/packed-twin.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { fileIdentity, isPlainFile, logBytes } from '../files/read-text.ts'
import type { Context } from './context.ts'

const PACKED = /\.gz$/i

export interface LogsToRead {
  readonly files: readonly string[]
  /** The places from which packed logs that are left out cannot be read: what they have there is in no other log. */
  readonly unread: readonly SkippedLine[]
}

/**
 * Calls that were counted twice would look like use. If neither begins as the other does, both count. Each is said.
 *
 * @param files that exist, each once; '-' for standard input.
 */
export async function withoutPackedTwins(
  files: readonly string[],
  { cwd, notify }: Context,
): Promise<LogsToRead> {
  const path = (file: string): string => resolve(cwd, file)
  const plain = new Set(files.filter((file) => file !== '-' && isPlainFile(path(file))))
  const byIdentity = new Map([...plain].map((file) => [fileIdentity(path(file)), file]))
  const [twins, others, unread]: [string[], string[], SkippedLine[]] = [[], [], []]
  for (const file of plain) {
    const beside = path(file).replace(PACKED, '')
    if (beside === path(file) || !isPlainFile(beside)) continue
    const twin = byIdentity.get(fileIdentity(beside))
    if (twin === undefined) continue
    const repeated = await repeatedOf(logBytes(path(file)), logBytes(path(twin)))
    if (repeated === null) others.push(file)
    else twins.push(repeated.log === 'packed' ? file : twin)
    if (repeated !== null && repeated.fault !== null) unread.push({ file, ...repeated.fault })
  }
  if (twins.length > 0)
    notify({
      kind: 'note',
      text: `not counted again, since all its calls that can be read are in the log of that name beside it, packed or plain: ${firstNames(twins, MOST_NAMED)}`,
    })
  if (others.length > 0)
    notify({
      kind: 'warning',
      text: `counted beside the log of the same name, since it begins otherwise: ${firstNames(others, MOST_NAMED)}; calls that are in both count twice`,
    })
  return { files: files.filter((file) => !twins.includes(file)), unread }
}

const MOST_NAMED = 5
