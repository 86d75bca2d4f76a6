import type { DriftIssueInput } from '../../../src/action/comment/drift-input.ts'
import type { NotedGuardrail } from '../../../src/words/guardrail-words.ts'

/** Of a workspace where nobody touched bindings, and which breaks no guardrail. */
export const UNTOUCHED = {
  bindings: 'used_by',
  bindingDrift: { missing: [], extra: [], dangling: [], idle: [], unknownAgents: [] },
  guardrails: [],
  unmanaged: [],
  inNoFile: [],
  unreadable: [],
  unmanagedAre: 'report',
} satisfies Partial<DriftIssueInput>

/** What billing-agent may do with refunds. */
export function brokenGuardrail(name: string): NotedGuardrail {
  const url = 'https://api.stripe.com/v1/refunds'
  return {
    name,
    result: 'violated',
    assumptions: [],
    counterexample: {
      agent: 'default/billing-agent',
      policies: ['payments-write'],
      request: { method: 'POST', url, tags: [], tool: null, capability: null },
      decision: 'allow',
      route: null,
    },
    because: [{ policy: 'payments-write', rule: 0 }],
    agents: 1,
    policies: 1,
    unmatched: [],
  }
}
