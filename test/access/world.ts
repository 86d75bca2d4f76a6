/** A small world: all of its requests, and random policies that speak of them. */
import fc from 'fast-check'
import type { AccessSide } from '../../src/access/access-side.ts'
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

export function spec(options: { globs?: boolean; maxRules?: number } = {}): fc.Arbitrary<Spec> {
  const patterns = options.globs === true ? [...PATTERNS, ...GLOBS, ...GLOBS] : PATTERNS
  return fc.record({
    policies: fc.array(rule(patterns), { minLength: 1, maxLength: options.maxRules ?? 5 }),
    approvals: fc.array(route(patterns), { maxLength: 2 }),
  })
}

export const anyRule = rule(PATTERNS)

/** Two sides; most policies are equal on both, agents and policies may stand on one side only. */
export function sides(options: { globs?: boolean } = {}): fc.Arbitrary<readonly [AccessSide, AccessSide]> {
  const name = fc.constantFrom('p', 'q', 'r')
  const policies = fc.uniqueArray(fc.tuple(name, spec(options)), { selector: ([key]) => key, maxLength: 3 })
  const bindings = fc.uniqueArray(
    fc.tuple(fc.constantFrom('default/a', 'default/b'), some(['p', 'q', 'missing'])),
    {
      selector: ([key]) => key,
      maxLength: 2,
    },
  )
  const edit = fc.tuple(name, fc.option(spec(options)), fc.boolean())
  return fc
    .tuple(policies, bindings, fc.array(edit, { maxLength: 2 }), fc.option(bindings))
    .map(([before, bound, edits, rebound]) => {
      const after = new Map(before)
      for (const [key, next, isTweak] of edits) {
        const old = after.get(key)
        if (next === null) after.delete(key)
        else if (isTweak && old !== undefined)
          after.set(key, { ...old, policies: [...old.policies.slice(1), ...next.policies.slice(0, 1)] })
        else after.set(key, next)
      }
      return [
        { policies: new Map(before), bindings: new Map(bound) },
        { policies: after, bindings: new Map(rebound ?? bound) },
      ] as const
    })
}
