/**
 * The case analysis of one cell: URLs and methods on which the same rules and
 * routes are active. It splits on tags, globs, tools and capabilities only
 * where the outcome hangs on them, and keeps the cases in which the two sides
 * differ. Iterative: a rule may carry any number of tags.
 */
import { PERMISSIONS, type Permission } from '../../policy/policy.ts'
import type { RouteTaken, Vote } from '../model/region.ts'
import { isSameApproval } from '../model/route-taken.ts'
import { type Assumption, answer, applies, NOTHING_ASSUMED, type Question } from './assumption.ts'
import type { Activity, RouteAtom, RuleAtom } from './atom.ts'

/** What happens to a request on one side. */
export interface Outcome {
  readonly vote: Vote
  readonly route: RouteTaken | null
}

/** A case in which the sides differ. */
export interface Difference {
  readonly given: Assumption
  readonly before: Outcome
  readonly after: Outcome
}

/** What is active in the cell on one side. */
interface SideOfCell {
  readonly rules: Readonly<Record<Permission, readonly RuleAtom[]>>
  readonly routes: readonly RouteAtom[]
  /** What a request gets that no rule matches. */
  readonly unmatched: Vote
}

/**
 * @param activities of the cell, their masks reduced to one bit: active on a side or not.
 * @param unmatched 'deny' for decisions, 'none' for votes.
 */
export function differencesIn(activities: readonly Activity[], unmatched: Vote): readonly Difference[] {
  const isOneSided = ({ before, after }: Activity): boolean => (before === 0) !== (after === 0)
  if (!activities.some(isOneSided)) return []
  const before = sideOf(
    activities.filter((activity) => activity.before !== 0),
    unmatched,
  )
  const after = sideOf(
    activities.filter((activity) => activity.after !== 0),
    unmatched,
  )
  const mayReroute = activities.some((activity) => isOneSided(activity) && concernsRoutes(activity))
  return analyse(before, after, mayReroute)
}

function analyse(before: SideOfCell, after: SideOfCell, mayReroute: boolean): readonly Difference[] {
  const differences: Difference[] = []
  const open: Assumption[] = [NOTHING_ASSUMED]
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const result = compareSides(before, after, { given, mayReroute })
    if (result === 'same') continue
    if ('about' in result) open.push(...[...answer(result, given)].reverse())
    else differences.push({ given, ...result })
  }
  return differences
}

function compareSides(
  before: SideOfCell,
  after: SideOfCell,
  { given, mayReroute }: { given: Assumption; mayReroute: boolean },
): 'same' | Question | { readonly before: Outcome; readonly after: Outcome } {
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
    const answers = rules[permission].map((rule) => applies(rule, given))
    if (answers.includes(true)) return permission
    const question = answers.find((result) => typeof result === 'object')
    if (question !== undefined) return question
  }
  return unmatched
}

/** Of the policies that ask, the first by name; of its routes the first that matches. */
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

function sideOf(active: readonly Activity[], unmatched: Vote): SideOfCell {
  const atoms = active.map(({ atom }) => atom)
  const rules = atoms.filter((atom) => atom.kind === 'rule').sort((a, b) => a.policy - b.policy)
  const routes = atoms.filter((atom) => atom.kind === 'route')
  const ofPermission = (permission: Permission): readonly RuleAtom[] =>
    rules.filter((rule) => rule.permission === permission)
  return {
    rules: {
      deny: ofPermission('deny'),
      approval_required: ofPermission('approval_required'),
      allow: ofPermission('allow'),
    },
    routes: routes.sort((a, b) => a.taken.route - b.taken.route),
    unmatched,
  }
}

function concernsRoutes({ atom }: Activity): boolean {
  return atom.kind === 'route' || atom.permission === 'approval_required'
}

function isQuestion(value: unknown): value is Question {
  return typeof value === 'object' && value !== null && 'about' in value
}
