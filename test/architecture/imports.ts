/** Reads the imports of the sources, type imports included, with a parser of its own. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'

export interface Import {
  /** Importing file, relative to src/. */
  readonly from: string
  /** Imported file relative to src/, or the package's specifier. */
  readonly to: string
  readonly isLocal: boolean
}

/** Every module below `root`, generated and declaration files included. */
export function modulesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

export function importsOf(root: string, file: string): readonly Import[] {
  return importsIn(file, readFileSync(join(root, file), 'utf8'))
}

export function importsIn(file: string, text: string): readonly Import[] {
  const { module } = parseSync(file, text)
  const statics = module.staticImports.map((item) => item.moduleRequest.value)
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  )
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
  )
  // import('x') in a type position is no module import for the parser.
  const inTypes = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((match) => match[1] ?? '')
  return [...new Set([...statics, ...exported, ...dynamic, ...inTypes])].map((specifier) =>
    resolve(file, specifier),
  )
}

function resolve(file: string, specifier: string): Import {
  const isLocal = specifier.startsWith('.')
  return { from: file, to: isLocal ? normalize(join(dirname(file), specifier)) : specifier, isLocal }
}
