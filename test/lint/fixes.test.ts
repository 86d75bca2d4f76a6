import { expect, test } from 'vitest'
import { runChecks } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'

const policy = (...rules: readonly string[]): string =>
  `name: p\nspec:\n  policies:\n${rules.map((rule) => `    - { ${rule} }\n`).join('')}`

/** Checks of the findings that --fix mends, and of those about idle rules that it leaves. */
function found(text: string): { readonly mended: readonly string[]; readonly left: readonly string[] } {
  const { findings } = runChecks(parsed({ 'policies/p.yaml': text }))
  const idle = findings.filter(({ check }) => IDLE.has(check))
  const checks = (isFixable: boolean): string[] =>
    idle.filter(({ fixable }) => fixable === isFixable).map(({ check }) => check)
  return { mended: checks(true), left: checks(false) }
}

const IDLE = new Set([
  ...['shadowed-by-deny', 'inert-carve-out', 'overridden-by-approval', 'duplicate-rule'],
  ...['redundant-rule', 'mergeable-rules'],
])

test.each<[string, string, string[], string[]]>([
  [
    'the same requests: the allow goes',
    policy(
      'permission: allow, operations: [GET], resource: https://a.example/*',
      'permission: deny, operations: [GET], resource: https://a.example/*',
    ),
    ['shadowed-by-deny'],
    [],
  ],
  [
    'may read, replies need approval: an exception that does not hold is left for people',
    policy(
      'permission: allow, operations: [GET], resource: https://mail.example/*',
      'permission: approval_required, resource: https://mail.example/*',
    ),
    [],
    ['overridden-by-approval'],
  ],
  [
    'an exception in the path',
    policy(
      'permission: allow, operations: [GET], resource: https://a.example/x/*',
      'permission: approval_required, operations: [GET], resource: https://a.example/*',
    ),
    [],
    ['overridden-by-approval'],
  ],
  [
    'the only deny that holds under every reading stays',
    policy('permission: deny, operations: [DELETE], resource: https://a.example/*', 'permission: deny'),
    [],
    ['redundant-rule'],
  ],
  [
    'a deny below one with a star inside stays',
    policy('permission: deny, resource: https://a.example/x/y', 'permission: deny, resource: https://*/x/*'),
    [],
    [],
  ],
  [
    'a deny below one in lower case stays',
    policy(
      'permission: deny, operations: [GET], resource: https://a.example/x/*',
      'permission: deny, operations: [get], resource: https://a.example/*',
    ),
    [],
    ['redundant-rule'],
  ],
  [
    'good rules below one that is an error itself stay',
    policy(
      'permission: allow, operations: [GET], resource: https://a.example/*',
      'permission: allow, operations: [GET], resource: https://b.example/*',
      'permission: allow, operations: [GET], resource: "https://*"',
    ),
    [],
    ['redundant-rule', 'redundant-rule'],
  ],
  [
    'two spellings of one host stay',
    policy(
      'permission: deny, resource: https://a.example/*',
      'permission: deny, resource: https://A.example/*',
    ),
    [],
    ['duplicate-rule'],
  ],
  [
    'with a resource and tags below one with a resource: read as either, it says more',
    policy(
      'permission: allow, operations: [GET], resource: https://a.example/*, tags: [x]',
      'permission: allow, operations: [GET], resource: https://a.example/*',
    ),
    [],
    ['redundant-rule'],
  ],
  [
    'below a wider one of the same kind: it goes',
    policy(
      'permission: allow, operations: [GET], resource: https://a.example/x/*, tags: [x]',
      'permission: allow, operations: [GET, HEAD], resource: https://a.example/*, tags: [x, y]',
    ),
    ['redundant-rule'],
    [],
  ],
])('%s', (_case, text, mended, left) => {
  expect(found(text)).toEqual({ mended, left })
})
