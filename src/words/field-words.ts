/** The values of fields in one line; nothing is made safe here, that is up to where they go. */
import { fieldAt } from '../policy/fields.ts'

const EMPTY = '–'

/** `POST, PUT`, `4h`, `groups finance`. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return EMPTY
  if (Array.isArray(value)) return value.length === 0 ? EMPTY : value.map(itemWords).join(', ')
  if (typeof value === 'object') return entryWords(value as Fields)
  return String(value)
}

/** How one of what a selector lists is called. */
const ONE_OF: Readonly<Record<string, string>> = {
  operations: 'method',
  resource: 'URL',
  toolIds: 'tool',
  capabilities: 'capability',
}

/**
 * What the absence of a field means where it means everything: a rule that
 * loses its operations is not narrowed. null for other fields.
 *
 * @param path of a FieldChange.
 */
export function absentWords(path: string): string | null {
  const field = /^(?:rule \d+|route .*) (\w+)$/s.exec(path)?.[1] ?? ''
  if (fieldAt('route', field)?.isSelector !== true) return null
  return `any ${ONE_OF[field] ?? field}`
}

type Fields = Readonly<Record<string, unknown>>

function entryWords(fields: Fields): string {
  const { permission, operations, resource, tags, ...rest } = fields
  const isRule = typeof permission === 'string'
  const words = isRule ? [permission, listWords(operations), valueWords(resource ?? '*'), tagWords(tags)] : []
  const others = Object.entries(isRule ? rest : fields).map(([key, value]) => `${key} ${itemWords(value)}`)
  return [...words.filter((word) => word !== ''), ...others].join(isRule ? ' ' : ', ')
}

function listWords(operations: unknown): string {
  return Array.isArray(operations) ? operations.map(itemWords).join(' ') : ''
}

function tagWords(tags: unknown): string {
  return tags === undefined ? '' : `[${valueWords(tags)}]`
}

function itemWords(value: unknown): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? `(${entryWords(value as Fields)})`
    : valueWords(value)
}
