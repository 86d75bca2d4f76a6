import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const PLACES = ['schema', 'node_modules/policyctl/schema']

export type SchemaName = 'policy' | 'policy-test' | 'config'

/**
 * Path of a schema, relative to the folder of `file`, as an editor resolves it; null
 * if the project has no schema, or if the path has a blank. Both are absolute.
 */
export function schemaPath(root: string, file: string, of: SchemaName = 'policy'): string | null {
  const place = PLACES.map((path) => join(root, path, `${of}.schema.json`)).find((path) => existsSync(path))
  if (place === undefined) return null
  const path = relative(dirname(file), place).replaceAll('\\', '/')
  // Editors end the path at the first blank.
  return /\s/.test(path) ? null : path
}
