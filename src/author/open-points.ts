/** Finds the points that the words left open: there the rules allow more, or less, than the words say. */

import { READS } from '../access/model/reads.ts'
import type { OpenPoint } from '../answers/translate.ts'
import { quoted } from '../parse/problem.ts'
import type { Rule, Spec } from '../policy/policy.ts'
import type { Translation } from '../store/policy-store.ts'

/** In the order in which people think of them. */
const COMMON_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The answers that were given besides the words. */
export interface GivenAnswers {
  /** The resource for rules without one; null: not given. */
  readonly resource: string | null
  /** Groups; empty: not given. */
  readonly approvers: readonly string[]
}

/** @param rules as the API made them. @param spec the spec that was made of them. */
export function openPoints(
  { rules, notUnderstood }: Translation,
  spec: Spec,
  given: GivenAnswers,
): readonly OpenPoint[] {
  const ofRules = spec.policies.flatMap((rule, index) => openInRule(rule, index, rules[index]))
  return [
    ...ofWords(notUnderstood),
    ...ofRules,
    ...unusedResource(rules, given),
    ...askedForAll(spec.policies),
    ...otherMethods(spec.policies),
    ...ofApprovers(spec, given),
  ]
}

/** Reports an option without effect: its author believes that it has one. */
function unusedResource(rules: Translation['rules'], { resource }: GivenAnswers): readonly OpenPoint[] {
  if (resource === null || rules.some((rule) => !rule.resource)) return []
  const message = 'every rule has a resource of its own, so --resource is not used'
  return [{ kind: 'resource', rule: null, message }]
}

function ofApprovers({ approvals = [] }: Spec, { approvers }: GivenAnswers): readonly OpenPoint[] {
  const asks = (approvals ?? []).length > 0
  if (asks === approvers.length > 0) return []
  const message = asks
    ? 'the approval route names nobody yet: fill in approvers.groups, or run it again with --approvers GROUP --force'
    : 'no rule asks for approval, so --approvers is not used'
  return [{ kind: 'approvers', rule: null, message }]
}

function ofWords(notUnderstood: readonly string[]): readonly OpenPoint[] {
  if (notUnderstood.length === 0) return []
  const words = notUnderstood.map((part) => quoted(part)).join(', ')
  return [
    {
      kind: 'words',
      rule: null,
      message: `the server did not understand ${words}, so no rule takes account of ${notUnderstood.length === 1 ? 'it' : 'them'}`,
    },
  ]
}

function openInRule(rule: Rule, index: number, translated: Partial<Rule> | undefined): readonly OpenPoint[] {
  const points: OpenPoint[] = []
  const add = (kind: OpenPoint['kind'], message: string): void =>
    void points.push({ kind, rule: index, message: `rule ${index} (${rule.permission}) ${message}` })
  if (translated?.permission === undefined)
    add('permission', 'got no permission from the API: it is a deny until you change it')
  if (rule.resource === undefined && rule.tags === undefined)
    add('resource', 'has no resource, so it matches every URL; --resource sets one')
  else if (rule.resource === undefined)
    add('resource', 'has no resource, so it matches every URL of tools with its tags; --resource sets one')
  if (rule.operations === undefined) add('methods', 'has no method, so it matches all of them')
  return points
}

function isRead(method: string): boolean {
  return READS.includes(method.toUpperCase())
}

/** Reports a word like 'approval' that was taken for the whole text, although people often mean only its writes. */
function askedForAll(rules: readonly Rule[]): readonly OpenPoint[] {
  const kinds = new Set(rules.flatMap(({ operations }) => operations?.map(isRead) ?? [true, false]))
  const isAsked = rules.every(({ permission }) => permission === 'approval_required')
  if (!isAsked || kinds.size < 2) return []
  const message =
    'approval was taken for the whole text, reads (GET) too: write one sentence for the part that needs approval and one for the rest, if you meant less'
  return [{ kind: 'permission', rule: null, message }]
}

/** Reports common methods that no rule covers: they are denied unless another policy allows them, and people often forget HEAD or PATCH. */
function otherMethods(rules: readonly Rule[]): readonly OpenPoint[] {
  if (rules.some(({ operations }) => operations === undefined)) return []
  const named = new Set(
    rules.flatMap(({ operations }) => operations ?? []).map((method) => method.toUpperCase()),
  )
  const others = COMMON_METHODS.filter((method) => !named.has(method))
  if (others.length === 0) return []
  return [
    {
      kind: 'other-methods',
      rule: null,
      message: rules.every(({ permission }) => permission === 'deny')
        ? 'no rule allows anything: this policy only denies'
        : `no rule covers ${others.join(', ')}: this policy does not allow ${others.length === 1 ? 'it' : 'them'}`,
    },
  ]
}
