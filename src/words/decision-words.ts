/** Words for a decision: the permission, the approvers, and the effect on requests. */

import type { Region, RouteTaken, Vote } from '../access/model/region.ts'
import { approvalKey } from '../access/model/route-taken.ts'
import { canonicalText } from '../policy/canonical.ts'
import { deliveryWords } from './delivery-words.ts'
import {
  asCode,
  asStrong,
  asValue,
  type BeforeAfter,
  own,
  plainText,
  say,
  type Words,
  wholeListOf,
} from './span.ts'

/** Names who approves where no route of the policy takes the request. */
export const BY_ADMINISTRATOR = 'an administrator (no approval route matches)'

/** `allowed`, `denied`, `no rule`, `approval by finance-approvers, 4h`. */
export function decisionWords(vote: Vote, route: RouteTaken | null): Words {
  switch (vote) {
    case 'allow':
      return say`allowed`
    case 'deny':
      return say`denied`
    case 'none':
      return say`no rule`
    case 'approval_required':
      return say`approval by ${route === null ? own(BY_ADMINISTRATOR) : routeWords(route)}`
  }
}

/** Names the approvers and the duration: `all of finance, legal, 4h`. */
export function routeWords({ approvers, duration }: RouteTaken): Words {
  const { groups, match } = approvers
  const names = groups.length === 0 ? say`nobody` : [wholeListOf(groups, match === 'all' ? 'and' : 'or')]
  const who = match === 'all' && groups.length > 1 ? say`all of ${names}` : names
  return duration === null ? who : say`${who}, ${asValue(duration)}`
}

type Change = Pick<Region, 'before' | 'after' | 'routeBefore' | 'routeAfter'>

/**
 * `approval by finance-approvers, 4h` → `allowed, no human`. The two texts always
 * differ: for two approvals with different deliveries, the deliveries are named.
 */
export function changeWords({ before, after, routeBefore, routeAfter }: Change): BeforeAfter {
  if (before === 'approval_required' && after === 'approval_required') return reroute(routeBefore, routeAfter)
  return {
    before: decisionWords(before, routeBefore),
    after:
      after === 'allow' ? say`${decisionWords(after, null)}, no human` : decisionWords(after, routeAfter),
  }
}

/** Words for the former decision, in a sentence of its own. */
export function formerWords(region: Change): Words {
  const { before, routeBefore, routeAfter, after } = region
  if (before !== 'approval_required') return decisionWords(before, routeBefore)
  return after === 'approval_required' && routeBefore !== null
    ? say`approval by ${reroute(routeBefore, routeAfter).before}`
    : decisionWords(before, routeBefore)
}

/** Words for the effect on requests; they depend on whether an affected agent is known. */
export function effectWords(region: Change & Pick<Region, 'agents'>, requests: Words): Words {
  return region.agents.length > 0 ? abilityWords(region, requests) : voteWords(region, requests)
}

/**
 * Words for what somebody may do now: `may POST https://… with no human`.
 * @param requests the words for the requests.
 */
function abilityWords(region: Change, requests: Words): Words {
  switch (region.after) {
    case 'allow':
      return say`may ${requests} with ${asStrong('no human')}`
    case 'approval_required':
      return say`may ${requests} after ${latterWords(region)}`
    case 'none':
      return noLonger(region, requests)
    case 'deny':
      return say`may be decided differently for ${requests}`
  }
}

/**
 * Words for the effect of a policy that is bound to no known agent: it is only a
 * vote, which other policies of a bound agent may overrule.
 */
function voteWords(region: Change, requests: Words): Words {
  const { before, after } = region
  if (before === 'none' && after === 'approval_required')
    return say`needs ${latterWords(region)} for ${requests}: agents that were denied there can now get approval, agents that were allowed there now need it`
  const words = abilityWords(region, requests)
  const isGrant = after === 'allow' || after === 'approval_required'
  return isGrant ? say`${words}, unless another policy of that agent denies it or asks a human` : words
}

function noLonger({ before }: Change, requests: Words): Words {
  return before === 'approval_required'
    ? say`is no longer asked for approval of ${requests} by it: their other policies decide; if none has a rule for it, it is denied`
    : say`is no longer denied ${requests} by it: their other policies decide`
}

function latterWords({ before, routeBefore, routeAfter }: Change): Words {
  return before === 'approval_required' && routeAfter !== null
    ? say`approval by ${reroute(routeBefore, routeAfter).after}`
    : decisionWords('approval_required', routeAfter)
}

function reroute(before: RouteTaken | null, after: RouteTaken | null): BeforeAfter {
  const isElsewhere = deliveryKey(before) !== deliveryKey(after) && before !== null && after !== null
  const words = (route: RouteTaken | null, other: RouteTaken | null): Words => {
    if (route === null) return [own(BY_ADMINISTRATOR)]
    if (!isElsewhere) return routeWords(route)
    return say`${routeWords(route)}, ${deliveryWords(route.delivery, other?.delivery)}`
  }
  const pair = { before: words(before, after), after: words(after, before) }
  return plainText(pair.before) === plainText(pair.after) ? spelledOut(before, after) : pair
}

/** Two different approvals can have the same words, for example if names have commas in them. Then their canonical texts are shown. */
function spelledOut(before: RouteTaken | null, after: RouteTaken | null): BeforeAfter {
  return { before: [asCode(approvalKey(before))], after: [asCode(approvalKey(after))] }
}

function deliveryKey(route: RouteTaken | null): string {
  return canonicalText(route?.delivery ?? null)
}
