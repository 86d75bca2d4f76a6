/**
 * Lets tests load src/ as modules that are compiled once before all of them (build/modules.mjs), and that
 * Node loads itself.
 *
 * Vitest's own way keeps the text of each module three times. Whoever starts a process copies the page
 * tables of all that it keeps, so those texts made each start of git dearer, besides what compiling cost.
 */
import { join, resolve } from 'node:path'

/** Below the root of the repository. */
export const BUILT = '.built'

/** Modules that vitest leaves to Node. */
export const IS_BUILT = /\/\.built\//

interface Resolved {
  readonly id: string
  readonly external: true
}

/** @param root of the repository. @returns a plugin of Vite: whatever is imported out of src/ comes out of .built/. */
export function builtSources(root: string): {
  readonly name: string
  readonly enforce: 'pre'
  resolveId(specifier: string, importer: string | undefined): Resolved | null
} {
  const sources = join(root, 'src/')
  return {
    name: 'built-sources',
    enforce: 'pre',
    resolveId: (specifier, importer) => {
      if (!specifier.startsWith('.') || importer === undefined) return null
      const path = resolve(importer, '..', specifier)
      if (!path.startsWith(sources)) return null
      const built = path.slice(sources.length).replace(/\.ts$/, '.js')
      return { id: join(root, BUILT, built), external: true }
    },
  }
}
