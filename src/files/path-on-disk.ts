/** Questions about a path that read no file. */
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { foldersIn } from './folders-in.ts'
import { isThere, statsAt } from './stats-at.ts'

/** Tells whether a path is a file, links followed, and no folder, pipe or device. @param path absolute. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Tells whether a path is an empty folder, or does not exist. @param path absolute. */
export function folderIsEmpty(path: string): boolean {
  const found = statsAt(path)
  if (found === undefined) return true
  return found.isDirectory() && readdirSync(path).length === 0
}

/**
 * Tells whether nothing exists under that name; a link or a file is left to the
 * reader.
 * @param path absolute. @returns null if something exists; else the neighbouring
 * folder that may be meant.
 */
export function missingFolder(path: string): { readonly meant: string | null } | null {
  if (isThere(path)) return null
  return { meant: didYouMean(basename(path), foldersIn(dirname(path))) }
}

/** Resolves the links of a path; returns the path itself if that fails. @param path absolute. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
