/**
 * A live spec as it is to be compared with specs of ours: without the fields
 * that nobody of ours knows, and with what a server may not show. A server in
 * Go leaves `fallbackToUI: false` out, so a live route without the field may
 * have it: what we know of that route says which. A live `false` and a live
 * `true` are what they are.
 */
import { canonicalRoute, canonicalText } from './canonical.ts'
import { withoutForeignFields } from './known-fields.ts'
import type { Route, Spec } from './policy.ts'
import { routeLabel } from './route-label.ts'

/**
 * @param known specs that say what live may hold, the surest first: what was
 * applied before what is wanted. Comparing with one of them is exact then.
 */
export function liveAsKnown(live: Spec, ...known: readonly (Spec | null)[]): Spec {
  return withUnshown(withoutForeignFields(live, ...known), ...known)
}

/** Live with what a server may not show of it, and with the fields that nobody knows. */
export function withUnshown(live: Spec, ...known: readonly (Spec | null)[]): Spec {
  const { approvals } = live
  // Most routes leave the field out where it is false.
  return known.some(hasUnshown) && Array.isArray(approvals) ? filledIn(live, approvals, known) : live
}

/** Tells whether a spec has values that a server may not show. */
export function hasUnshown(spec: Spec | null): boolean {
  return spec?.approvals?.some((route) => route?.delivery?.fallbackToUI === false) ?? false
}

function filledIn(live: Spec, routes: readonly Route[], known: readonly (Spec | null)[]): Spec {
  const counterparts = known.map((spec) => new Counterparts(routes, spec?.approvals ?? []))
  return {
    ...live,
    approvals: routes.map((route, index) => {
      if (route?.delivery?.fallbackToUI != null) return route
      const same = counterparts.map((routes) => routes.of(index)).find((found) => found !== undefined)
      if (same?.delivery?.fallbackToUI !== false) return route
      return { ...route, delivery: { ...route.delivery, fallbackToUI: false } }
    }),
  }
}

/** For each live route the known one that it is: the one that reads alike, else the one of its name. */
class Counterparts {
  readonly #found: readonly (Route | undefined)[]

  constructor(live: readonly Route[], known: readonly Route[]) {
    const left = new Set(known)
    const take = (isSame: (route: Route, index: number) => boolean): Route | undefined => {
      const found = known.find((route, index) => left.has(route) && isSame(route, index))
      if (found !== undefined) left.delete(found)
      return found
    }
    const texts = new Map(known.map((route) => [route, shownText(route)]))
    const alike = live.map((route) => take((other) => texts.get(other) === shownText(route)))
    this.#found = live.map(
      (route, index) =>
        alike[index] ?? take((other, at) => routeLabel(other, at) === routeLabel(route, index)),
    )
  }

  of(index: number): Route | undefined {
    return this.#found[index]
  }
}

/** The text of a route as a server shows it that leaves `false` out. */
function shownText(route: Route): string {
  const { delivery, ...rest } = canonicalRoute(route) as { readonly delivery?: Route['delivery'] }
  const { fallbackToUI, ...shown } = delivery ?? {}
  const left = fallbackToUI === true ? { ...shown, fallbackToUI } : shown
  return canonicalText(Object.keys(left).length === 0 ? rest : { ...rest, delivery: left })
}
