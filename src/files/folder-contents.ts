import { join } from 'node:path'
import { findPolicyPaths, type PolicyFolder, type PolicyPaths } from './policy-paths.ts'
import { piecewiseReader, readBytes } from './read-bytes.ts'

/** A policy folder with the bytes of its files, which all readers share. */
export interface FolderContents {
  readonly paths: PolicyPaths
  /** @param file one of `paths`. @throws the system's error if it could not be read. */
  bytesOf(file: string): Uint8Array
}

/** Reads all files at once. @throws as findPolicyPaths. */
export function readFolderContents(folder: PolicyFolder): FolderContents {
  const paths = findPolicyPaths(folder)
  const read = piecewiseReader()
  const contents = new Map<string, unknown>()
  for (const file of [...paths.policies, ...paths.tests])
    try {
      contents.set(file, read(pathBelow(folder.root, file)))
    } catch (error) {
      contents.set(file, error)
    }
  return {
    paths,
    bytesOf: (file) => {
      const content = contents.get(file)
      if (content instanceof Uint8Array) return content
      throw content
    },
  }
}

/** Joins a root and a normalised path. `join` does the same and is slow. */
function pathBelow(root: string, file: string): string {
  return file.startsWith('../') ? join(root, file) : `${root}/${file}`
}

/** Reads each file when it is asked for. @throws as findPolicyPaths. */
export function openFolder(folder: PolicyFolder): FolderContents {
  return {
    paths: findPolicyPaths(folder),
    bytesOf: (file) => readBytes(join(folder.root, file)),
  }
}
