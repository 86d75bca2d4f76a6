/** Reads a field of a record by its dotted path, `labels.agent`. A key that contains dots is found, too. */

import { type Fields, isFields } from '../policy/shape.ts'

export const FIELD_NAMES = [
  'method',
  'url',
  'agent',
  'tool',
  'time',
  'scheme',
  'authority',
  'path',
  'capability',
] as const
export type FieldName = (typeof FIELD_NAMES)[number]

/** Paths by field; other fields are where their format usually has them. */
export type FieldPaths = Readonly<Partial<Record<FieldName, string>>>

/** Reads a value; undefined or null: there is none. */
export type Getter = (record: Fields) => unknown

function getterOf(path: string): Getter {
  if (!path.includes('.')) return (record) => own(record, path)
  const keys = path.split('.')
  return (record) => own(record, path) ?? keys.reduce<unknown>(below, record)
}

/** Access logs write this, or nothing, for a value that there is not. */
export const PLACEHOLDER = '-'

/** Reads the first of several paths that has a value; a placeholder is one only if no other path has any. */
export function firstOf(paths: readonly string[]): Getter {
  const [only, ...others] = paths
  if (only !== undefined && others.length === 0) return getterOf(only)
  const getters = paths.map(getterOf)
  return (record) => {
    let empty: unknown
    for (const get of getters) {
      const value = get(record)
      if (value === PLACEHOLDER || value === '') empty ??= value
      else if (value !== undefined && value !== null) return value
    }
    return empty
  }
}

function below(value: unknown, key: string): unknown {
  return isFields(value) ? own(value, key) : undefined
}

/** An inherited property, such as `constructor`, is no field. */
function own(record: Fields, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
