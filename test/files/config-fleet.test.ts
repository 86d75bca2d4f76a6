/** Each wrong shape of layers, maps, waves and scoped settings: the place, the fact, the next step. */
import { expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { parseConfig } from '../../src/files/config.ts'
import { configFor } from '../../src/files/config-for.ts'

function faultOf(settings: string): string {
  try {
    parseConfig(`version: 1\n${settings}\n`, 'policyctl.yaml')
  } catch (error) {
    if (error instanceof PolicyctlError) return `${error.message} | ${error.hint}`
    throw error
  }
  return 'none'
}

const target = (more: string): string => `targets:\n  a: { embedded: a.json, ${more} }`

test.each<[string, string, string]>([
  ['layers is text', target('layers: base'), 'targets.a.layers: must be a list, not text'],
  ['no layer', target('layers: []'), 'targets.a.layers: is empty'],
  ['a layer twice', target('layers: [base, base]'), 'targets.a.layers: lists an item twice'],
  ['a layer that leaves', target('layers: [../x]'), 'targets.a.layers.0: is not a folder below the policies'],
  ['an absolute layer', target('layers: [/x]'), 'targets.a.layers.0: is not a folder below the policies'],
  ['a hidden layer', target('layers: [.x]'), 'targets.a.layers.0: is not a folder below the policies'],
  [
    'two layers that differ in capitals alone',
    `${target('layers: [base]')}\n  b: { embedded: b.json, layers: [Base] }`,
    'targets.a.layers.0: base and Base are one folder on a disk that does not tell capitals apart',
  ],
  [
    'a layer in a layer, in other capitals',
    target('layers: [base, Base/eu]'),
    'targets.a.layers.1: Base/eu lies inside the layer base, so its files would be in both',
  ],
  [
    'a layer in a layer',
    target('layers: [base, base/eu]'),
    'targets.a.layers.1: base/eu lies inside the layer base, so its files would be in both',
  ],
  ['without alone', target('without: [x]'), 'targets.a: without needs layers, and this target has none'],
  ['wider alone', target('wider: [x]'), 'targets.a: wider needs layers, and this target has none'],
  ['map alone', target('map: {}'), 'targets.a: map needs layers, and this target has none'],
  ['a bad glob', target('layers: [b], without: ["!x"]'), "targets.a.without.0: the glob begins with '!'"],
  ['a bad glob of wider', target('layers: [b], wider: ["[x]"]'), "targets.a.wider.0: the glob has '['"],
  ['an unknown map', target('layers: [b], map: { urls: {} }'), "targets.a.map: unknown setting 'urls'"],
  [
    'a URL as host',
    target('layers: [b], map: { hosts: { "https://a.io": b.io } }'),
    'targets.a.map.hosts: this is not a host: write it in lower case, without scheme, port and path',
  ],
  [
    'a host with a port',
    target('layers: [b], map: { hosts: { a.io: "b.io:80" } }'),
    'targets.a.map.hosts.a.io: is not a host: write it in lower case',
  ],
  [
    'a group of nobody',
    target('layers: [b], map: { groups: { a: "" } }'),
    'targets.a.map.groups.a: is empty',
  ],
  [
    'one with and one without layers',
    'targets:\n  a: { embedded: a.json, layers: [base] }\n  b: { embedded: b.json }',
    '4:6 targets.b: has no layers, and a has: once one target has layers, all must have them',
  ],
  [
    'a workspace elsewhere in no wave',
    'targets: { a: { endpoint: "https://x.io" }, b: { embedded: b.json }, c: { endpoint: "https://y.io" } }\nrollout: [[c]]',
    'targets.a: is in no wave of rollout, so nothing says when it is applied',
  ],
  ['waves are text', 'rollout: [dev]', 'rollout.0: must be a list, not text'],
  [
    'a wave of nobody',
    `${target('layers: [b]')}\nrollout: [[a], [prod-*]]`,
    'rollout.1.0: matches no target | known: a',
  ],
  [
    'two waves of one target',
    `${target('layers: [b]')}\nrollout: [[a], ["*"]]`,
    'rollout: a is in wave 1 and in wave 2',
  ],
  ['checks for nobody', 'checks: { targets: [x], unknown-tag: off }', 'checks.targets.0: matches no target'],
  ['a list of checks', 'checks: [{ unknown-tag: maybe }]', 'checks.0.unknown-tag: must be one of off, info'],
  ['safety for nobody', 'safety: [{ targets: [x], maxDeletes: 1 }]', 'safety.targets.0: matches no target'],
  ['an unknown limit', 'safety: [{ maxDelete: 1 }]', "safety.0: unknown setting 'maxDelete' | did you mean"],
  [
    'a guardrail of nobody',
    'guardrails: [{ name: g, never: allow, targets: [x] }]',
    'guardrails.0.targets.0: matches no target | there are no targets',
  ],
  [
    'an exception of nobody',
    'exceptions: [{ guard: widening, reason: r, until: 2026-12-31, targets: [x] }]',
    'exceptions.0.targets.0: matches no target',
  ],
])('%s', (_name, settings, fault) => {
  expect(faultOf(settings)).toContain(fault)
})

const SCOPED = parseConfig(
  `version: 1
targets:
  dev-eu: { embedded: a.json }
  prod-eu: { embedded: b.json }
checks: [{ cleartext-http: off }, { targets: [prod-*], cleartext-http: error }]
safety: [{ maxDeletes: 9 }, { targets: [prod-*], maxDeletes: 1, widening: approve }]
exceptions: [{ guard: widening, reason: r, until: 2026-12-31, targets: [dev-*] }]
guardrails: [{ name: g, never: allow, targets: [prod-*] }]
`,
  'policyctl.yaml',
)

test.each<[string | null, string, number, string, number, number]>([
  ['dev-eu', 'off', 9, 'report', 1, 0],
  ['prod-eu', 'error', 1, 'approve', 0, 1],
  // The files go to every target: guardrails of any hold, and nothing is lifted for some.
  [null, 'off', 9, 'report', 0, 1],
])('the settings of %s', (name, check, maxDeletes, widening, exceptions, guardrails) => {
  const config = configFor(SCOPED, name)
  expect(config.checks['cleartext-http']).toBe(check)
  expect(config.safety).toMatchObject({ maxDeletes, widening, maxDeletePercent: 30 })
  expect([config.exceptions.length, config.guardrails.length]).toEqual([exceptions, guardrails])
})
