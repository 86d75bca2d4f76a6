/** A plan's input with everything a plan does not hang on filled in. */

import { NO_OVERRIDES, type Overrides, type Safety } from '../../../src/plan/guards/guard.ts'
import type { PlanInput } from '../../../src/plan/plan-input.ts'
import { bindingsFromUsage } from '../../../src/policy/live-bindings.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { desired, ledgerOf, live } from './specs.ts'

const SAFETY: Safety = {
  maxDeletes: 3,
  maxDeletePercent: 30,
  protect: [],
  widening: 'report',
  unmanaged: 'report',
}

export interface Situation
  extends Partial<Omit<PlanInput, 'desired' | 'live' | 'ledger' | 'overrides' | 'safety'>> {
  readonly files?: Readonly<Record<string, Spec>>
  readonly now?: Readonly<Record<string, Spec>>
  /** Default: what is live now; null: no ledger. */
  readonly applied?: Readonly<Record<string, Spec>> | null
  readonly usedBy?: Readonly<Record<string, string[]>>
  readonly overrides?: Partial<Overrides>
  readonly safety?: Partial<Safety>
}

export function planInput(situation: Situation = {}): PlanInput {
  const { files = {}, now = {}, applied = now, usedBy = {}, overrides, safety, ...rest } = situation
  const policies = live(now, usedBy)
  return {
    desired: desired(files),
    live: policies,
    liveBindings: bindingsFromUsage(policies),
    ledger: applied === null ? null : ledgerOf(applied),
    bindings: [],
    target: { name: 'local', endpoint: 'http://127.0.0.1/api', namespace: null },
    git: { commit: '3f9c1ab3f9c1ab3f9c1ab3f9c1ab3f9c1ab3f9c1ab', dirty: false },
    createdAt: '2026-11-22T12:00:00.000Z',
    tool: 'policyctl 0.0.0',
    only: [],
    isBehind: false,
    serverFields: [],
    exceptions: [],
    guardrails: [],
    skipBlocked: false,
    ...rest,
    overrides: { ...NO_OVERRIDES, ...overrides },
    safety: { ...SAFETY, ...safety },
  }
}
