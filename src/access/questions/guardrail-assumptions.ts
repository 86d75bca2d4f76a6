/**
 * What a proof rests on besides the policies: named with each proof, and only
 * where the guardrail would not hold without it. docs/access-model.md says
 * what each means.
 */
import type { Rule, Spec } from '../../policy/policy.ts'
import { isMorePermissive } from '../model/approval-order.ts'
import type { BoundPolicy } from '../model/decide.ts'
import { Effort } from '../model/effort.ts'
import { patternText } from '../model/pattern.ts'
import { rulesOf, type Selector } from '../model/reading.ts'
import { detours } from '../model/resolved-url.ts'
import { selectorsOf } from '../model/selectors.ts'
import { starCovers } from '../model/star-pattern.ts'
import { shapeText, type UrlShape, urlShapes } from '../model/url-shapes.ts'
import { findRequestOnSides } from './find-request.ts'
import type { Guardrail, ProofAssumption } from './guardrail.ts'
import { belowCeiling, breachAsPinned, breachUnderAnyReading, type Held } from './guardrail-breach.ts'
import { distinctSubjects, nearOnly } from './held-side.ts'

/** @param guardrail that is proven. In alphabetical order. */
export function assumptionsOf(guardrail: Guardrail, held: Held): readonly ProofAssumption[] {
  return [
    ...(restsOnBindings(guardrail, held) ? (['bindings-as-seen'] as const) : []),
    ...(restsOnPaths(guardrail, held) ? (['paths-as-text'] as const) : []),
  ]
}

/** Whoever names agents believes what they are seen to be bound to; and else, where another binding would break it. */
function restsOnBindings(guardrail: Guardrail, { side }: Held): boolean {
  if (guardrail.agents !== undefined) return true
  if (guardrail.bindings === 'any') return false
  const any = { side, subjects: side.singles() }
  return breachAsPinned(guardrail, any) !== null || breachUnderAnyReading(guardrail, any) !== null
}

/** Whether a path that somebody resolves on the way could lead to what is guarded, though its text does not. */
function restsOnPaths(guardrail: Guardrail, held: Held): boolean {
  if (guardrail.atMost !== undefined) return climbsOverCeiling(guardrail, held)
  const { on } = guardrail
  if (on?.resource === undefined) return false
  return detoursTo(on.resource, levelsOf(on.resource, held)).some((resource) => {
    const detoured = { ...guardrail, on: { ...on, resource } }
    return breachUnderAnyReading(detoured, held) !== null
  })
}

function detoursTo(resource: string, levels: number): readonly string[] {
  return urlShapes(resource, new Effort([]))
    .flatMap((shape) => detours(shape.path, levels).map((path) => shapeText({ ...shape, path })))
    .filter((detour) => !starCovers(resource, detour))
}

/** How far there is to climb from the deepest path that a rule for that host names. */
function levelsOf(resource: string, { side, subjects }: Held): number {
  const near = side.near(resource, 'pinned')
  const depths = distinctSubjects(subjects, near).flatMap(({ bound }) =>
    nearOnly(bound, near).flatMap(({ spec }) =>
      selectorsOf(spec).rules.map(({ key }) => key.split('/').length),
    ),
  )
  return depths.reduce((deepest, depth) => Math.max(deepest, depth), 3)
}

/**
 * Where a `*` stands in the path of a grant, a path may climb from there to any
 * other one of its host; what denies, is sure to stop that only where it denies
 * the whole host.
 */
function climbsOverCeiling({ atMost, on }: Guardrail, { side, subjects }: Held): boolean {
  const near = side.near(on?.resource, 'pinned')
  return distinctSubjects(subjects, near).some(({ bound }) => {
    const climbing = nearOnly(bound, near).map(
      ({ name, spec }): BoundPolicy => ({ name, spec: climbingSpec(spec) }),
    )
    const sides = belowCeiling(climbing, atMost?.policies ?? [])
    return findRequestOnSides(sides, on, isMorePermissive) !== null
  })
}

function climbingSpec(spec: Spec): Spec {
  const { rules: selectors } = selectorsOf(spec)
  const policies = rulesOf(spec).flatMap((rule, index): readonly Rule[] => {
    const selector = selectors[index]
    if (selector === undefined) return []
    const shapes = urlShapes(patternText(selector), new Effort([]))
    if (rule.permission === 'deny') return shapes.every(isWholeHost) ? [rule] : []
    return shapes.map((shape) => ({ ...rule, resource: reachOf(shape) }))
  })
  return { ...spec, policies }
}

function isWholeHost({ path }: UrlShape): boolean {
  return path === '/*'
}

function reachOf(shape: UrlShape): Selector['key'] {
  return shapeText(shape.path.includes('*') ? { ...shape, path: '/*' } : shape)
}
