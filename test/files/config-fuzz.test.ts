/** Whatever is in policyctl.yaml, it is read or refused with a code: every guard rests on it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { parseConfig } from '../../src/files/config.ts'
import { runs } from '../support/suite/soak.ts'

const FULL = {
  version: 1,
  policies: 'policies',
  defaultTarget: 'local',
  targets: {
    local: { embedded: '.policyctl/local.json' },
    production: { endpoint: 'https://acme.example/api' },
  },
  ledger: { remote: 'origin' },
  checks: { '*': 'warning' },
  safety: { maxDeletes: 3, maxDeletePercent: 30, protect: ['break-glass-*'], widening: 'approve' },
  exceptions: [{ guard: 'in-use', policy: 'x', reason: 'retired', until: '2026-12-31' }],
  guardrails: [{ name: 'g', on: { operations: ['POST'] }, never: 'allow' }],
}

function outcomeOf(text: string): string {
  try {
    parseConfig(text, 'policyctl.yaml')
    return 'read'
  } catch (error) {
    if (error instanceof PolicyctlError) return error.code
    throw error
  }
}

test('any text', () => {
  expect(outcomeOf(stringify(FULL))).toBe('read')
  const text = stringify(FULL)
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(20), fc.string(), (from, length, inserted) => {
      const broken = text.slice(0, from) + inserted + text.slice(from + length)
      expect(outcomeOf(broken)).toMatch(/^(read|config-invalid)$/)
    }),
    { numRuns: runs(300, 20_000) },
  )
})

test('any value in any place', () => {
  fc.assert(
    fc.property(fc.constantFrom(...pathsOf(FULL)), fc.jsonValue(), (path, value) => {
      const copy = structuredClone(FULL) as Record<string, unknown>
      put(copy, path, value)
      expect(outcomeOf(stringify(copy))).toMatch(/^(read|config-invalid)$/)
    }),
    { numRuns: runs(300, 20_000) },
  )
})

type Path = readonly string[]

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))
      : []
  return path.length === 0 ? below : [path, ...below]
}

function put(target: Record<string, unknown>, [key = '', ...rest]: Path, value: unknown): void {
  if (rest.length === 0) target[key] = value
  else put(target[key] as Record<string, unknown>, rest, value)
}
