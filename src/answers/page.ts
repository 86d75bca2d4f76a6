/**
 * The content of the page: the rules, the agents that are bound to them, and claims
 * about access, each with an example request, so that the reader's browser can decide
 * each again.
 */
import type { AccessSide } from '../access/model/access-side.ts'
import { rulesOf } from '../access/model/reading.ts'
import type { Region } from '../access/model/region.ts'
import { type Placed, type Reacher, reachOf } from '../access/questions/reach.ts'
import type { Grant } from '../access/questions/who-can.ts'
import type { SwappedValue } from '../parse/parsed-file.ts'
import { isPlainlyEqual } from '../policy/plainly-equal.ts'
import type { Policies, Spec } from '../policy/policy.ts'
import type { Tool } from '../policy/tool.ts'
import type { BlobSource } from './blob-link.ts'
import type { Cause } from './cause.ts'
import { limitReach, type Omitted } from './limit-reach.ts'
import type { ReadSide } from './read-side.ts'
import { withoutPasswords } from './without-passwords.ts'

/** The JSON in the file; everything that the page shows is computed from it. */
export interface PageDocument {
  readonly formatVersion: 1
  /** `policyctl 0.2.0`. */
  readonly tool: string
  /** The title of the page: `plan for production`. */
  readonly title: string
  /** Names of the sides; `before` is null if nothing is compared. */
  readonly sides: { readonly before: string | null; readonly after: string }
  /** The source of the bindings. */
  readonly bindings: ReadSide['bindings']
  /** The policies of the second side, by name. */
  readonly policies: readonly PagePolicy[]
  /** The commit whose files can be linked; null: not known. */
  readonly source: BlobSource | null
  /** Policies of the first side that differ from the second. */
  readonly former: readonly FormerPolicy[]
  /** The agents of the second side. */
  readonly agents: readonly PageAgent[]
  /** Agents of the first side whose policies differ; a new agent has []. */
  readonly formerAgents: readonly PageAgent[]
  /** null: they are not known, so every host counts as registered. */
  readonly tools: readonly Tool[] | null
  readonly rows: readonly Reacher[]
  readonly origins: readonly string[]
  /** Grants of the second side; fields that are null or [] are left out. */
  readonly grants: readonly PageGrant[]
  readonly before: readonly PageGrant[]
  readonly changes: readonly PageChange[]
  /** Live policies that cannot be read: nobody knows what they allow. */
  readonly unreadable: ReadSide['unreadable']
  /** Sentences on facts that the rows cannot show: files that cannot be read, say. */
  readonly notes: readonly string[]
  /** The calls of a replayed log; null: there is none. */
  readonly calls: PageCalls | null
  /** The rows that were too many for one page; null: nothing is left out. */
  readonly omitted: Omitted | null
}

export interface PageCalls {
  readonly count: number
  /** ISO 8601, UTC; null if no call has a time. */
  readonly first: string | null
  readonly last: string | null
  /** Calls that rules of the second side decided. */
  readonly rules: readonly { readonly policy: string; readonly rule: number; readonly calls: number }[]
  /** Calls by agent and origin; an origin without a column belongs to the column of any other host. */
  readonly hosts: readonly { readonly agent: string; readonly origin: string; readonly calls: number }[]
}

export interface PagePolicy {
  readonly name: string
  readonly spec: Spec
  /** null: it is in no file. */
  readonly file: string | null
  /** Line of each rule, from 1; [] if there is no file. */
  readonly lines: readonly number[]
  /** Values that the target's map replaced, with their places in the policy; absent: none. */
  readonly mapped?: readonly SwappedValue[]
}

export interface FormerPolicy {
  readonly name: string
  /** null: there was none. */
  readonly spec: Spec | null
}

export interface PageAgent {
  readonly name: string
  readonly policies: readonly string[]
}

type Sparse<Whole> = { readonly [Key in keyof Whole]?: Whole[Key] }
type Kept = 'rows' | 'origin'

export type PageGrant = Pick<Placed<Grant>, Kept> & {
  readonly part: Sparse<Omit<Grant, 'agents' | 'because' | 'exact'>> & Pick<Grant, 'decision' | 'witness'>
}

export type PageChange = Pick<Placed<Region>, Kept> & {
  readonly part: Sparse<Omit<Region, 'agents' | 'exact'>> &
    Pick<Region, 'before' | 'after' | 'direction' | 'witness'>
  readonly causes: readonly Cause[]
}

