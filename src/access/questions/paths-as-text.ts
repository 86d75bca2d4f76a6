/**
 * Tells whether a proof depends on paths being compared as text: could a path that a
 * gateway resolves lead to a guarded place, although its text does not? Each spelling of
 * the table in detour.ts is checked as a pattern, so that a deny of it counts.
 */
import type { Route, Rule } from '../../policy/policy.ts'
import { isMorePermissive } from '../model/approval-order.ts'
import { decide } from '../model/decide.ts'
import { type Detour, detourOf, type Spelling, spellings } from '../model/detour.ts'
import { Effort } from '../model/effort.ts'
import { matchesPattern, parsePattern, patternText } from '../model/pattern.ts'
import { rulesOf } from '../model/reading.ts'
import { resolvedUrl } from '../model/resolved-url.ts'
import { selectorsOf } from '../model/selectors.ts'
import { starCovers } from '../model/star-pattern.ts'
import { shapeText, type UrlShape, urlShapes } from '../model/url-shapes.ts'
import { ceilingOver } from './ceiling-over.ts'
import type { Guardrail } from './guardrail.ts'
import { type Breach, breachAsPinned, breachUnderAnyReading, type Held } from './guardrail-breach.ts'
import { distinctSubjects, nearOnly } from './held-side.ts'
import { isSeenByOneText } from './seen-by-one-text.ts'

/** @throws PolicyctlError policies-entangled */
export function restsOnPaths(guardrail: Guardrail, held: Held): boolean {
  if (guardrail.atMost === undefined && guardrail.on?.resource === undefined) return false
  const { levels, odd } = grantsBeside(guardrail, held)
  if (levels === 0 && odd.length === 0) return false
  if (!reachesHost(guardrail, held)) return false
  if (isSeenByOneText(guardrail, held)) return true
  return (
    (levels > 0 && spellings(levels).some((spelling) => breaksAs(spelling, guardrail, held))) ||
    odd.some((detour) => breaksAsWritten(detour, guardrail, held))
  )
}

interface GrantsBeside {
  /** The number of steps up from the deepest path that a rule names; 0: no grant has an open path. */
  readonly levels: number
  /** Grants of one URL that is itself written so that a gateway may resolve it. */
  readonly odd: readonly Detour[]
}

function grantsBeside({ on }: Guardrail, { side, subjects }: Held): GrantsBeside {
  const near = side.near(on?.resource, 'pinned')
  const bound = distinctSubjects(subjects, near).flatMap((subject) => nearOnly(subject.bound, near))
  const odd = new Map<string, Detour>()
  let [isOpen, deepest] = [false, 3]
  for (const spec of new Set(bound.map((policy) => policy.spec)))
    for (const [index, { key, isExact }] of selectorsOf(spec).rules.entries()) {
      deepest = Math.max(deepest, key.split('/').length)
      const isGrant = rulesOf(spec)[index]?.permission !== 'deny'
      isOpen ||= isGrant && !isExact
      if (isGrant && isExact) for (const detour of detourOf(key)) odd.set(key, detour)
    }
  return { levels: isOpen ? deepest : 0, odd: [...odd.values()] }
}

/** Tells whether any request to the host passes at all. For most proofs none does, and nothing more is checked. */
function reachesHost(guardrail: Guardrail, held: Held): boolean {
  const { on } = guardrail
  if (guardrail.atMost !== undefined || on?.resource === undefined) return true
  return shapesOf(on.resource).some(
    (shape) =>
      breachUnderAnyReading({ ...guardrail, on: { ...on, resource: wholeHost(shape) } }, held) !== null,
  )
}

function breaksAs(spelling: Spelling, guardrail: Guardrail, held: Held): boolean {
  const { on = {} } = guardrail
  const own = on.resource ?? '*'
  const moved: Move = (list) =>
    (list ?? []).flatMap((entry) =>
      entry.resource
        ? spelled(entry.resource, spelling).map((resource) => ({ ...entry, resource }))
        : [entry],
    )
  return spelled(own, spelling)
    .filter((resource) => guardrail.atMost !== undefined || !starCovers(own, resource))
    .some((resource) =>
      isBroken(withCeiling({ ...guardrail, on: { ...on, resource } }, moved), { guardrail, held }),
    )
}

function spelled(resource: string, spelling: Spelling): readonly string[] {
  return shapesOf(resource).map((shape) => shapeText({ ...shape, path: spelling(shape.path) }))
}

function shapesOf(resource: string): readonly UrlShape[] {
  return urlShapes(patternText(parsePattern(resource)), new Effort([]))
}

function wholeHost(shape: UrlShape): string {
  return shapeText({ ...shape, path: '/*' })
}

/** Tells whether a URL breaks the guardrail that guards the URL to which it is resolved. */
function breaksAsWritten({ url, resolved }: Detour, guardrail: Guardrail, held: Held): boolean {
  const { on = {}, atMost } = guardrail
  const isGuarded = (text: string): boolean =>
    on.resource === undefined || matchesPattern(parsePattern(on.resource), text)
  if (!isGuarded(resolved) || (atMost === undefined && isGuarded(url))) return false
  const moved = <T extends Rule | Route>(list: readonly T[] | undefined): readonly T[] =>
    (list ?? [])
      .filter(({ resource }) => matchesPattern(parsePattern(resource), resolved))
      .map((entry) => ({ ...entry, resource: url }))
  return isBroken(withCeiling({ ...guardrail, on: { ...on, resource: url } }, moved), { guardrail, held })
}

type Move = <T extends Rule | Route>(list: readonly T[] | undefined) => readonly T[]

/** Moves the ceiling, if there is one, to the spelling of a detour: its decision on a path is that on the texts that lead there. */
function withCeiling(guardrail: Guardrail, moved: Move): Guardrail {
  const { atMost } = guardrail
  if (atMost === undefined) return guardrail
  const policies = atMost.policies.map(({ name, spec }) => ({
    name,
    spec: { policies: moved(spec.policies), approvals: moved(spec.approvals) },
  }))
  return { ...guardrail, atMost: { ...atMost, policies } }
}

/**
 * If a `*` of a pattern spans several parts, not every text is resolved as its
 * spelling has it, so each is looked at.
 */
function isBroken(detoured: Guardrail, { guardrail, held }: { guardrail: Guardrail; held: Held }): boolean {
  const isReal = ({ subject, found }: Breach): boolean => {
    const url = resolvedUrl(found.request.url) ?? found.request.url
    const { on, atMost } = guardrail
    if (atMost === undefined) return matchesPattern(parsePattern(on?.resource), url)
    const { decision, route } = decide({ ...found.request, url }, ceilingOver(guardrail, subject))
    return isMorePermissive(found, { vote: decision, route })
  }
  const pinned = guardrail.atMost === undefined ? null : breachAsPinned(detoured, held)
  if (pinned !== null && isReal(pinned)) return true
  const doubtful = breachUnderAnyReading(detoured, held)
  return doubtful !== null && isReal(doubtful)
}
