import { lstatSync, type Stats } from 'node:fs'

/** @returns undefined where nothing has that name, also because a file stands where its folder was. A link is not followed. */
export function diskEntry(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}
