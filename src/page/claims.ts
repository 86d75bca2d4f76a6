/**
 * Checks the page: evaluates the example request of each grant and change, and
 * made-up requests for each cell, and compares the decisions with what the page shows.
 */
import { type BoundPolicy, decide } from '../access/model/decide.ts'
import { isInRegion } from '../access/model/in-region.ts'
import { directionBetween } from '../access/model/join-directions.ts'
import type { Region } from '../access/model/region.ts'
import { isSameApproval } from '../access/model/route-taken.ts'
import { votedOutcome } from '../access/model/voted-outcome.ts'
import { toolOfCall, withTool } from '../access/questions/tool-of-call.ts'
import type { Request } from '../policy/request.ts'
import { madeUpRequests } from './made-up-requests.ts'
import {
  boundOf,
  EMPTY_CELL,
  type PageCell,
  type PageModel,
  type ShownChange,
  type ShownGrant,
} from './page-model.ts'
import { requestsOfRules } from './requests-of-rules.ts'

export interface Claim {
  readonly row: number
  /** null: the page has no column for it, and so claims that it is denied. */
  readonly column: number | null
  readonly request: Request
  /** false: the page itself shows the request, as an example. */
  readonly isMadeUp: boolean
  /** The claim of the page. */
  readonly claimed: string
  /** The decision of the evaluator; equal if the claim holds. */
  readonly decided: string
}

/** Yields the claims one by one, so that the caller can pause. @param random from 0 to below 1. */
export function* claimsOf(model: PageModel, random: () => number): Generator<Claim> {
  for (const [row, reacher] of model.rows.entries()) {
    const sides: Sides = {
      before: model.before === null ? null : boundOf(reacher, model.before),
      after: boundOf(reacher, model.after),
      isVote: 'policy' in reacher,
      tools: model.document.tools,
    }
    const ofRules = requestsOfRules(model, [...sides.after, ...(sides.before ?? [])], random)
    for (const column of model.columns.keys()) {
      const cell = model.cell(row, column)
      for (const said of witnessed(cell, sides)) yield { row, column, isMadeUp: false, ...said }
      const requests = [...(ofRules.get(column) ?? []), ...madeUpRequests(cell, { model, column, random })]
      const isNamed = model.columns[column] !== null
      for (const request of requests)
        yield { row, column, isMadeUp: true, ...cellClaim(cell, { request, isNamed }, sides) }
    }
    for (const request of ofRules.get(null) ?? [])
      yield {
        row,
        column: null,
        isMadeUp: true,
        ...cellClaim(EMPTY_CELL, { request, isNamed: false }, sides),
      }
  }
}

export function holds({ claimed, decided }: Claim): boolean {
  return claimed === decided
}

type Said = Pick<Claim, 'request' | 'claimed' | 'decided'>

interface Sides {
  /** null: nothing is compared. */
  readonly before: readonly BoundPolicy[] | null
  readonly after: readonly BoundPolicy[]
  /** True if the row is a policy: it does not deny requests that none of its rules matches. */
  readonly isVote: boolean
  readonly tools: PageModel['document']['tools']
}

/** Checks the requests that the page shows. */
function witnessed({ grants, before, changes }: PageCell, sides: Sides): readonly Said[] {
  return [
    ...grants.map((grant) => grantClaim(grant, sides.after)),
    ...before.map((grant) => grantClaim(grant, sides.before ?? [])),
    ...changes.map((change) => changeClaim(change, sides)),
  ]
}

function grantClaim(grant: ShownGrant, bound: readonly BoundPolicy[]): Said {
  const { witness: request, decision, route } = grant
  const found = decide(request, bound)
  return {
    request,
    claimed: said(decision, isInRegion(grant, request)),
    decided: said(found.decision, isSameApproval(found.route, route)),
  }
}

function changeClaim(change: ShownChange, sides: Sides): Said {
  const request = change.witness
  return {
    request,
    claimed: isInRegion(change, request) ? changeWords(change) : 'another request than the change names',
    decided: changeWords(decidedChange(request, sides, change)),
  }
}

interface MadeUp {
  readonly request: Request
  /** True if its host has a column of its own. */
  readonly isNamed: boolean
}

/** Checks a request against the whole cell: the grants now, those before, and the change. */
function cellClaim({ grants, before, changes }: PageCell, madeUp: MadeUp, sides: Sides): Said {
  const { request } = madeUp
  const real = servedBy(madeUp, sides)
  const answers: (readonly [claimed: string, decided: string])[] = []
  if (real !== null) answers.push(['now', 'now'], answersOf(grants, real, sides.after))
  if (sides.before === null) return saidOf(real ?? request, answers)
  if (real !== null) answers.push(['before', 'before'], answersOf(before, real, sides.before))
  const asked = real ?? request
  const within = changes.filter((change) => isInRegion(change, asked))
  const decided = changeWords(decidedChange(asked, sides, within[0] ?? null))
  return saidOf(asked, [...answers, [within.map(changeWords).join(' and ') || UNCHANGED, decided]])
}

const UNCHANGED = 'unchanged'

function saidOf(request: Request, answers: readonly (readonly [string, string])[]): Said {
  const [claimed, decided] = [0, 1].map((side) => answers.map((answer) => answer[side]).join(' '))
  return { request, claimed: claimed ?? '', decided: decided ?? '' }
}

/**
 * Returns the request as its tool would send it. If tools are known, the page leaves out requests to
 * a named host that no tool serves, although the rules may allow them.
 *
 * @returns null if no known tool sends it, so that the page need not show its grant.
 */
function servedBy({ request, isNamed }: MadeUp, { tools }: Sides): Request | null {
  if (tools === null || tools.length === 0 || !isNamed) return request
  const bare = { ...request, tags: [], tool: null, capability: null }
  const called = toolOfCall(bare, tools)
  return called.state === 'found' ? withTool(bare, called) : null
}

function answersOf(
  grants: readonly ShownGrant[],
  request: Request,
  bound: readonly BoundPolicy[],
): readonly [claimed: string, decided: string] {
  const within = grants.filter((grant) => isInRegion(grant, request))
  const found = decide(request, bound)
  const isRouted = isSameApproval(found.route, within[0]?.route ?? null)
  return [within.map(({ decision }) => decision).join(' and ') || 'deny', said(found.decision, isRouted)]
}

type Change = Pick<Region, 'before' | 'after' | 'direction'>

/** @param claimed the change that the page shows, with its routes. @returns null if the request is decided as before. */
function decidedChange(request: Request, sides: Sides, claimed: ShownChange | null): DecidedChange | null {
  const [was, is] = [sides.before ?? [], sides.after].map((bound) =>
    votedOutcome(request, bound, sides.isVote),
  )
  if (was === undefined || is === undefined) return null
  if (was.vote === is.vote && isSameApproval(was.route, is.route)) return null
  const isRouted =
    claimed === null ||
    (isSameApproval(was.route, claimed.routeBefore) && isSameApproval(is.route, claimed.routeAfter))
  return { before: was.vote, after: is.vote, direction: directionBetween(was.vote, is.vote), isRouted }
}

interface DecidedChange extends Change {
  /** True if the routes are the claimed ones. */
  readonly isRouted: boolean
}

function changeWords(change: (Change & { readonly isRouted?: boolean }) | null): string {
  if (change === null) return UNCHANGED
  return said(`${change.before} → ${change.after}, ${change.direction}`, change.isRouted ?? true)
}

/** @param isWhole true if the route, or the region, matches the claim, too. */
function said(decision: string, isWhole: boolean): string {
  return isWhole ? decision : `${decision}, otherwise`
}
