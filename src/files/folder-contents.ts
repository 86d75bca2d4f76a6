import { join } from 'node:path'
import { findPolicyPaths, type PolicyFolder, type PolicyPaths } from './policy-paths.ts'
import { readBytes } from './read-bytes.ts'

/** A policy folder with the bytes of its files as they were when they were read, once for all who look at them. */
export interface FolderContents {
  readonly paths: PolicyPaths
  /** @param file one of `paths`. @throws the system's error, where it could not be read. */
  bytesOf(file: string): Uint8Array
}

/** Reads all there is, at once. @param found is told the paths before they are read. @throws as findPolicyPaths. */
export function readFolderContents(
  folder: PolicyFolder,
  found: (paths: PolicyPaths) => void = () => {},
): FolderContents {
  const paths = findPolicyPaths(folder)
  found(paths)
  const contents = new Map(
    [...paths.policies, ...paths.tests].map((file) => [
      file,
      attempt(() => readBytes(join(folder.root, file))),
    ]),
  )
  return {
    paths,
    bytesOf: (file) => {
      const content = contents.get(file)
      if (content instanceof Uint8Array) return content
      throw content
    },
  }
}

function attempt(read: () => Uint8Array): Uint8Array | unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

/** Reads each file when it is asked for. @throws as findPolicyPaths. */
export function openFolder(folder: PolicyFolder): FolderContents {
  return {
    paths: findPolicyPaths(folder),
    bytesOf: (file) => readBytes(join(folder.root, file)),
  }
}
