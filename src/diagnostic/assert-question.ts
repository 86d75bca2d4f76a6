/**
 * Checks questions of callers without types, as in JavaScript: a misspelled demand must not count as none,
 * and the text 'false' must not count as a yes.
 */
import { docsPage } from './docs-page.ts'
import { PolicyctlError } from './policyctl-error.ts'

export interface FieldCheck {
  /** 'true or false': follows 'must be'. */
  readonly wanted: string
  readonly allows: (value: unknown) => boolean
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values that fields of questions can have. */
export const FIELD = {
  flag: { wanted: 'true or false', allows: (value: unknown) => typeof value === 'boolean' },
  text: { wanted: 'a text', allows: isText },
  textOrNull: { wanted: 'a text or null', allows: (value: unknown) => value === null || isText(value) },
  texts: { wanted: 'a list of texts', allows: isTexts },
  textsOrNull: {
    wanted: 'a list of texts or null',
    allows: (value: unknown) => value === null || isTexts(value),
  },
  number: {
    wanted: 'a number that is not negative',
    allows: (value: unknown) => typeof value === 'number' && value >= 0,
  },
  object: { wanted: 'an object', allows: isObject },
  function: { wanted: 'a function', allows: (value: unknown) => typeof value === 'function' },
  /** A side, a sender, a call: objects that their `kind`, `by` or `from` tells apart. */
  side: { wanted: "a side, such as parseSideName('live') returns", allows: hasText('kind') },
  sender: {
    wanted: "{ by: 'agent', agent }, { by: 'policies', policies } or { by: 'all' }",
    allows: hasText('by'),
  },
  called: { wanted: "{ from: 'request', agent, request } or { from: 'log', log }", allows: hasText('from') },
} as const satisfies Readonly<Record<string, FieldCheck>>

function hasText(key: string): (value: unknown) => boolean {
  return (value) => isObject(value) && isText((value as Readonly<Record<string, unknown>>)[key])
}

export function oneOf(...values: readonly (string | null)[]): FieldCheck {
  const wanted = values.map((value) => (value === null ? 'null' : `'${value}'`)).join(' or ')
  return { wanted, allows: (value) => values.some((one) => one === value) }
}

export function someOf(values: readonly string[]): FieldCheck {
  return {
    wanted: `a list of ${values.join(', ')}`,
    allows: (value) => Array.isArray(value) && value.every((one) => values.includes(one)),
  }
}

export function optional({ wanted, allows }: FieldCheck): FieldCheck {
  return { wanted: `${wanted}, or absent`, allows: (value) => value === undefined || allows(value) }
}

/**
 * @param asker the name of the function that was asked.
 * @param fields every field that the question may have.
 * @throws PolicyctlError usage if a field is missing, unknown or of another type.
 */
export function assertQuestion<Question extends object>(
  asker: string,
  question: Question,
  fields: { readonly [Key in keyof Required<Question>]: FieldCheck },
): void {
  const given: unknown = question
  if (!isObject(given))
    throw wrongQuestion(`the question of ${asker} must be an object, and is ${shown(given)}`)
  const checks = Object.entries<FieldCheck>(fields)
  for (const [name, { wanted, allows }] of checks) {
    const value = (question as Readonly<Record<string, unknown>>)[name]
    if (!allows(value))
      throw wrongQuestion(`${name} in the question of ${asker} must be ${wanted}, and is ${shown(value)}`)
  }
  const unknown = Object.keys(question).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined)
    throw wrongQuestion(
      `the question of ${asker} has no field '${unknown}'; it has ${checks.map(([name]) => name).join(', ')}`,
    )
}

function wrongQuestion(message: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message,
    hint: `${docsPage('library.md')} lists the fields of each question`,
  })
}

/** Names the value by its type; a short word is shown, since it is probably misspelled. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'string') return /^[\w-]{1,20}$/.test(value) ? `'${value}'` : 'a text'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
