import { lstatSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { didYouMean } from '../diagnostic/did-you-mean.ts'

/**
 * Whether nothing of that name is there; a link, or a file, is for the reader to judge.
 *
 * @param path absolute. @returns null where something is; else the folder beside it that may be meant.
 */
export function missingFolder(path: string): { readonly meant: string | null } | null {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return null
  return { meant: didYouMean(basename(path), foldersIn(dirname(path))) }
}

function foldersIn(path: string): readonly string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch {
    return []
  }
}
