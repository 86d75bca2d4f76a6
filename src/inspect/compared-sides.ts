import type { AccessSide } from '../access/model/access-side.ts'
import type { ReadSide } from '../answers/read-side.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import { without } from '../policy/ledger-without.ts'
import { withUnshown } from '../policy/live-as-known.ts'
import { openSides } from '../workbench/side.ts'
import type { SideName } from '../workbench/side-name.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { asWorkspace, type ComparedSides } from './record-of-sides.ts'

/** Opens two sides and prepares each for a comparison with the other. @throws as openSides. */
export async function openComparedSides(
  names: readonly [from: SideName, to: SideName],
  workbench: Workbench,
): Promise<ComparedSides> {
  const [one, other] = await openSides(names, workbench)
  if (one === undefined || other === undefined) throw new Error('a comparison without sides')
  return asWorkspace(names, { from: asReadBy(one, other), to: asReadBy(other, one) }, workbench)
}

/** The policies of a side without the live fields that neither the schema nor the other side knows. */
export function knownAccess(
  { kind, access }: ReadSide,
  { access: { policies: known } }: ReadSide,
): AccessSide {
  if (kind !== 'live') return access
  const policies = [...access.policies].map(
    ([name, spec]) => [name, withoutForeignFields(spec, known.get(name) ?? null)] as const,
  )
  return { ...access, policies: new Map(policies) }
}

/** Drops policies that the other side has in a form that cannot be read, and fills in values that live does not show from the other side. */
function asReadBy<Compared extends ReadSide>(
  side: Compared,
  { access: { policies: known }, unreadable: unread }: ReadSide,
): Compared {
  const unreadable = unread.map(({ policy }) => policy)
  const { access } = side
  if (side.kind !== 'live')
    return { ...side, access: { ...access, policies: without(access.policies, unreadable) } }
  const policies = new Map(
    [...without(access.policies, unreadable)].map(
      ([name, spec]) => [name, withUnshown(spec, known.get(name) ?? null)] as const,
    ),
  )
  return { ...side, access: { ...access, policies } }
}
