/**
 * The methods that a comparison tells apart, numbered: the nine of HTTP, one
 * number for any other name, and one for each custom name that a rule uses.
 * Masks hold 30 of them at a time; more are worked through page by page.
 */
import { METHODS, type Selector } from './reading.ts'

const PAGE = 30
const OTHER = METHODS.length

export interface MethodSpace {
  /** Custom names, sorted; they follow the number for 'any other'. */
  readonly customs: readonly string[]
  /** Their numbers. */
  readonly numbers: ReadonlyMap<string, number>
  readonly size: number
  readonly pages: number
}

export function methodSpace(selectors: Iterable<Selector>): MethodSpace {
  const customs = new Set<string>()
  for (const { methods } of selectors)
    for (const method of methods) if (!METHODS.includes(method)) customs.add(method)
  const size = OTHER + 1 + customs.size
  const sorted = [...customs].sort()
  const numbers = new Map(sorted.map((name, index) => [name, OTHER + 1 + index]))
  return { customs: sorted, numbers, size, pages: Math.ceil(size / PAGE) }
}

/** Bits of all methods of a page. */
export function wholePage(space: MethodSpace, page: number): number {
  const count = Math.min(PAGE, space.size - page * PAGE)
  return 2 ** count - 1
}

export function maskOf(selector: Selector, space: MethodSpace, page: number): number {
  if (selector.methods.length === 0) return wholePage(space, page)
  let mask = 0
  for (const method of selector.methods) {
    const number = numberOf(method, space) - page * PAGE
    if (number >= 0 && number < PAGE) mask |= 1 << number
  }
  return mask
}

/** Numbers of the methods whose bits are set. */
export function numbersIn(mask: number, page: number): readonly number[] {
  const numbers: number[] = []
  for (let bit = 0; bit < PAGE; bit += 1) if ((mask & (1 << bit)) !== 0) numbers.push(page * PAGE + bit)
  return numbers
}

export function numberOf(method: string, space: MethodSpace): number {
  const known = METHODS.indexOf(method)
  return known >= 0 ? known : (space.numbers.get(method) ?? OTHER)
}

/** The words of a region for a set of methods: their names, or '*' without the names that are missing. */
export function wordMethods(
  numbers: readonly number[],
  { customs }: MethodSpace,
): { readonly operations: readonly string[]; readonly exceptOperations: readonly string[] } {
  const names = customs.length === 0 ? METHODS : [...METHODS, ...customs]
  const members = new Set(numbers)
  const isIn = names.map((_, index) => members.has(index < OTHER ? index : index + 1))
  return members.has(OTHER)
    ? { operations: ['*'], exceptOperations: names.filter((_, index) => isIn[index] === false) }
    : { operations: names.filter((_, index) => isIn[index] === true), exceptOperations: [] }
}

/** A method of the set, for a witness. */
export function someMethod(numbers: readonly number[], { customs }: MethodSpace): string {
  const first = numbers.reduce((least, number) => Math.min(least, number))
  if (first !== OTHER) return METHODS[first] ?? customs[first - OTHER - 1] ?? ''
  return otherMethod(customs)
}

/** A name that is none of HTTP's and none of these. */
export function otherMethod(customs: readonly string[]): string {
  const taken = new Set(customs)
  const likely = ['PROPFIND', 'PURGE', 'REPORT'].find((name) => !taken.has(name))
  if (likely !== undefined) return likely
  let suffix = 1
  while (taken.has(`OTHER${suffix}`)) suffix += 1
  return `OTHER${suffix}`
}
