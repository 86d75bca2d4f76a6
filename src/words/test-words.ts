/** Words for the outcomes of policy tests, the same in every format. */
import type { RouteTaken } from '../access/model/region.ts'
import type { Permission } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'
import type { PlacedRule, TestResult } from '../testing/test-run.ts'
import { printable } from './printable.ts'

type Rule = Pick<PlacedRule, 'policy' | 'rule'>

interface Expected {
  readonly decision: Permission
  readonly approvers: readonly string[] | null
  readonly because: Rule | null
}

interface Actual {
  readonly decision: Permission
  readonly because: readonly Rule[]
  readonly route: RouteTaken | null
}

/** Says why a test failed: `expected allow, got deny, because no rule matches`. */
export function failureText(expected: Expected, actual: Actual): string {
  return `expected ${expectedText(expected)}, got ${actualText(actual)}`
}

/** `approval_required by finance-approvers, because payments#1`. */
export function expectedText({ decision, approvers, because }: Expected): string {
  return outcomeText(decision, {
    approvers,
    because: because === null ? null : `${because.policy}#${because.rule}`,
  })
}

/** Words for the actual decision, in the same terms and detail as the expected one. */
export function actualText(actual: Actual): string {
  const because = actual.because.map(({ policy, rule }) => `${policy}#${rule}`).join(', ')
  return outcomeText(actual.decision, {
    approvers: actual.decision === 'approval_required' ? (actual.route?.approvers.groups ?? []) : null,
    because: because === '' ? 'no rule matches' : because,
  })
}

function outcomeText(
  decision: Permission,
  { approvers, because }: { approvers: readonly string[] | null; because: string | null },
): string {
  const by = approvers === null ? '' : ` by ${approvers.length === 0 ? 'nobody' : approvers.join(', ')}`
  return printable(`${decision}${by}${because === null ? '' : `, because ${because}`}`)
}

/** `POST https://… with tool calendar, tags [frozen]`. */
export function testRequestText({ method, url, tool, tags, capability }: Request): string {
  const more = [
    ...(tool === null ? [] : [`tool ${tool}`]),
    ...(tags.length === 0 ? [] : [`tags [${tags.join(', ')}]`]),
    ...(capability === null ? [] : [`capability ${capability}`]),
  ]
  return printable(`${method} ${url}${more.length === 0 ? '' : ` with ${more.join(', ')}`}`)
}

/** Names the sender of the request: `as people/onboarding-agent`, `under payments, crm`. */
export function boundText({ agent, policies }: TestResult): string {
  return printable(agent === null ? `under ${policies.join(', ')}` : `as ${agent}`)
}

export function ruleText({ policy, rule }: Rule): string {
  return printable(`${policy}#${rule}`)
}
