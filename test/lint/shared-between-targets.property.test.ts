/**
 * What lint works out for one target serves others too. That takes nothing
 * from any of them: a target among others has the findings that it has alone,
 * and those of files that have its names written into them.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { targetFiles } from '../../src/fleet/target-files.ts'
import { CHECKS } from '../../src/lint/checks/list.ts'
import { runChecks } from '../../src/lint/lint.ts'
import type { LintOptions } from '../../src/lint/lint-options.ts'
import type { ParsedFile } from '../../src/parse/parsed-file.ts'
import { parsed } from '../support/builders/parsed.ts'
import { fleetSubjectOf } from './fleet-subject.ts'

const resource = fc
  .tuple(
    fc.constantFrom('a.io', 'b.io', 'c.io', '*.io', 'A.io'),
    fc.constantFrom('/*', '/x*', '/x/*', '/x/y', '/x/y/*', '*', '', '/x?q'),
  )
  .map(([host, path]) => `https://${host}${path}`)
const operations = fc.constantFrom(['GET'], ['POST'], ['GET', 'POST'], ['get'], [], ['DELETE'])
const rule = fc.record(
  {
    permission: fc.constantFrom('allow', 'allow', 'deny', 'approval_required'),
    operations,
    resource,
    tags: fc.constantFrom(['t'], ['u', 't'], []),
  },
  { requiredKeys: ['permission'] },
)
const names = (...of: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.subarray([...of], { maxLength: 2 })
const route = fc.record(
  {
    operations,
    resource,
    toolIds: names('t1', 't2', 't3'),
    approvers: fc.record({ groups: names('finance', 'legal', 'self-approvers') }),
    defaultDuration: fc.constantFrom('4h', '400d', 'soon'),
    delivery: fc.record(
      { connectors: names('slack', 'mail'), fallbackToUI: fc.boolean() },
      { requiredKeys: ['connectors'] },
    ),
  },
  { requiredKeys: ['approvers'] },
)
const policy = fc.record({
  name: fc.constantFrom('p', 'q', 'r'),
  spec: fc.record(
    {
      policies: fc.array(rule, { minLength: 1, maxLength: 4 }),
      approvals: fc.array(route, { maxLength: 3 }),
    },
    { requiredKeys: ['policies'] },
  ),
  comment: fc.constantFrom('', '', '# policyctl-ignore allow-all-methods: known', '# replaces 0123456789ab'),
})
const binding = fc.record({ agent: fc.constantFrom('x', 'y'), policy: fc.constantFrom('p', 'q', 'r', 'z') })
const LAYERS = ['base', 'eu', 'dev']
const file = fc.record({
  layer: fc.constantFrom(...LAYERS, 'nowhere'),
  name: fc.constantFrom('p', 'q', 'some'),
  policies: fc.array(policy, { minLength: 1, maxLength: 2 }),
  bindings: fc.array(binding, { maxLength: 3 }),
})

const map = fc.record(
  {
    hosts: fc.constantFrom({}, { 'a.io': 'z.io' }, { 'a.io': 'b.io', 'b.io': 'a.io' }, { 'b.io': 'c.io' }),
    groups: fc.constantFrom({}, { finance: 'self-serve' }, { finance: 'all', legal: 'all' }),
    connectors: fc.constantFrom({}, { slack: 'mail' }, { slack: 'slack-dev' }),
    tools: fc.constantFrom({}, { t1: 't2', t2: 't1' }, { t3: 'other' }, { t1: 't2' }),
  },
  { requiredKeys: [] },
)
const target = fc.record(
  {
    layers: fc.shuffledSubarray(LAYERS, { minLength: 1 }),
    without: fc.subarray(['q', 'r*', 'none'], { minLength: 1 }),
    wider: fc.subarray(['p', 'none'], { minLength: 1 }),
    map,
  },
  { requiredKeys: ['layers'] },
)
const fleet = fc.record({
  files: fc.uniqueArray(file, {
    minLength: 1,
    maxLength: 7,
    selector: ({ layer, name }) => `${layer}/${name}`,
  }),
  targets: fc.array(target, { minLength: 2, maxLength: 4 }),
  guardrails: fc.subarray([
    { name: 'g', on: { operations: ['POST'], resource: 'https://a.io/x*' }, never: 'allow' },
  ]),
})

interface WrittenFile {
  readonly layer: string
  readonly name: string
  readonly policies: readonly { readonly name: string; readonly spec: object; readonly comment: string }[]
  readonly bindings: readonly { readonly agent: string; readonly policy: string }[]
}

function textsOf(files: readonly WrittenFile[]): Readonly<Record<string, string>> {
  const documents = files.map(({ layer, name, policies, bindings }): [string, string] => [
    `policies/${layer}/${name}.yaml`,
    [
      ...policies.map(({ name: of, spec, comment }) => `${comment}\n${JSON.stringify({ name: of, spec })}`),
      ...bindings.map(({ agent, policy: bound }, at) =>
        JSON.stringify({
          apiVersion: 'platform.ai/v1alpha1',
          kind: 'PolicyBinding',
          metadata: { name: `b${at}` },
          spec: {
            policyRef: { name: bound },
            subjects: [{ kind: 'ServiceAccount', name: agent, namespace: 'ns' }],
          },
        }),
      ),
    ].join('\n---\n'),
  ])
  return Object.fromEntries(documents)
}

function configOf({
  targets,
  guardrails,
}: {
  readonly targets: readonly object[]
  readonly guardrails: readonly object[]
}): string {
  const own = targets.map((one, at) => [`t${at}`, { embedded: `t${at}.json`, ...one }])
  return JSON.stringify({ version: 1, guardrails, targets: Object.fromEntries(own) })
}

/** The options that lint gets for a target of these files. */
function optionsFor(files: readonly ParsedFile[], text: string, name: string): LintOptions {
  return {
    fleet: fleetSubjectOf(files, text, name),
    config: { file: 'policyctl.yaml', text },
    today: '2026-01-01',
    tellsUnused: true,
  }
}

