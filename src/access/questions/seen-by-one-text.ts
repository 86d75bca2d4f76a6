/**
 * Tries a few texts to show that a proof depends on paths being compared as text. For
 * nearly every such proof one of them does; otherwise patterns are checked
 * (paths-as-text.ts).
 */
import { isMorePermissive } from '../model/approval-order.ts'
import { type BoundPolicy, decide } from '../model/decide.ts'
import { Effort } from '../model/effort.ts'
import { matchesPattern, parsePattern, patternText } from '../model/pattern.ts'
import { rulesOf, type Selector } from '../model/reading.ts'
import { selectorsOf } from '../model/selectors.ts'
import { urlShapes } from '../model/url-shapes.ts'
import { ceilingOver } from './ceiling-over.ts'
import { detourRequests } from './detour-grants.ts'
import type { Guardrail } from './guardrail.ts'
import { breaks, type Held } from './guardrail-breach.ts'
import { methodsMeant } from './guardrail-detours.ts'
import { distinctSubjects, type GuardrailSubject, nearOnly } from './held-side.ts'

/** The most grants that are tried. */
const MOST_GRANTS = 64
/** Places that a ceiling hardly ever allows. */
const SOMEWHERE = ['/', '/x-any/x-any']

export function isSeenByOneText(guardrail: Guardrail, { side, subjects }: Held): boolean {
  const near = side.near(guardrail.on?.resource, 'pinned')
  let left = MOST_GRANTS
  for (const subject of distinctSubjects(subjects, near, guardrail))
    for (const selector of openGrants(nearOnly(subject.bound, near))) {
      if (left === 0) return false
      left -= 1
      if (isSeenFrom(selector, guardrail, subject)) return true
    }
  return false
}

function* openGrants(bound: readonly BoundPolicy[]): Iterable<Selector> {
  for (const { spec } of bound)
    for (const [index, selector] of selectorsOf(spec).rules.entries())
      if (!selector.isExact && rulesOf(spec)[index]?.permission !== 'deny') yield selector
}

function isSeenFrom(grant: Selector, guardrail: Guardrail, subject: GuardrailSubject): boolean {
  const { on = {}, atMost } = guardrail
  const { bound } = subject
  const ceiling = ceilingOver(guardrail, subject)
  const own = on.resource === undefined ? null : parsePattern(on.resource)
  const isGuarded = (url: string): boolean => own === null || matchesPattern(own, url)
  const guard = { methods: methodsMeant(guardrail), tags: on.tags ?? [] }
  return pathsWanted(on.resource).some((path) =>
    detourRequests(grant, guard, path).some(({ request, url, resolved }) => {
      if (!isGuarded(resolved)) return false
      const { decision, route } = decide(request, bound)
      const sent = { vote: decision, route }
      if (atMost === undefined) return !isGuarded(url) && breaks(sent, guardrail)
      const reached = decide({ ...request, url: resolved }, ceiling)
      return isMorePermissive(sent, { vote: reached.decision, route: reached.route })
    }),
  )
}

function pathsWanted(resource: string | undefined): readonly string[] {
  if (resource === undefined) return SOMEWHERE
  return urlShapes(patternText(parsePattern(resource)), new Effort([])).map(({ path }) => path)
}
