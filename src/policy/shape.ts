/**
 * Describes the first fault in the shape of a value that a server sent or a ledger
 * has: its place and its type, never its text. null: it has none.
 */

export type Fault = string | null
export type Fields = { readonly [key: string]: unknown }
/** The kinds of fields without objects in them. */
export type PlainKind = 'text' | 'texts' | 'flag'
/** The types that known fields may have. */
export type Kinds = Readonly<Record<string, PlainKind>>

/** Deeper than any spec, and safe for code that recurses over it. */
const DEEPEST = 32

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function faultOfObject(value: unknown, at: string): Fault {
  return isFields(value) ? null : `${at} is ${nameOf(value)}, not an object`
}

export function faultOfText(value: unknown, at: string): Fault {
  return typeof value === 'string' ? null : `${at} is ${nameOf(value)}, not a text`
}

export function faultOfList(value: unknown, at: string): Fault {
  return Array.isArray(value) ? null : `${at} is ${nameOf(value)}, not a list`
}

/** @param faultOf finds the fault of an item, whose place is `at[index]`. */
export function faultOfItems(
  value: unknown,
  at: string,
  faultOf: (item: unknown, at: string) => Fault,
): Fault {
  if (!Array.isArray(value)) return faultOfList(value, at)
  // The text of the place is made only for a faulty item: there may be thousands.
  const index = value.findIndex((item) => faultOf(item, at) !== null)
  return index === -1 ? null : faultOf(value[index], `${at}[${index}]`)
}

/** Checks the fields that are present; a field that `kinds` does not name may hold anything. */
export function faultOfFields(value: unknown, at: string, kinds: Kinds): Fault {
  if (!isFields(value)) return faultOfObject(value, at)
  for (const key in kinds) {
    const field = Object.hasOwn(value, key) ? value[key] : undefined
    if (field !== undefined && !isKind(field, kinds[key]))
      return faultOfField(field, `${at}.${key}`, kinds[key])
  }
  return null
}

function isKind(value: unknown, kind: PlainKind | undefined): boolean {
  if (kind === 'texts') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  return typeof value === (kind === 'text' ? 'string' : 'boolean')
}

function faultOfField(value: unknown, at: string, kind: PlainKind | undefined): Fault {
  if (kind === 'text') return faultOfText(value, at)
  if (kind === 'flag') return `${at} is ${nameOf(value)}, not true or false`
  if (!Array.isArray(value)) return faultOfList(value, at)
  return faultOfText(
    value.find((item) => typeof item !== 'string'),
    `${at}[]`,
  )
}

/** Refuses what no ordinary writer produces: endless nesting, `__proto__`. */
export function faultOfNesting(value: unknown, at: string, depth = 0): Fault {
  if (typeof value !== 'object' || value === null) return null
  if (depth > DEEPEST) return `${at} is nested deeper than ${DEEPEST} levels`
  if (Array.isArray(value)) return firstFault(value, (item) => faultOfNesting(item, at, depth + 1))
  for (const key in value) {
    if (key === '__proto__') return `${at} has a field called __proto__`
    const fault = faultOfNesting((value as Fields)[key], at, depth + 1)
    if (fault !== null) return fault
  }
  return null
}

function firstFault(items: readonly unknown[], faultOf: (item: unknown) => Fault): Fault {
  for (const item of items) {
    const fault = faultOf(item)
    if (fault !== null) return fault
  }
  return null
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
