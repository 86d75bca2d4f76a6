import type { PageDocument } from '../answers/page.ts'
import type { PlacedSide } from '../answers/read-side.ts'

/** Returns the places of the policies that stand in a file, in the form that answers need. */
export function placedPolicies(policies: PageDocument['policies']): PlacedSide['parsed'] {
  return new Map(
    policies.flatMap(({ name, file, lines, mapped = [] }) => {
      if (file === null) return []
      const placeOf = ([, , rule]: readonly (string | number)[]) => ({ file, line: lines[Number(rule)] ?? 1 })
      return [[name, { placeOf, mapped }] as const]
    }),
  )
}
