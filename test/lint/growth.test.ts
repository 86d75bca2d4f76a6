/**
 * What lint costs grows at most with the square of the rules of one policy:
 * counted in operations, on lists that some check would find hardest.
 */
import { describe, expect, test } from 'vitest'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'
import { operationsOf } from '../support/suite/operations-of.ts'

const PERMISSIONS = ['allow', 'deny', 'approval_required']

type List = (index: number) => string

const rule = (permission: string, fields: string): string =>
  `    - { permission: ${permission}, operations: [GET], ${fields} }\n`
const alternating = (index: number): string => PERMISSIONS[index % 3] ?? ''

const RULES: Readonly<Record<string, List>> = {
  'a tag each': (at) => rule(alternating(at), `tags: [t${at}]`),
  'a tag each, all of them asking': (at) => rule('approval_required', `tags: [t${at}]`),
  'a tag each on one host': (at) => rule(alternating(at), `resource: https://h.example/*, tags: [t${at}]`),
  'a star inside': (at) => rule(alternating(at), `resource: "https://h.example/*/a${at}/*"`),
  'a folder within the one before': (at) =>
    rule(alternating(at), `resource: "https://h.example/${'a/'.repeat(at % 200)}*"`),
}

const route = (at: number, fields: string): string =>
  `    - { name: r${at}, approvers: { groups: [g${at}] }, ${fields} }\n`
const ROUTES: Readonly<Record<string, List | null>> = {
  'no routes': null,
  'routes with a tag each': (at) => route(at, `tags: [t${at}, u]`),
  'routes that overlap': (at) => route(at, `operations: [GET, M${at}], resource: https://h.example/*`),
}

function policy(count: number, rules: List, routes: List | null): string {
  const list = (items: List, length: number): string => Array.from({ length }, (_, at) => items(at)).join('')
  const approvals = routes === null ? '' : `  approvals:\n${list(routes, count / 10)}`
  return `name: p\nspec:\n  policies:\n${list(rules, count)}${approvals}`
}

/** Operations on a policy that was read before. What is given up costs little, and counts for nothing here. */
function cost(text: string): number {
  const files = parsed({ 'p.yaml': text })
  return operationsOf(() => {
    expect(lint(files).map(({ check }) => check)).not.toContain('too-entangled')
  })
}

/** Twice the rules are four times the pairs. */
const QUADRATIC = 4.2

describe.each(Object.entries(RULES))('%s', (_rules, rules) => {
  test.each(Object.entries(ROUTES))('%s', (_routes, routes) => {
    const [half, whole] = [cost(policy(300, rules, routes)), cost(policy(600, rules, routes))]
    expect(whole / half).toBeLessThan(QUADRATIC)
    // About a second for a thousand rules.
    expect(whole).toBeLessThan(600 ** 2 * 60)
  })
})

test('what grows with the cube is seen', () => {
  const cubic = (count: number): number => {
    const list = Array.from({ length: count }, (_, at) => at)
    return operationsOf(() => void list.some((a) => list.some((b) => list.some((c) => a + b + c < 0))))
  }
  expect(cubic(40) / cubic(20)).toBeGreaterThan(7)
})
