import { idleRules, neverDecides } from '../access/questions/idle-rules.ts'
import type { Coverage, PlacedRule, TestResult } from './test-run.ts'
import type { TestablePolicy } from './testable-policies.ts'

/** `policy#rule` of every rule that decided a test, failed tests included. */
export function decidedRules(results: readonly TestResult[]): ReadonlySet<string> {
  return new Set(
    results.flatMap(({ actual }) => actual.because.map(({ policy, rule }) => `${policy}#${rule}`)),
  )
}

export function coverageOf(policies: readonly TestablePolicy[], results: readonly TestResult[]): Coverage {
  const decided = decidedRules(results)
  const untested: PlacedRule[] = []
  const neverDecide: PlacedRule[] = []
  let rules = 0
  for (const policy of policies) {
    const idle = new Set(
      idleRules(policy.policy.spec)
        .filter(neverDecides)
        .map(({ rule }) => rule),
    )
    for (const rule of policy.policy.spec.policies.keys()) {
      const placed = placedRule(policy, rule)
      if (idle.has(rule)) neverDecide.push(placed)
      else if (!decided.has(`${placed.policy}#${rule}`)) untested.push(placed)
    }
    rules += policy.policy.spec.policies.length - idle.size
  }
  const count = rules - untested.length
  return { rules, decided: count, percent: percentOf(count, rules), untested, neverDecide }
}

function placedRule(policy: TestablePolicy, rule: number): PlacedRule {
  return { policy: policy.policy.name, rule, place: policy.placeOf(['spec', 'policies', rule]) }
}

/** Rounds down, since 99.99 % must not count as 100 %. Without a rule nothing is tested, so that no threshold is met. */
function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 1000) / whole) / 10
}
