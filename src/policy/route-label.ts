/** A route's name; if it has none, the name that the vendor's client gives it: `approval-1` for the first. @param index in `spec.approvals`. */
export function routeLabel(route: { readonly name?: unknown }, index: number): string {
  return typeof route.name === 'string' && route.name !== '' ? route.name : `approval-${index + 1}`
}