/** Of one target: the same objects of files and targets for all, or its own. */
function findingsOf(options: LintOptions): readonly object[] {
  return runChecks(options.fleet?.given.files ?? [], options).findings
}

/** Checks that look at nothing but what the target gets. */
const OF_POLICIES = new Set([
  ...CHECKS.flatMap(({ kind, id }) => (kind === 'policy' && id !== 'filename-mismatch' ? [id] : [])),
  ...['grant-beside-guarded-path', 'deny-without-grant'],
])

/** What the target's own files would be told: places are those of the files, and nothing is said of a map. */
function withoutMap(findings: readonly object[]): readonly string[] {
  return findings.flatMap((finding): readonly string[] => {
    const { check, message, file: of, line, column, policy: about } = Object(finding)
    const fact = message.replace(/ \(in t\d [^()]*\)$/, '')
    return OF_POLICIES.has(check) ? [JSON.stringify([check, fact, of, line, column, about])] : []
  })
}

test('a target among others has the findings that it has alone', () => {
  fc.assert(
    fc.property(fleet, (made) => {
      const [texts, config] = [textsOf(made.files), configOf(made)]
      const together = parsed(texts)
      for (const name of made.targets.map((_target, at) => `t${at}`)) {
        const shared = findingsOf(optionsFor(together, config, name))
        const alone = parsed(texts)
        expect(shared).toEqual(findingsOf(optionsFor(alone, config, name)))
        const own = parsed(texts)
        const options = optionsFor(own, config, name)
        const given = targetFiles({ folder: 'policies', files: own }, options.fleet?.target ?? never())
        expect(withoutMap(shared)).toEqual(
          withoutMap(runChecks(given.files, { ...options, fleet: null }).findings),
        )
      }
    }),
    { numRuns: 20 },
  )
})

function never(): never {
  throw new Error('every target has layers')
}

test('a file of two policies is not called after the one that a target gets of it', () => {
  const policies = ['p', 'q'].map((name) => ({
    name,
    spec: { policies: [{ permission: 'allow' }] },
    comment: '',
  }))
  const texts = textsOf([{ layer: 'base', name: 'some', policies, bindings: [] }])
  const config = configOf({ targets: [{ layers: ['base'], without: ['q'] }], guardrails: [] })
  const found = findingsOf(optionsFor(parsed(texts), config, 't0'))
  expect(found.filter((finding) => Object(finding).check === 'filename-mismatch')).toEqual([])
})
