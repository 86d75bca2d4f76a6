/**
 * Prepares a live spec for comparing it with specs of ours: it drops fields that
 * neither the schema nor our specs have, and fills in values that a server may not
 * show. A server in Go leaves `fallbackToUI: false` out, so a live route without
 * the field may have it: the spec that we know of that route decides. A `true` or
 * `false` that live shows is kept.
 */
import { canonicalRoute, canonicalText } from './canonical.ts'
import { withoutForeignFields } from './known-fields.ts'
import type { Route, Spec } from './policy.ts'
import { routeLabel } from './route-label.ts'

/**
 * @param known our specs, the most reliable first: the applied one before the
 * wanted one. Comparing the result with any of them is exact.
 */
export function liveAsKnown(live: Spec, ...known: readonly (Spec | null)[]): Spec {
  return withUnshown(withoutForeignFields(live, ...known), ...known)
}

/** Fills in the values that a server may not show, and keeps unknown fields. */
export function withUnshown(live: Spec, ...known: readonly (Spec | null)[]): Spec {
  const { approvals } = live
  // Few specs have such a value.
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

/** Finds the known route of each live route: one with the same canonical text, else one with the same name. */
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

/** The canonical text of a route without a `fallbackToUI: false`, as a server shows it that leaves `false` out. */
function shownText(route: Route): string {
  const { delivery, ...rest } = canonicalRoute(route) as { readonly delivery?: Route['delivery'] }
  const { fallbackToUI, ...shown } = delivery ?? {}
  const left = fallbackToUI === true ? { ...shown, fallbackToUI } : shown
  return canonicalText(Object.keys(left).length === 0 ? rest : { ...rest, delivery: left })
}
