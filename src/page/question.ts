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
  /** Only what this group is asked about; '' for all. */
  readonly group: string
  /** Words that all have to be found; '' for everything. */
  readonly text: string
  /** Only methods that may change something. */
  readonly writes: boolean
  /** Only cells with a change. */
  readonly changed: boolean
  /** Only rows of which no rule that lets something through decided a call of the log. */
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

/** Tells whether cells are chosen, and not rows alone. */
export function asksForCells({ method, decision, group, text, writes }: PageQuestion): boolean {
  return method !== '' || decision !== '' || group !== '' || text !== '' || writes
}

export function isAsked(question: PageQuestion): boolean {
  return asksForCells(question) || question.changed || question.unused
}

/** Tells whether the grant speaks of requests with the methods of the question. */
export function hasAskedMethod(
  { method, writes }: Pick<PageQuestion, 'method' | 'writes'>,
  grant: Pick<ShownGrant, 'operations' | 'exceptOperations'>,
): boolean {
  if (method === '') return !writes || hasKind('writes', grant)
  return !isContradiction({ method, writes }) && hasMethod(method, grant)
}

/** Tells whether only writes are asked for, and a method that reads: what nobody may then is no answer. */
export function isContradiction({ method, writes }: Pick<PageQuestion, 'method' | 'writes'>): boolean {
  return method !== '' && writes && !hasKind('writes', { operations: [method], exceptOperations: [] })
}

/** Tells whether the grant is answered as the question wants it, by whom it wants it. */
export function isAskedDecision({ decision, group }: PageQuestion, grant: ShownGrant): boolean {
  return (
    (decision === '' || DECISION_ANSWER[grant.decision] === decision) &&
    (group === '' || (grant.route?.approvers.groups.includes(group) ?? false))
  )
}

/** The methods of HTTP that people ask for, and all that some rule or route names. */
export function methodsOf({ document }: PageModel): readonly string[] {
  const specs = [...document.policies, ...document.former].flatMap(({ spec }) => spec ?? [])
  const named = specs.flatMap((spec) =>
    [...rulesOf(spec), ...routesOf(spec)].flatMap((entry) => selectorOf(entry).methods),
  )
  const others = [...new Set(named)].filter((method) => !METHODS.includes(method)).sort()
  const usual = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
  return [...usual, ...METHODS.filter((one) => !usual.includes(one) && named.includes(one)), ...others]
}

/** Groups that are asked for something, sorted. */
export function groupsOf({ document }: PageModel): readonly string[] {
  const groups = document.grants.flatMap(({ part }) => part.route?.approvers.groups ?? [])
  return [...new Set(groups)].sort()
}
