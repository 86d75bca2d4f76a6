/**
 * The monitor: a second, plain reading of what policies mean, apart from the
 * implementation. It evaluates every request of a small universe for every
 * set of policies that an agent might be bound to, under every reading of what
 * the documentation leaves open.
 */
import type { Rule, Spec } from '../../../src/policy/policy.ts'

type World = ReadonlyMap<string, Spec>

interface Call {
  readonly method: string
  readonly url: string
  readonly tags: readonly string[]
}

const URLS = [
  'https://a.example/',
  'https://a.example/x/1',
  'https://a.example/x/2',
  'https://a.example/y/1',
  'https://b.example/1',
  'https://policyctl.invalid/1',
]
const METHODS = ['GET', 'POST', 'PUT']
const TAGS = [[], ['money'], ['pii'], ['money', 'pii']]

export const UNIVERSE: readonly Call[] = URLS.flatMap((url) =>
  METHODS.flatMap((method) => TAGS.map((tags) => ({ method, url, tags }))),
)

/** What the documentation leaves open (docs/access-model.md): a statement that holds has to hold under each. */
interface Reading {
  /** Of a rule with a resource and tags: both have to match, or one of them. */
  readonly isEither: boolean
  /** Whether a rule with neither matches everything, or nothing. */
  readonly isNeitherAll: boolean
}

const PINNED: Reading = { isEither: false, isNeitherAll: true }
const READINGS: readonly Reading[] = [
  PINNED,
  { isEither: true, isNeitherAll: true },
  { isEither: false, isNeitherAll: false },
  { isEither: true, isNeitherAll: false },
]

function isHit(rule: Rule, call: Call, reading: Reading): boolean {
  const { operations = [], resource = '', tags = [] } = rule
  if (operations.length > 0 && !operations.some((method) => method.toUpperCase() === call.method))
    return false
  const hasTag = tags.some((tag) => call.tags.includes(tag))
  const hasUrl = resource.endsWith('*') ? call.url.startsWith(resource.slice(0, -1)) : call.url === resource
  if (resource === '') return tags.length === 0 ? reading.isNeitherAll : hasTag
  if (tags.length === 0) return hasUrl
  return reading.isEither ? hasUrl || hasTag : hasUrl && hasTag
}

/** 0 none, 1 allow, 2 approval, 3 deny: of several the greatest wins. */
function voteOf(spec: Spec | undefined, call: Call, reading = PINNED): number {
  let vote = 0
  for (const rule of spec?.policies ?? []) {
    if (isHit(rule, call, reading))
      vote = Math.max(vote, { allow: 1, approval_required: 2, deny: 3 }[rule.permission])
  }
  return vote
}

/** A question is a request under a reading; the pinned ones come first. */
const QUESTIONS = READINGS.flatMap((reading) => UNIVERSE.map((call) => ({ call, reading })))

const NO_VOTES = new Uint8Array(QUESTIONS.length)
const remembered = new WeakMap<Spec, Uint8Array>()

function votesOf(spec: Spec | undefined): Uint8Array {
  if (spec === undefined) return NO_VOTES
  const votes =
    remembered.get(spec) ?? Uint8Array.from(QUESTIONS, ({ call, reading }) => voteOf(spec, call, reading))
  remembered.set(spec, votes)
  return votes
}

/** How permissive a joined vote is: denied 0, a human is asked 1, allowed 2. */
const PERMISSIVENESS = [0, 2, 1, 0]

/** Permissiveness of every request, under every reading, for every non-empty set of the named policies, flat. */
export function decisions(world: World, names: readonly string[]): Uint8Array {
  const votes = names.map((name) => votesOf(world.get(name)))
  const sets = 2 ** names.length
  const size = QUESTIONS.length
  const all = new Uint8Array(sets * size)
  for (let set = 1; set < sets; set += 1) {
    for (let question = 0; question < size; question += 1) {
      let joined = 0
      for (let index = 0; index < names.length; index += 1) {
        if (set & (1 << index)) joined = Math.max(joined, votes[index]?.[question] ?? 0)
      }
      all[set * size + question] = PERMISSIVENESS[joined] ?? 0
    }
  }
  return all
}

/** The statement of ACCESS: never more permissive than the more permissive of two sides; null, or what was let through. */
export function holeIn(state: Uint8Array, old: Uint8Array, now: Uint8Array): string | null {
  for (let index = 0; index < state.length; index += 1) {
    if ((state[index] ?? 0) <= Math.max(old[index] ?? 0, now[index] ?? 0)) continue
    const { call, reading } = QUESTIONS[index % QUESTIONS.length] ?? {}
    const set = Math.floor(index / QUESTIONS.length).toString(2)
    return `${call?.method} ${call?.url} [${call?.tags}] for the policies ${set}, read ${JSON.stringify(reading)}`
  }
  return null
}

/** Under the pinned reading: whether every vote of `after` is at most that of `before` in deny ⊑ none ⊑ allow, deny ⊑ approval ⊑ allow. */
export function isAtMost(after: Spec | undefined, before: Spec | undefined): boolean {
  const [lower, upper] = [votesOf(after), votesOf(before)].map((votes) => votes.slice(0, UNIVERSE.length))
  if (lower === undefined || upper === undefined) return false
  return lower.every((vote, index) => isBelow(vote, upper[index] ?? 0))
}

function isBelow(a: number, b: number): boolean {
  return a === b || a === 3 || b === 1
}
