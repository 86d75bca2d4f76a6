import { posix } from 'node:path'
import type { AccessSide } from '../access/model/access-side.ts'
import { type ReadSide, unreadableFiles } from '../answers/read-side.ts'
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
): Promise<ComparedSides & { readonly uncompared: readonly string[] }> {
  const [one, other] = await openSides(names, workbench)
  if (one === undefined || other === undefined) throw new Error('a comparison without sides')
  const [hidden, hiddenToo] = [hiddenBy(one, other), hiddenBy(other, one)]
  const from = asReadBy(one, other, hidden)
  const to = asReadBy(other, one, hiddenToo)
  const compared = await asWorkspace(names, { from, to }, workbench)
  return { ...compared, uncompared: [...hidden, ...hiddenToo].sort() }
}

/**
 * Finds policies that only this side has, and that may be in a file of the other side that cannot be read: they are not
 * gone, nobody knows. A file is the same if it has the same name; live and a ledger do not tell of files.
 */
function hiddenBy(side: ReadSide, other: ReadSide): readonly string[] {
  const unread = new Set(unreadableFiles(other.errors).map(({ file }) => posix.basename(file)))
  if (unread.size === 0) return []
  return [...side.access.policies.keys()].filter((name) => {
    const file = side.parsed.get(name)?.placeOf([]).file
    const isUnread = file === undefined || unread.has(posix.basename(file))
    return isUnread && !other.access.policies.has(name)
  })
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

/** Drops policies that the other side has, or may have, in a form that cannot be read, and fills in values that live does not show from the other side. */
function asReadBy<Compared extends ReadSide>(
  side: Compared,
  { access: { policies: known }, unreadable: unread }: ReadSide,
  hidden: readonly string[],
): Compared {
  const unreadable = [...hidden, ...unread.map(({ policy }) => policy)]
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
