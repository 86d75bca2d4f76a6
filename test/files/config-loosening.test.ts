import { expect, test } from 'vitest'
import { parseConfig } from '../../src/files/config.ts'
import { looserSettings } from '../../src/files/config-loosening.ts'

const config = (text: string) => parseConfig(`version: 1\n${text}`, 'policyctl.yaml')

const GUARDRAIL = 'guardrails: [{ name: g, on: { resource: "https://x/*" }, never: allow }]'
const exception = (until: string, policy = 'p') =>
  `exceptions: [{ guard: in-use, policy: ${policy}, reason: old, until: ${until} }]`

test.each<[string, string, string, readonly string[]]>([
  ['nothing', '', '', []],
  ['a check off', '', 'checks: { cleartext-http: off }', ['checks.cleartext-http: its default → off']],
  ['a check weaker', 'checks: { a: error }', 'checks: { a: warning }', ['checks.a: error → warning']],
  ['a check back to its default', 'checks: { a: error }', '', ['checks.a: error → its default']],
  ['a check stricter', 'checks: { a: info }', 'checks: { a: warning }', []],
  ['a check made an error', '', 'checks: { a: error }', []],
  ['more deletes', '', 'safety: { maxDeletes: 300 }', ['safety.maxDeletes: 3 → 300']],
  ['fewer deletes', '', 'safety: { maxDeletes: 1 }', []],
  ['a larger share', '', 'safety: { maxDeletePercent: 90 }', ['safety.maxDeletePercent: 30 → 90']],
  [
    'unprotected',
    'safety: { protect: [a, b] }',
    'safety: { protect: [b] }',
    ['safety.protect: a is no longer protected'],
  ],
  ['protected', '', 'safety: { protect: [b] }', []],
  [
    'widening unasked',
    'safety: { widening: approve }',
    '',
    ['safety.widening: approve → report, so wider access needs no --allow-widening'],
  ],
  [
    'a field given to the server',
    'serverFields: [spec.a]',
    'serverFields: [spec.a, "spec.policies[].b"]',
    ['serverFields: spec.policies[].b may be erased without notice'],
  ],
  [
    'a key that is believed',
    'evidence: { trusted: [a.pub] }',
    'evidence: { trusted: [a.pub, b.pub] }',
    ['evidence.trusted: the keys in b.pub are trusted'],
  ],
  [
    'no key that is believed',
    'evidence: { trusted: [a.pub] }',
    '',
    ['evidence.trusted: no key is named any more, so verify checks no signature'],
  ],
  ['another key that signs', 'evidence: { key: A }', 'evidence: { key: B }', ['evidence.key: A → B']],
  ['a key believed no more', 'evidence: { trusted: [a.pub, b.pub] }', 'evidence: { trusted: [a.pub] }', []],
  ['less coverage', 'coverage: { rules: 80 }', 'coverage: { rules: 10 }', ['coverage.rules: 80 → 10']],
  ['no coverage', 'coverage: { rules: 80 }', '', ['coverage.rules: 80 → none']],
  [
    'an exception',
    '',
    exception('2026-12-31'),
    ['exceptions: in-use is lifted for p until 2026-12-31 (old)'],
  ],
  [
    'a longer one',
    exception('2026-12-30'),
    exception('2026-12-31'),
    ['exceptions: in-use is lifted for p until 2026-12-31 (old)'],
  ],
  ['a shorter one', exception('2026-12-31'), exception('2026-12-30'), []],
  [
    'a wider one',
    exception('2026-12-31'),
    exception('2026-12-31', '"*"'),
    ['exceptions: in-use is lifted for * until 2026-12-31 (old)'],
  ],
  ['a guardrail gone', GUARDRAIL, '', ['guardrails: g was removed']],
  ['a guardrail changed', GUARDRAIL, GUARDRAIL.replace('x/', 'y/'), ['guardrails: g was changed']],
  ['a guardrail more', '', GUARDRAIL, []],
  [
    'another endpoint',
    'targets: { p: { endpoint: "https://a.example" } }',
    'targets: { p: { endpoint: "https://b.example" } }',
    ['targets.p.endpoint: https://a.example → https://b.example'],
  ],
  ['a target gone', 'targets: { p: { endpoint: "https://a.example" } }', '', ['targets.p: was removed']],
  ['a target more', '', 'targets: { p: { endpoint: "https://a.example" } }', []],
  ['another folder', '', 'policies: elsewhere', ['policies: policies → elsewhere']],
  ['another memory', '', 'ledger: { remote: none }', ['ledger.remote: origin → none']],
])('%s', (_case, before, after, looser) => {
  expect(looserSettings(config(before), config(after))).toEqual(looser)
})

const fleet = (own: string, rest = '') =>
  `targets:\n  a: { embedded: a.json, layers: [base, x]${own} }\n  b: { embedded: b.json, layers: [base] }\n${rest}`

test.each<[string, string, string, readonly string[]]>([
  ['layers', fleet(''), fleet('').replace('[base, x]', '[base, y]'), ['targets.a.layers: base, x → base, y']],
  ['a policy that is dropped', fleet(''), fleet(', without: [p]'), ['targets.a.without: none → p']],
  [
    'a policy that may be wider',
    fleet(', wider: [p]'),
    fleet(', wider: [p, q]'),
    ['targets.a.wider: q may be wider than its first layer'],
  ],
  ['a policy that may no longer', fleet(', wider: [p, q]'), fleet(', wider: [p]'), []],
  [
    'names that are swapped',
    fleet(', map: { hosts: { x.io: y.io }, groups: { g: h } }'),
    fleet(', map: { hosts: { x.io: z.io }, tools: { t: u } }'),
    ['targets.a.map.hosts: x.io is z.io', 'targets.a.map.groups: g is itself', 'targets.a.map.tools: t is u'],
  ],
  [
    'other waves',
    fleet('', 'rollout: [[a], [b]]'),
    fleet('', 'rollout: [[b], [a]]'),
    ['rollout: a, then b → b, then a'],
  ],
  [
    'a check off for one target',
    fleet(''),
    fleet('', 'checks: { targets: [a], cleartext-http: off }'),
    ['checks.cleartext-http: its default → off (a)'],
  ],
  [
    'more deletes for one target',
    fleet(''),
    fleet('', 'safety: { targets: [b], maxDeletes: 9 }'),
    ['safety.maxDeletes: 3 → 9 (b)'],
  ],
])('of a fleet, %s', (_case, before, after, looser) => {
  expect(looserSettings(config(before), config(after))).toEqual(looser)
})

test('a guardrail that holds for fewer targets is looser', () => {
  const scoped = GUARDRAIL.replace('never: allow', 'never: allow, targets: [a]')
  const lines = looserSettings(config(fleet('', GUARDRAIL)), config(fleet('', scoped)))
  expect(lines.join()).toContain('g')
  expect(looserSettings(config(fleet('', scoped)), config(fleet('', scoped)))).toEqual([])
})
