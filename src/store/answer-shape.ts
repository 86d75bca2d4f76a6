/** Takes `unknown` apart. Every wrong type is an answer-invalid that says where, never what stood there. */
import { type Answer, answerInvalid } from './answer.ts'

export type Fields = { readonly [key: string]: unknown }

/** Deeper than any spec, and shallow enough for whatever recurses over it later. */
const DEEPEST = 32

export function objectOf(answer: Answer, value: unknown, at: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw answerInvalid(answer, `${at} is ${nameOf(value)}, not an object`)
}

export function listOf(answer: Answer, value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw answerInvalid(answer, `${at} is ${nameOf(value)}, not a list`)
}

export function textOf(answer: Answer, value: unknown, at: string): string {
  if (typeof value === 'string') return value
  throw answerInvalid(answer, `${at} is ${nameOf(value)}, not a text`)
}

/** Throws unless the fields that are there are texts, lists of texts, or as `kinds` says. */
export function checkFields(
  answer: Answer,
  { fields, at }: { fields: Fields; at: string },
  kinds: Readonly<Record<string, 'text' | 'texts' | 'boolean'>>,
): void {
  for (const [key, kind] of Object.entries(kinds)) {
    const value = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (value === undefined) continue
    if (kind === 'text') textOf(answer, value, `${at}.${key}`)
    else if (kind === 'texts')
      for (const item of listOf(answer, value, `${at}.${key}`)) textOf(answer, item, `${at}.${key}[]`)
    else if (typeof value !== 'boolean')
      throw answerInvalid(answer, `${at}.${key} is ${nameOf(value)}, not true or false`)
  }
}

/**
 * The value without fields that are null, which a Go server writes for empty
 * lists. Refuses what no honest server sends: endless nesting, `__proto__`.
 */
export function withoutNulls(
  answer: Answer,
  value: unknown,
  { at, depth = 0 }: { at: string; depth?: number },
): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) throw answerInvalid(answer, `${at} is nested deeper than ${DEEPEST} levels`)
  const below = { at, depth: depth + 1 }
  if (Array.isArray(value)) return value.map((item) => withoutNulls(answer, item, below))
  if (Object.hasOwn(value, '__proto__')) throw answerInvalid(answer, `${at} has a field called __proto__`)
  const kept = Object.entries(value).filter(([, child]) => child !== null)
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutNulls(answer, child, below)]))
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
