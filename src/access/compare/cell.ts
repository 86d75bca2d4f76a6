/**
 * The case analysis of one cell: URLs and methods on which the same rules and
 * routes are active. It splits on globs, tags, tools and capabilities only
 * if the outcome depends on them and both answers have URLs, and keeps the cases
 * in which the two sides differ. On each side the first entry that applies
 * decides, so k globs make k + 1 cases, not 2^k. It is iterative, since a rule may
 * have any number of tags.
 */
import { PERMISSIONS } from '../../policy/policy.ts'
import type { Effort } from '../model/effort.ts'
import type { RouteTaken, Vote } from '../model/region.ts'
import { isSameApproval } from '../model/route-taken.ts'
import { starCovers } from '../model/star-pattern.ts'
import type { Outcome } from '../model/voted-outcome.ts'
import {
  type Assumption,
  answer,
  applies,
  type CaseWords,
  isMet,
  nothingAssumed,
  type Question,
} from './assumption.ts'
import type { Activity, RouteAtom } from './atom.ts'
import { type Cell, type SideOfCell, sidesOf } from './cell-sides.ts'
import { isEmptySet, outside, type UrlSet, within } from './url-set.ts'

/** A case in which the sides differ. */
export interface Difference {
  readonly given: CaseWords
  readonly before: Outcome
  readonly after: Outcome
}

/** A question about a cell. */
export interface CellQuestion {
  /** 'deny' for decisions, 'none' for votes. */
  readonly unmatched: Vote
  /** Tells which differences are wanted; absent: all. The others are dropped before their URLs are computed. */
  readonly isWanted?: (after: Outcome, before: Outcome) => boolean
}

/** @throws PolicyctlError policies-entangled */
export function differencesIn(
  cell: Cell,
  { unmatched, isWanted }: CellQuestion,
  effort: Effort,
): readonly Difference[] {
  const { activities } = cell
  const isOneSided = ({ before, after }: Activity): boolean => (before === 0) !== (after === 0)
  if (!activities.some(isOneSided)) return []
  const [before, after] = sidesOf(cell, unmatched)
  const mayReroute = activities.some((activity) => isOneSided(activity) && concernsRoutes(activity))
  const resultUnder = (given: Assumption): CaseResult => {
    // A case has as many words as questions that led to it.
    effort.spend((activities.length + given.withoutTags.length + given.missing.length) / 4)
    const result = compareSides(before, after, { given, mayReroute })
    const isIdle = result !== 'same' && 'after' in result && isWanted?.(result.after, result.before) === false
    return isIdle ? 'same' : result
  }
  const differences: Difference[] = []
  const open = [...firstCases(cell, { resultUnder, effort })]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { given, result, where } = next
    if ('about' in result) open.push(...casesOf(result, { given, where }, { cell, resultUnder, effort }))
    else differences.push({ given: wordsOf(given), ...result })
  }
  return differences
}

/** Returns the words of a region; equal cases have equal words. */
function wordsOf({ tags: _tags, globs: _globs, ...words }: Assumption): CaseWords {
  return words
}

type CaseResult = 'same' | Question | { readonly before: Outcome; readonly after: Outcome }

/** A case that is still to be analysed. */
interface Case {
  readonly given: Assumption
  /** The URLs of the cell that belong to the case; null: all. */
  readonly where: UrlSet | null
  readonly result: Exclude<CaseResult, 'same'>
}

interface Looking {
  readonly resultUnder: (given: Assumption) => CaseResult
  readonly effort: Effort
}

function firstCases(cell: Cell, looking: Looking): readonly Case[] {
  const given = nothingAssumed()
  if (cell.focus === null) return caseUnder(given, () => null, looking)
  const cases = casesOf({ about: 'glob', glob: cell.focus }, { given, where: null }, { cell, ...looking })
  return cases.filter(({ given }) => given.matching.length > 0)
}