export interface PageFacts extends Pick<PageDocument, 'tool' | 'title' | 'tools'> {
  /** null: nothing is compared. */
  readonly before: Pick<ReadSide, 'name' | 'access'> | null
  readonly after: Pick<ReadSide, 'name' | 'access' | 'parsed' | 'bindings' | 'unreadable'>
  readonly causesOf: (region: Region) => readonly Cause[]
  /** The commit whose files of the second side can be linked; absent: not known. */
  readonly source?: BlobSource
  /** Absent: no log was replayed. */
  readonly calls?: PageCalls
  readonly notes?: readonly string[]
}

/** @throws PolicyctlError policies-entangled */
export function pageDocument({ tool, title, calls, source, notes, ...facts }: PageFacts): PageDocument {
  const { hide, restore, hideSide } = withoutPasswords()
  const tools = hide(facts.tools)
  const after = { ...facts.after, access: hideSide(facts.after.access) }
  const before = facts.before === null ? null : { ...facts.before, access: hideSide(facts.before.access) }
  const { reach, omitted } = limitReach(
    reachOf({ before: before?.access ?? null, after: after.access, tools }),
  )
  const { access } = after
  return {
    formatVersion: 1,
    tool,
    title,
    sides: { before: before?.name ?? null, after: after.name },
    bindings: after.bindings,
    policies: [...access.policies].sort(byKey).map(([name, spec]) => pagePolicy(name, spec, after)),
    source: source ?? null,
    former: before === null ? [] : formerPolicies(before.access.policies, access.policies),
    agents: agentsOf(access),
    formerAgents: before === null ? [] : formerAgents(before.access, access),
    tools,
    rows: reach.rows,
    origins: reach.origins,
    grants: reach.grants.map(sparseGrant),
    before: reach.before.map(sparseGrant),
    changes: reach.changes.map(({ rows, origin, part }) => {
      const { agents: _agents, exact: _exact, ...words } = part
      return {
        rows,
        origin,
        part: { ...sparse(words), ...requiredOf(part) },
        causes: facts.causesOf(restore(part)),
      }
    }),
    unreadable: after.unreadable,
    notes: notes ?? [],
    calls: calls ?? null,
    omitted,
  }
}

function requiredOf({ before, after, direction, witness }: Region) {
  return { before, after, direction, witness }
}

function sparseGrant({ rows, origin, part }: Placed<Grant>): PageGrant {
  const { agents: _agents, because: _because, exact: _exact, ...words } = part
  return { rows, origin, part: { ...sparse(words), decision: part.decision, witness: part.witness } }
}

/** Drops empty fields: there are many parts, and most of their lists are empty. */
function sparse<Whole extends object>(whole: Whole): Sparse<Whole> {
  const said = Object.entries(whole).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(said) as Sparse<Whole>
}

function pagePolicy(name: string, spec: Spec, { parsed }: Pick<ReadSide, 'parsed'>): PagePolicy {
  const file = parsed.get(name)
  const place = file?.placeOf(['spec', 'policies']) ?? null
  const lines = rulesOf(spec).map((_rule, index) => file?.placeOf(['spec', 'policies', index]).line ?? 1)
  const mapped = (file?.mapped ?? []).map(({ path, from, to }) => ({ path, from, to }))
  return {
    ...{ name, spec, file: place?.file ?? null, lines: place === null ? [] : lines },
    ...(mapped.length === 0 ? {} : { mapped }),
  }
}

function formerPolicies(before: Policies, after: Policies): readonly FormerPolicy[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null]
    return was !== null && is !== null && isPlainlyEqual(was, is) ? [] : [{ name, spec: was }]
  })
}

function agentsOf({ bindings }: AccessSide): readonly PageAgent[] {
  return [...bindings].sort(byKey).map(([name, policies]) => ({ name, policies }))
}

function formerAgents(before: AccessSide, after: AccessSide): readonly PageAgent[] {
  const names = new Set([...before.bindings.keys(), ...after.bindings.keys()])
  return [...names].sort().flatMap((name) => {
    const [was, is] = [before.bindings.get(name) ?? [], after.bindings.get(name) ?? []]
    return was.join('\0') === is.join('\0') ? [] : [{ name, policies: was }]
  })
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
