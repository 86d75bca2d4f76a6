/** Answering questions until none is left cuts all requests into cases that exclude each other, and in each an atom applies or not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Assumption,
  answer,
  applies,
  type Choice,
  nothingAssumed,
  type Question,
} from '../../../src/access/compare/assumption.ts'
import type { Atom } from '../../../src/access/compare/atom.ts'

interface Call {
  readonly tags: readonly string[]
  readonly globs: readonly string[]
  readonly tool: string | null
  readonly capability: string | null
}

const TAGS = ['money', 'pii']
const GLOBS = ['https://*.a/*', 'https://*/b/*']
const TOOLS = ['x', 'y', 'z']
const CAPABILITIES = ['c', 'd']

const subsets = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.reduce<readonly (readonly Item[])[]>(
    (sets, item) => sets.flatMap((set) => [set, [...set, item]]),
    [[]],
  )

/** A value that nobody names stands for all others. */
const CALLS: readonly Call[] = subsets(TAGS).flatMap((tags) =>
  subsets(GLOBS).flatMap((globs) =>
    [...TOOLS, 'other', null].flatMap((tool) =>
      [...CAPABILITIES, 'other', null].map((capability) => ({ tags, globs, tool, capability })),
    ),
  ),
)

const anyAtom: fc.Arbitrary<Atom> = fc
  .record({
    tags: fc.subarray(TAGS),
    glob: fc.option(fc.constantFrom(...GLOBS)),
    tools: fc.subarray(TOOLS),
    capabilities: fc.subarray(CAPABILITIES),
    isRoute: fc.boolean(),
  })
  .map(({ isRoute, tools, capabilities, ...shared }): Atom => {
    if (!isRoute) return { kind: 'rule', id: 1, permission: 'allow', policy: -1, ...shared }
    return { kind: 'route', id: 1, policy: 0, tools, capabilities, taken: TAKEN, ...shared }
  })

const TAKEN = {
  policy: 'p',
  route: 0,
  name: 'r',
  approvers: { groups: [], match: 'any' as const },
  duration: null,
  delivery: null,
}

/** What the words of an atom say, plainly. */
function isMatch(atom: Atom, { tags, globs, tool, capability }: Call): boolean {
  const isTagged = atom.tags.length === 0 || atom.tags.some((tag) => tags.includes(tag))
  const isPlace = atom.glob === null || globs.includes(atom.glob)
  if (atom.kind === 'rule') return isTagged && isPlace
  const isTool = atom.tools.length === 0 || (tool !== null && atom.tools.includes(tool))
  const isCapable =
    atom.capabilities.length === 0 || (capability !== null && atom.capabilities.includes(capability))
  return isTagged && isPlace && isTool && isCapable
}

function isChosen({ only, except }: Choice, value: string | null): boolean {
  if (only !== null) return value !== null && only.includes(value)
  return value === null || !except.includes(value)
}

function isGiven(given: Assumption, { tags, globs, tool, capability }: Call): boolean {
  return (
    given.withTags.every((tag) => tags.includes(tag)) &&
    !given.withoutTags.some((tag) => tags.includes(tag)) &&
    given.matching.every((glob) => globs.includes(glob)) &&
    !given.missing.some((glob) => globs.includes(glob)) &&
    isChosen(given.tools, tool) &&
    isChosen(given.capabilities, capability)
  )
}

function casesOf(atoms: readonly Atom[]): readonly Assumption[] {
  const cases: Assumption[] = []
  const open = [nothingAssumed()]
  let steps = 0
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const assumed = given
    steps += 1
    if (steps > 100_000) throw new Error('a question is asked again and again')
    const question = atoms
      .map((atom) => applies(atom, assumed))
      .find((one): one is Question => typeof one === 'object')
    if (question === undefined) cases.push(assumed)
    else open.push(...answer(question, assumed))
  }
  return cases
}

test('every call is in one case, which says of each atom what its words say', () => {
  const property = fc.property(fc.array(anyAtom, { minLength: 1, maxLength: 4 }), (atoms) => {
    const cases = casesOf(atoms)
    for (const call of CALLS) {
      const own = cases.filter((given) => isGiven(given, call))
      expect(own).toHaveLength(1)
      for (const atom of atoms) expect(applies(atom, own[0] ?? nothingAssumed())).toBe(isMatch(atom, call))
    }
  })
  fc.assert(property, { numRuns: 200 })
})
