/** A reader's question to the page. */

import { METHODS, routesOf, rulesOf, selectorOf } from '../access/model/reading.ts'
import { hasKind, hasMethod } from '../access/model/reads.ts'
import { type Answered, DECISION_ANSWER } from './cell-state.ts'
import type { PageModel, ShownGrant } from './page-model.ts'

export interface PageQuestion {
  /** Upper case; '' for any. */
  readonly method: string
  /** '' for all three. */
  readonly decision: Answered | ''
  /** Only requests that this group approves; '' for all. */
  readonly group: string
  /** Words, all of which must be found; '' for everything. */
  readonly text: string
  /** Only methods that may change something. */
  readonly writes: boolean
  /** Only cells with a change. */
  readonly changed: boolean
  /** Only rows whose allowing rules decided no call of the log. */
  readonly unused: boolean
}

export const NO_QUESTION: PageQuestion = {
  method: '',
  decision: '',
  group: '',
  text: '',
  writes: false,
  changed: false,
  unused: false,
}

/** Tells whether the question selects cells, and not only rows. */
export function asksForCells({ method, decision, group, text, writes }: PageQuestion): boolean {
  return method !== '' || decision !== '' || group !== '' || text !== '' || writes
}

export function isAsked(question: PageQuestion): boolean {
  return asksForCells(question) || question.changed || question.unused
}

/** Tells whether the grant covers a method of the question. */
export function hasAskedMethod(
  { method, writes }: Pick<PageQuestion, 'method' | 'writes'>,
  grant: Pick<ShownGrant, 'operations' | 'exceptOperations'>,
): boolean {
  if (method === '') return !writes || hasKind('writes', grant)
  return !isContradiction({ method, writes }) && hasMethod(method, grant)
}

/** Tells whether the question asks only for writes, but for a method that reads: then 'nobody may' would be true and mean nothing. */
export function isContradiction({ method, writes }: Pick<PageQuestion, 'method' | 'writes'>): boolean {
  return method !== '' && writes && !hasKind('writes', { operations: [method], exceptOperations: [] })
}

/** Tells whether the grant has the decision and the approver group of the question. */
export function isAskedDecision({ decision, group }: PageQuestion, grant: ShownGrant): boolean {
  return (
    (decision === '' || DECISION_ANSWER[grant.decision] === decision) &&
    (group === '' || (grant.route?.approvers.groups.includes(group) ?? false))
  )
}

/** Lists common methods of HTTP, and all that a rule or route names. */
export function methodsOf({ document }: PageModel): readonly string[] {
  const specs = [...document.policies, ...document.former].flatMap(({ spec }) => spec ?? [])
  const named = specs.flatMap((spec) =>
    [...rulesOf(spec), ...routesOf(spec)].flatMap((entry) => selectorOf(entry).methods),
  )
  const others = [...new Set(named)].filter((method) => !METHODS.includes(method)).sort()
  const usual = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
  return [...usual, ...METHODS.filter((one) => !usual.includes(one) && named.includes(one)), ...others]
}

/** Lists the groups that approve something, sorted. */
export function groupsOf({ document }: PageModel): readonly string[] {
  const groups = document.grants.flatMap(({ part }) => part.route?.approvers.groups ?? [])
  return [...new Set(groups)].sort()
}
