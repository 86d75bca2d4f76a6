/** A route's name; where it has none what the vendor's client calls it, from 1. @param index in `spec.approvals`. */
export function routeLabel(route: { readonly name?: unknown }, index: number): string {
  return typeof route.name === 'string' && route.name !== '' ? route.name : `approval-${index + 1}`
}
