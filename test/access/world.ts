/** A small world: all of its requests, and random policies that speak of them. */
import fc from 'fast-check'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { Route, Rule, Spec } from '../../src/policy/policy.ts'
import type { Request } from '../../src/policy/request.ts'

const TAGS = ['s', 't', 'u']
const METHODS = ['GET', 'POST', 'LOCK']
const PATTERNS = [
  '*',
  'https://*',
  'https://h*',
  'https://h/*',
  'https://h/',
  'https://h/a',
  'https://h/a*',
  'https://h/a/*',
  'https://h/ab*',
  'https://h/ab',
  'https://h/b*',
  'https://g/*',
  'http://h/a*',
]
const GLOBS = ['https://*/a', 'https://h/*b', 'https://h/a*b*', '*b', 'https://*.h/*', 'https://h/*/*']
const URLS = [
  'https://h/',
  'https://h/a',
  'https://h/a/',
  'https://h/a/b',
  'https://h/ab',
  'https://h/abb',
  'https://h/b',
  'https://h/c',
  'https://g/',
  'https://g/a',
  'https://hh/ab',
  'https://x.h/a',
  'http://h/a',
  'http://g/b',
  'ftp://h/a',
]

export const REQUESTS: readonly Request[] = requests()

function requests(): readonly Request[] {
  const all: Request[] = []
  for (const url of URLS)
    for (const method of ['GET', 'POST', 'LOCK', 'PROPFIND'])
      for (const tags of [[], ['s'], ['t'], ['s', 't'], ['s', 't', 'u']])
        for (const [tool, capability] of [
          [null, null],
          ['x', null],
          ['y', 'c'],
        ])
          all.push({ url, method, tags, tool: tool ?? null, capability: capability ?? null })
  return all
}

function some(values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 2, arbitrary: fc.subarray([...values]) },
  )
}

function selectors(patterns: readonly string[]) {
  return {
    operations: some([...METHODS, 'post']),
    resource: fc.constantFrom(...patterns, ''),
    tags: some(TAGS),
  }
}

function rule(patterns: readonly string[]): fc.Arbitrary<Rule> {
  return fc.record({
    permission: fc.constantFrom('allow', 'deny', 'approval_required', 'approval_required', 'allow'),
    ...selectors(patterns),
  }) as fc.Arbitrary<Rule>
}

function route(patterns: readonly string[]): fc.Arbitrary<Route> {
  return fc.record({
    name: fc.constantFrom('r', 'q'),
    ...selectors([...patterns, '', '', '']),
    toolIds: some(['x', 'y']),
    capabilities: some(['c']),
    approvers: fc.record({ groups: some(['boss', 'peer']), match: fc.constantFrom('any', 'all') }),
    defaultDuration: fc.constantFrom('1h', '4h'),
  }) as fc.Arbitrary<Route>
}

interface SpecOptions {
  readonly globs?: boolean
  readonly maxRules?: number
  /** Also what no URL is like. */
  readonly nowhere?: boolean
}

export function spec(options: SpecOptions = {}): fc.Arbitrary<Spec> {
  const patterns = [
    ...PATTERNS,
    ...(options.globs === true ? [...GLOBS, ...GLOBS] : []),
    ...(options.nowhere === true ? ['#nowhere'] : []),
  ]
  return fc.record({
    policies: fc.array(rule(patterns), { minLength: 1, maxLength: options.maxRules ?? 5 }),
    approvals: fc.array(route(patterns), { maxLength: 2 }),
  })
}

export const anyRule = rule(PATTERNS)

const AGENTS = ['default/a', 'default/b']

/** How one policy differs on the second side. */
type Edit = 'gone' | 'replaced' | 'other rule' | 'other routes' | 'routes turned round'

function edited(old: Spec | undefined, next: Spec, edit: Edit): Spec | null {
  if (edit === 'gone') return null
  if (old === undefined || edit === 'replaced') return next
  if (edit === 'other rule')
    return { ...old, policies: [...old.policies.slice(1), ...next.policies.slice(0, 1)] }
  if (edit === 'other routes') return { ...old, approvals: next.approvals ?? [] }
  return { ...old, approvals: (old.approvals ?? []).toReversed() }
}

/** Two sides; most of what is on one is on the other, agents and policies may stand on one side only. */
export function sides({
  globs = false,
}: {
  globs?: boolean
} = {}): fc.Arbitrary<readonly [AccessSide, AccessSide]> {
  const options = { globs, nowhere: true }
  const name = fc.constantFrom('p', 'q', 'r')
  const policies = fc.uniqueArray(fc.tuple(name, spec(options)), {
    selector: ([key]) => key,
    minLength: 1,
    maxLength: 3,
  })
  const bound = fc.subarray(['p', 'q', 'missing'], { minLength: 1 })
  const bindings = fc.uniqueArray(fc.tuple(fc.constantFrom(...AGENTS), bound), {
    selector: ([key]) => key,
    maxLength: 2,
  })
  const kind = fc.constantFrom<Edit[]>(
    'gone',
    'replaced',
    'other rule',
    'other routes',
    'routes turned round',
  )
  const edit = fc.tuple(name, spec(options), kind)
  const rebound = fc.option(bindings, { freq: 3 })
  return fc
    .tuple(policies, bindings, fc.array(edit, { minLength: 1, maxLength: 2 }), rebound)
    .map(([before, old, edits, now]) => {
      const after = new Map(before)
      for (const [key, next, change] of edits) {
        const result = edited(after.get(key), next, change)
        if (result === null) after.delete(key)
        else after.set(key, result)
      }
      return [
        { policies: new Map(before), bindings: new Map(old) },
        { policies: after, bindings: new Map(now ?? old) },
      ] as const
    })
}
