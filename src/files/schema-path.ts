import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const PLACES = ['schema', 'node_modules/policyctl/schema']

export type SchemaName = 'policy' | 'policy-test' | 'config'

/**
 * Path of a schema as an editor resolves it from `file`; null where the
 * project holds none. Both absolute.
 */
export function schemaPath(root: string, file: string, of: SchemaName = 'policy'): string | null {
  const place = PLACES.map((path) => join(root, path, `${of}.schema.json`)).find((path) => existsSync(path))
  if (place === undefined) return null
  const path = relative(dirname(file), place).replaceAll('\\', '/')
  // The line ends at the first blank.
  return /\s/.test(path) ? null : path
}
