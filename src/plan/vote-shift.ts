/**
 * Tells how the votes of one policy move when it changes, in the order deny ⊑ none
 * ⊑ allow, deny ⊑ approval ⊑ allow. The rules alone decide, so the result holds under every reading
 * of what a pattern matches. If the rules leave it open, the analysis of access decides.
 */
import { isNormalPattern } from '../access/model/pattern.ts'
import type { Direction } from '../access/model/region.ts'
import type { Rule, Spec } from '../policy/policy.ts'
import { type Effect, effectOf, hasKnownPermission, rulesBySelector } from './selector.ts'

/** same: no vote moves. mixed: some move up and some down, or between none and approval, or it is not known. */
export type VoteShift = 'same' | 'narrower' | 'wider' | 'mixed'

export interface ShiftOf {
  readonly shift: VoteShift
  /** Old and new rules with a selector whose effect changed. Requests that match none of them keep their votes. */
  readonly touched: readonly Rule[]
}

/** @param direction result of the analysis of access for the same change. */
export function voteShift(before: Spec | null, after: Spec | null, direction: Direction | 'same'): ShiftOf {
  const [old, now] = [rulesBySelector(before), rulesBySelector(after)]
  const shifts = new Set<VoteShift>()
  const touched: Rule[] = []
  for (const selector of new Set([...old.keys(), ...now.keys()])) {
    const shift = shiftOfEffect(effectOf(old.get(selector)), effectOf(now.get(selector)))
    if (shift === 'same') continue
    shifts.add(shift)
    const rule = (now.get(selector) ?? old.get(selector))?.[0]
    if (rule !== undefined) touched.push(rule)
  }
  const shift = joined(shifts)
  return { shift: shift === 'mixed' ? refined(direction, [before, after]) : shift, touched }
}

function shiftOfEffect(before: Effect, after: Effect): VoteShift {
  if (before === after) return 'same'
  if (before === 'unknown' || after === 'unknown') return 'mixed'
  if (after === 'deny' || before === 'allow') return 'narrower'
  if (before === 'deny' || after === 'allow') return 'wider'
  return 'mixed'
}

function joined(shifts: ReadonlySet<VoteShift>): VoteShift {
  const [first, ...others] = shifts
  return others.length > 0 ? 'mixed' : (first ?? 'same')
}

/**
 * Takes the result of the analysis if the rules leave the direction open, and if all
 * rules mean the same under every reading.
 */
function refined(direction: Direction | 'same', versions: readonly (Spec | null)[]): VoteShift {
  if (versions.some((spec) => !(spec?.policies ?? []).every(isReadOneWay))) return 'mixed'
  return direction === 'rerouted' ? 'same' : direction
}

/**
 * Tells whether all readings of docs/access-model.md agree about a rule. They differ
 * if it has both resource and tags (must both match, or one?) or neither (does it match
 * everything, or nothing?), if a method is not in upper case, and if a pattern has a
 * `*` before its end or is not in normal form.
 */
function isReadOneWay(rule: Rule): boolean {
  const { resource = '', tags = [], operations = [] } = rule
  if (!hasKnownPermission(rule) || operations.some((method) => method !== method.toUpperCase())) return false
  if (resource === '') return tags.length > 0
  return tags.length === 0 && !/\*./.test(resource) && isNormalPattern(resource)
}
