/** The values of fields in one line; nothing is made safe here, that is up to where they go. */

const EMPTY = '–'

/** `POST, PUT`, `4h`, `groups finance`. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return EMPTY
  if (Array.isArray(value)) return value.length === 0 ? EMPTY : value.map(itemWords).join(', ')
  if (typeof value === 'object') return entryWords(value as Fields)
  return String(value)
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
