/** Reads the imports of the sources, type imports included, with a parser of its own. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parse } from '@babel/parser'

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
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] })
  // Statements are enough, unless somewhere below them a module is named in an expression or a type.
  const nodes = text.includes('import(') ? program : program.body.map((statement) => ownStatement(statement))
  return [...new Set(specifiersIn(nodes))].map((specifier) => resolve(file, specifier))
}

function ownStatement({ type, ...fields }: { readonly type: string }): unknown {
  return { type, source: (fields as { source?: unknown }).source }
}

/** Of every node that names a module: imports, re-exports, import(), and import('x') in a type. */
function specifiersIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(specifiersIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, ...fields } = node as Record<string, unknown>
  return [...ownSpecifiers(String(type), fields), ...Object.values(fields).flatMap(specifiersIn)]
}

function ownSpecifiers(type: string, fields: Record<string, unknown>): readonly string[] {
  if (type === 'CallExpression' && isNode(fields.callee, 'Import')) return stringsIn(fields.arguments)
  if (type === 'ImportExpression' || type.startsWith('Import') || type.startsWith('Export'))
    return stringsIn([fields.source])
  return type === 'TSImportType' ? stringsIn([fields.argument]) : []
}

function isNode(node: unknown, type: string): boolean {
  return (node as { type?: unknown } | null)?.type === type
}

function stringsIn(nodes: unknown): readonly string[] {
  const literals = Array.isArray(nodes) ? nodes : []
  return literals.flatMap((literal) => {
    const text = literal?.literal?.value ?? literal?.value
    return typeof text === 'string' ? [text] : []
  })
}

function resolve(file: string, specifier: string): Import {
  const isLocal = specifier.startsWith('.')
  return { from: file, to: isLocal ? normalize(join(dirname(file), specifier)) : specifier, isLocal }
}
