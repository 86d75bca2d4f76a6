/**
 * Numbers what rules say beside their methods: the permission, the pattern, the tags. A resource
 * is read once, however many rules have it, since a policy that is written in another way mostly
 * names the same ones.
 */
import { PERMISSIONS, type Permission, type Rule } from '../../policy/policy.ts'
import { parsePattern, patternText } from './pattern.ts'
import { tagsOf } from './reading.ts'

/** One for the rules that are compared with each other. */
export class Sayings {
  readonly #patternsAsWritten = new Map<string, number>()
  readonly #patterns = new Map<string, number>()
  readonly #others = new Map<string, number>()

  /** Equal numbers: equal but for their methods. */
  of(rule: Rule): number {
    const pattern = this.#patternOf(rule.resource)
    const tags = tagsOf(rule)
    const permission = PERMISSIONS.indexOf(rule.permission)
    if (tags.length === 0 && permission >= 0) return pattern * PERMISSIONS.length + permission
    return -1 - numberOf(this.#others, textOf(rule.permission, pattern, tags))
  }

  #patternOf(resource: unknown): number {
    const written = typeof resource === 'string' ? resource : ''
    const known = this.#patternsAsWritten.get(written)
    if (known !== undefined) return known
    const number = numberOf(this.#patterns, patternText(parsePattern(written)))
    this.#patternsAsWritten.set(written, number)
    return number
  }
}

/** Servers may send anything in the place of a permission; rules without one say nothing, all alike. */
function textOf(permission: Permission | undefined, pattern: number, tags: readonly string[]): string {
  return permission === undefined ? '' : JSON.stringify([permission, pattern, tags])
}

/** Numbers in the order in which they are asked for. */
function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, numbers.size)
  return numbers.size - 1
}
