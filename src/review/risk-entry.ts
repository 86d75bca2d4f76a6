/**
 * Describes wider access in a form that later runs can compare: did the risk grow, and
 * does an apply widen more than was reviewed? The comparison errs on the safe side: it
 * says 'covered' only if the shown entries certainly contain every request of a region.
 */

import { regionLoosens } from '../access/model/opens.ts'
import type { Region, Vote } from '../access/model/region.ts'
import { approvalKey } from '../access/model/route-taken.ts'
import { shortDigest } from './short-digest.ts'

/** One change that widens access, or changes who approves. */
export interface RiskEntry {
  readonly targets: readonly string[]
  /** Empty: the entry is about policies that are bound to no known agent. */
  readonly agents: readonly string[]
  readonly policies: readonly string[]
  readonly operations: readonly string[]
  readonly exceptOperations: readonly string[]
  readonly resource: string
  readonly exceptResources: readonly string[]
  /** Tags, tools and capabilities as one text; '' where all of them match. */
  readonly selectors: string
  readonly before: Vote
  readonly after: Vote
  readonly isExact: boolean
  /** Digest of the approval route; '' without one. */
  readonly route: string
}

/** Makes entries of regions that get wider or rerouted; narrower ones are no risk. */
export function riskEntries(target: string, regions: readonly Region[]): readonly RiskEntry[] {
  return regions.filter(regionLoosens).map((region) => ({
    targets: [target],
    agents: region.agents,
    policies: region.policies,
    operations: region.operations,
    exceptOperations: region.exceptOperations,
    resource: region.resource,
    exceptResources: region.exceptResources,
    selectors: selectorsOf(region),
    before: region.before,
    after: region.after,
    isExact: region.exact,
    route: region.routeAfter === null ? '' : shortDigest(approvalKey(region.routeAfter)),
  }))
}

/** The entries of `now` that `shown` does not certainly contain. */
export function notCovered(now: readonly RiskEntry[], shown: readonly RiskEntry[]): readonly RiskEntry[] {
  return now.filter((entry) => !isCovered(entry, shown))
}

function isCovered(entry: RiskEntry, shown: readonly RiskEntry[]): boolean {
  const candidates = shown.filter((old) => coversRequests(old, entry))
  const agents = entry.agents.length === 0 ? [null] : entry.agents
  // Agents and methods that are in one entry now may have been in several before.
  return entry.targets.every((target) =>
    agents.every((agent) =>
      entry.operations.every((operation) =>
        candidates.some(
          (old) =>
            old.targets.includes(target) &&
            coversWho(old, entry, agent) &&
            coversOperation(old, operation, entry.exceptOperations),
        ),
      ),
    ),
  )
}

function coversRequests(old: RiskEntry, entry: RiskEntry): boolean {
  return (
    (old.isExact ? entry.isExact : true) &&
    (old.selectors === '' || old.selectors === entry.selectors) &&
    coversPattern(old.resource, entry.resource) &&
    old.exceptResources.every(
      (except) =>
        !mayOverlap(except, entry.resource) ||
        entry.exceptResources.some((own) => coversPattern(own, except)),
    )
  )
}

/** An old entry about a policy covers its effect on any agent, since a pull request does not change bindings. */
function coversWho(old: RiskEntry, entry: RiskEntry, agent: string | null): boolean {
  if (agent !== null && old.agents.includes(agent)) return coversOutcome(old, entry)
  if (old.agents.length > 0) return false
  if (!entry.policies.every((policy) => old.policies.includes(policy))) return false
  // A removed deny was shown as one, whatever other policies decide.
  if (agent !== null && old.before === 'deny' && old.after === 'none') return true
  return (agent !== null || old.before === entry.before) && coversOutcome(old, entry)
}

const PERMISSIVE: Readonly<Record<Vote, number>> = { deny: 0, none: 1, approval_required: 2, allow: 3 }

function coversOutcome(old: RiskEntry, entry: RiskEntry): boolean {
  if (old.after !== entry.after) return PERMISSIVE[entry.after] < PERMISSIVE[old.after]
  return entry.after !== 'approval_required' || old.route === entry.route
}

function coversOperation(old: RiskEntry, operation: string, excepted: readonly string[]): boolean {
  const isAny = old.operations.includes('*')
  if (operation === '*') return isAny && old.exceptOperations.every((except) => excepted.includes(except))
  return (isAny || old.operations.includes(operation)) && !old.exceptOperations.includes(operation)
}

/** A pattern with a star before its end covers only the same text. */
function coversPattern(wide: string, narrow: string): boolean {
  if (wide === narrow) return true
  return isPrefix(wide) && (isPrefix(narrow) || !narrow.includes('*')) && narrow.startsWith(wide.slice(0, -1))
}

function mayOverlap(a: string, b: string): boolean {
  const isPlain = [a, b].every((pattern) => isPrefix(pattern) || !pattern.includes('*'))
  return !isPlain || coversPattern(a, b) || coversPattern(b, a)
}

function isPrefix(pattern: string): boolean {
  return pattern.indexOf('*') === pattern.length - 1 && pattern !== ''
}

function selectorsOf(region: Region): string {
  const { withTags, withoutTags, tools, exceptTools, capabilities, exceptCapabilities } = region
  const all = [withTags, withoutTags, tools, exceptTools, capabilities, exceptCapabilities]
  return all.every((list) => list.length === 0) ? '' : shortDigest(JSON.stringify(all))
}
