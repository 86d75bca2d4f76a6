/** Specs in a few characters, for tables; and arbitrary ones, for properties. */
import fc from 'fast-check'
import { EMPTY_LEDGER, type LedgerSnapshot } from '../../../src/policy/ledger-snapshot.ts'
import type { LivePolicy } from '../../../src/policy/live-policy.ts'
import type { Permission, Policies, Route, Rule, Spec } from '../../../src/policy/policy.ts'

/** `rule('allow GET,POST https://a.example/* #tag')`; what is left out is absent. */
export function rule(text: string): Rule {
  const [permission, ...words] = text.split(' ')
  const fields: { operations?: string[]; resource?: string; tags?: string[] } = {}
  for (const word of words) {
    if (word.startsWith('#')) fields.tags = [...(fields.tags ?? []), word.slice(1)]
    else if (word.includes(':') || word === '*') fields.resource = word
    else fields.operations = word.split(',')
  }
  return { permission: permission === 'ask' ? 'approval_required' : (permission as Permission), ...fields }
}

/** A spec of rules in the notation of `rule`. */
export function spec(...rules: readonly string[]): Spec {
  return { policies: rules.map(rule) }
}

/** A spec with fields that no schema knows. */
export function odd(value: unknown): Spec {
  return value as Spec
}

export function route(name: string, fields: Partial<Route> = {}): Route {
  return { name, approvers: { groups: [`${name}-group`] }, ...fields }
}

export function withRoutes(base: Spec, ...approvals: readonly Route[]): Spec {
  return { ...base, approvals }
}

export function live(
  policies: Readonly<Record<string, Spec>>,
  usedBy: Readonly<Record<string, string[]>> = {},
) {
  return Object.entries(policies).map(
    ([name, of]): LivePolicy => ({ name, spec: of, usedBy: usedBy[name] ?? [] }),
  )
}

export function desired(policies: Readonly<Record<string, Spec>>) {
  return new Map(
    Object.entries(policies).map(([name, of]) => [name, { spec: of, file: `policies/${name}.yaml` }]),
  )
}

export function ledgerOf(
  policies: Readonly<Record<string, Spec>>,
  pending: Readonly<Record<string, readonly (Spec | null)[]>> = {},
): LedgerSnapshot {
  return {
    ...EMPTY_LEDGER,
    format: 2,
    revision: 'a41c9e2a41c9e2a41c9e2a41c9e2a41c9e2a41c9e2',
    endpoint: 'http://127.0.0.1/api',
    namespace: null,
    folder: '',
    commit: '3f9c1ab3f9c1ab3f9c1ab3f9c1ab3f9c1ab3f9c1ab',
    deed: 'apply',
    files: { areApplied: true, isCommitOfFiles: true, isUncommitted: false },
    appliedAt: '2026-11-20T12:00:00.000Z',
    policies: new Map(Object.entries(policies)),
    pending: new Map(Object.entries(pending)),
  }
}

const RESOURCES = [
  'https://a.example/*',
  'https://a.example/x/*',
  'https://a.example/x/1',
  'https://b.example/*',
  '',
]

const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    permission: fc.constantFrom<Permission>('allow', 'deny', 'approval_required'),
    operations: fc.subarray(['GET', 'POST']),
    resource: fc.constantFrom(...RESOURCES),
    tags: fc.subarray(['money', 'pii']),
  },
  { requiredKeys: ['permission'], noNullPrototype: true },
)

const rules = fc.array(anyRule, { minLength: 1, maxLength: 4 })

const anyRoute: fc.Arbitrary<Route> = fc.record({
  name: fc.constantFrom('one', 'two'),
  approvers: fc.record({ groups: fc.subarray(['x', 'y'], { minLength: 1 }) }),
})

export const anySpec: fc.Arbitrary<Spec> = fc.oneof(
  rules.map((policies) => ({ policies })),
  fc
    .tuple(rules, fc.array(anyRoute, { maxLength: 2 }))
    .map(([policies, approvals]) => ({ policies, approvals })),
)

/** Specs by name as one object, for comparing. */
export function named(policies: Policies): Readonly<Record<string, Spec>> {
  return Object.fromEntries([...policies].sort(([a], [b]) => (a < b ? -1 : 1)))
}