/** The cases for both answers. 'yes' comes last, since the stack is popped from its end. */
function casesOf(
  question: Question,
  { given, where }: Pick<Case, 'given' | 'where'>,
  { cell, ...looking }: Looking & { readonly cell: Cell },
): readonly Case[] {
  const [yes, no] = answer(question, given)
  if (question.about !== 'glob')
    return [...caseUnder(no, () => where, looking), ...caseUnder(yes, () => where, looking)]
  const urls = where ?? cell.urls()
  const { effort } = looking
  return [
    ...caseUnder(no, () => outside(urls, question.glob, effort), looking),
    ...caseUnder(yes, () => within(urls, question.glob, effort), looking),
  ]
}

/** The case under an assumption; none if the sides agree for all URLs, or if there is no URL. */
function caseUnder(assumed: Assumption, urls: () => UrlSet | null, looking: Looking): readonly Case[] {
  const { given, result } = settled(assumed, looking)
  if (result === 'same') return []
  const where = urls()
  return where !== null && isEmptySet(where) ? [] : [{ given, where, result }]
}

/**
 * Answers the questions about globs that cover a glob which already matches: they match too. So
 * URLs are computed only if the sides still differ after these answers.
 */
function settled(assumed: Assumption, { resultUnder }: Looking): { given: Assumption; result: CaseResult } {
  let given = assumed
  let result = resultUnder(given)
  while (isQuestion(result) && result.about === 'glob' && isImplied(result.glob, given)) {
    given = answer(result, given)[0]
    result = resultUnder(given)
  }
  return { given, result }
}

function isImplied(glob: string, { matching }: Assumption): boolean {
  return matching.some((narrow) => starCovers(glob, narrow))
}

function compareSides(
  before: SideOfCell,
  after: SideOfCell,
  { given, mayReroute }: { given: Assumption; mayReroute: boolean },
): CaseResult {
  const voteBefore = voteUnder(before, given)
  if (typeof voteBefore === 'object') return voteBefore
  const voteAfter = voteUnder(after, given)
  if (typeof voteAfter === 'object') return voteAfter
  if (voteBefore === voteAfter && (voteBefore !== 'approval_required' || !mayReroute)) return 'same'
  const routeBefore = voteBefore === 'approval_required' ? routeUnder(before, given) : null
  if (isQuestion(routeBefore)) return routeBefore
  const routeAfter = voteAfter === 'approval_required' ? routeUnder(after, given) : null
  if (isQuestion(routeAfter)) return routeAfter
  if (voteBefore === voteAfter && isSameApproval(routeBefore, routeAfter)) return 'same'
  return { before: { vote: voteBefore, route: routeBefore }, after: { vote: voteAfter, route: routeAfter } }
}

function voteUnder({ rules, unmatched }: SideOfCell, given: Assumption): Vote | Question {
  for (const permission of PERMISSIONS) {
    let question: Question | null = null
    for (const rule of rules[permission]) {
      // After an open question only a rule that surely applies matters.
      const result: boolean | Question = question === null ? applies(rule, given) : isMet(rule, given)
      if (result === true) return permission
      if (result !== false) question = result
    }
    if (question !== null) return question
  }
  return unmatched
}

/** Picks the first policy by name that requires approval, and the first of its routes that matches. */
function routeUnder({ rules, routes }: SideOfCell, given: Assumption): RouteTaken | null | Question {
  for (const rule of rules.approval_required) {
    const asks = applies(rule, given)
    if (isQuestion(asks)) return asks
    if (asks)
      return firstRoute(
        routes.filter(({ policy }) => policy === rule.policy),
        given,
      )
  }
  return null
}

function firstRoute(routes: readonly RouteAtom[], given: Assumption): RouteTaken | null | Question {
  for (const route of routes) {
    const matches = applies(route, given)
    if (isQuestion(matches)) return matches
    if (matches) return route.taken
  }
  return null
}

function concernsRoutes({ atom }: Activity): boolean {
  return atom.kind === 'route' || atom.permission === 'approval_required'
}

function isQuestion(value: unknown): value is Question {
  return typeof value === 'object' && value !== null && 'about' in value
}
