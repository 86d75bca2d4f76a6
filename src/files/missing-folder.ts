import { lstatSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { didYouMean } from '../diagnostic/did-you-mean.ts'

/**
 * Tells whether nothing exists under that name; a link or a file is left to the
 * reader.
 * @param path absolute. @returns null if something exists; else the neighbouring
 * folder that may be meant.
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
