import type { PageDocument } from '../answers/page.ts'
import type { PlacedSide } from '../answers/read-side.ts'

/** The places that the page has, as an answer asks for them; without policies that stand in no file. */
export function placedPolicies(policies: PageDocument['policies']): PlacedSide['parsed'] {
  return new Map(
    policies.flatMap(({ name, file, lines, mapped = [] }) => {
      if (file === null) return []
      const placeOf = ([, , rule]: readonly (string | number)[]) => ({ file, line: lines[Number(rule)] ?? 1 })
      return [[name, { placeOf, mapped }] as const]
    }),
  )
}
