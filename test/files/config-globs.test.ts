import { describe, expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { parseConfig } from '../../src/files/config.ts'

function messageOf(setting: string): string {
  try {
    parseConfig(`version: 1\n${setting}\n`, 'policyctl.yaml')
  } catch (error) {
    if (error instanceof PolicyctlError) return `${error.code} ${error.message}`
    throw error
  }
  return 'none'
}

describe('a glob that means nothing, or less than it says → the place in the config', () => {
  test.each([
    [
      'safety: { protect: ["pay-*", "!pay-2"] }',
      "policyctl.yaml:2:30 safety.protect.1: the glob begins with '!': a list of globs is a union, so nothing can be taken out",
    ],
    [
      'exceptions: [{ guard: in-use, policy: "x-[12]", reason: r, until: 2026-12-31 }]',
      "policyctl.yaml:2:39 exceptions.0.policy: the glob has '[', which a glob cannot have: use *, ?, {a,b} and {1..9}",
    ],
    [
      'guardrails: [{ name: g, on: {}, never: allow, agents: ["prod/{a"] }]',
      "policyctl.yaml:2:56 guardrails.0.agents.0: the glob has a '{' that is not closed",
    ],
    [
      'guardrails: [{ name: g, on: {}, never: allow, agents: [" prod/*"] }]',
      'policyctl.yaml:2:56 guardrails.0.agents.0: the glob begins or ends with a blank',
    ],
  ])('%s', (setting, message) => {
    expect(messageOf(setting)).toBe(`config-invalid ${message}`)
  })

  test.each([
    'safety: { protect: ["team-{1..12}", "*", "{a,b}-?"] }',
    'exceptions: [{ guard: in-use, policy: "legacy-*", reason: r, until: 2026-12-31 }]',
    'guardrails: [{ name: g, on: {}, never: allow, agents: ["prod/**"] }]',
  ])('%s: read', (setting) => {
    expect(messageOf(setting)).toBe('none')
  })
})
