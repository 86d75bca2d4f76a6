/**
 * Every claim of the page, decided again by the plain evaluator: the requests
 * that show grants and changes, and requests made up for each cell, of which
 * the evaluator and the cell have to say the same.
 */
import { type BoundPolicy, decide, voteOf } from '../access/model/decide.ts'
import { isInRegion } from '../access/model/in-region.ts'
import type { Vote } from '../access/model/region.ts'
import { isSameApproval } from '../access/model/route-taken.ts'
import type { Request } from '../policy/request.ts'
import { type MadeUpIn, madeUpRequests } from './made-up-requests.ts'
import { boundOf, type PageCell, type PageModel, type ShownChange, type ShownGrant } from './page-model.ts'

export interface Claim {
  readonly row: number
  readonly column: number
  readonly request: Request
  /** false: the page itself shows the request, as an example. */
  readonly isMadeUp: boolean
  /** The claim of the page. */
  readonly claimed: string
  /** The decision of the evaluator; equal if the claim holds. */
  readonly decided: string
}

/** The claims one by one, so that whoever checks them can pause. @param random from 0 to below 1. */
export function* claimsOf(model: PageModel, random: () => number): Generator<Claim> {
  for (const [row, reacher] of model.rows.entries()) {
    const sides: Sides = {
      before: model.before === null ? [] : boundOf(reacher, model.before),
      after: boundOf(reacher, model.after),
      isVote: 'policy' in reacher,
    }
    for (const column of model.columns.keys()) {
      const cell = model.cell(row, column)
      for (const said of witnessed(cell, sides)) yield { row, column, isMadeUp: false, ...said }
      for (const said of invented(cell, { model, column, random }, sides.after))
        yield { row, column, isMadeUp: true, ...said }
    }
  }
}

export function holds({ claimed, decided }: Claim): boolean {
  return claimed === decided
}

type Said = Pick<Claim, 'request' | 'claimed' | 'decided'>

/** The requests that the page shows. */
function witnessed({ grants, before, changes }: PageCell, sides: Sides): readonly Said[] {
  return [
    ...grants.map((grant) => grantClaim(grant, sides.after)),
    ...before.map((grant) => grantClaim(grant, sides.before)),
    ...changes.map((change) => changeClaim(change, sides)),
  ]
}

/** If tools are known, the page leaves out requests that none of them serves, without a rule that says so. */
function invented(cell: PageCell, place: MadeUpIn, bound: readonly BoundPolicy[]): readonly Said[] {
  if (place.model.document.tools !== null) return []
  return madeUpRequests(cell, place).map((request) => cellClaim(cell, request, bound))
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

interface Sides {
  readonly before: readonly BoundPolicy[]
  readonly after: readonly BoundPolicy[]
  readonly isVote: boolean
}

function changeClaim(change: ShownChange, { before, after, isVote }: Sides): Said {
  const request = change.witness
  const [was, is] = [before, after].map((bound) => {
    const [only = null] = bound
    return isVote
      ? voteOf(request, only)
      : { ...decide(request, bound), vote: decide(request, bound).decision }
  })
  const isRouted =
    isSameApproval(was?.route ?? null, change.routeBefore) &&
    isSameApproval(is?.route ?? null, change.routeAfter)
  return {
    request,
    claimed: `${said(change.before, isInRegion(change, request))} → ${change.after}`,
    decided: `${said(was?.vote ?? 'none', isRouted)} → ${is?.vote ?? 'none'}`,
  }
}

function cellClaim({ grants }: PageCell, request: Request, bound: readonly BoundPolicy[]): Said {
  const of = grants.find((grant) => isInRegion(grant, request))
  return { request, claimed: of?.decision ?? 'deny', decided: decide(request, bound).decision }
}

/** @param isWhole whether what goes with the decision is as it is claimed, too. */
function said(vote: Vote, isWhole: boolean): string {
  return isWhole ? vote : `${vote}, otherwise`
}
