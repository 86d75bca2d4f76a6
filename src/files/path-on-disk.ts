/** Answers questions about a path without reading a file. */
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { foldersIn } from './folders-in.ts'
import { isThere, statsAt } from './stats-at.ts'

/** Tells whether a path is a regular file or a link to one. @param path absolute. */
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
 * Tells whether nothing exists at a path. If a link or a file does, the code that
 * reads the folder reports it.
 * @param path absolute. @returns null if something exists; else, as `meant`, a folder
 * beside it with a similar name.
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
