import type { FleetSubject } from '../../fleet/fleet-subject.ts'
import { filesOfTargets } from '../../fleet/fleet-subject.ts'
import { layerOf } from '../../fleet/fleet-target.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import { isSameSpec } from '../../policy/canonical.ts'
import { keptForAll } from '../../policy/kept-for.ts'
import type { SetCheck } from '../check.ts'

/** A policy of a layer that has no effect in any target: it is replaced or dropped everywhere, or is a copy. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unused-layer-file',
  severity: 'warning',
  *run({ fleet }) {
    if (fleet === null) return
    const uses = usesOf(fleet)
    for (const file of fleet.files) {
      if (layerOf(file.file, fleet.folder, fleet.target.layers) === null) continue
      for (const policy of file.policies) {
        const use = uses.get(policy)
        if (use === 'used') continue
        yield {
          place: policy.placeOf(['name']),
          policy: policy.policy.name,
          message:
            use === 'copy'
              ? `${policy.policy.name} is the same here as in the layer before`
              : `no target gets this ${policy.policy.name}: later layers replace it, or without drops it`,
          hint: 'delete it',
          about: [policy.file, use ?? 'replaced'],
        }
      }
    }
  },
}

const isCopyOf = keptForAll(
  ([one, other]: readonly ParsedPolicy[]) =>
    one !== undefined && other !== undefined && isSameSpec(one.policy.spec, other.policy.spec),
)

type Use = 'used' | 'copy'

interface KnownUses {
  readonly targets: FleetSubject['targets']
  readonly uses: ReadonlyMap<ParsedPolicy, Use>
}

const known = new WeakMap<FleetSubject['files'], KnownUses>()

/** Finds the uses of policies in all targets. The first policy of a name counts as used if wider-layer compares later ones with it. */
function usesOf(fleet: FleetSubject): ReadonlyMap<ParsedPolicy, Use> {
  const found = known.get(fleet.files)
  if (found?.targets === fleet.targets) return found.uses
  const uses = new Map<ParsedPolicy, Use>()
  for (const { policies } of filesOfTargets(fleet).values())
    for (const { written, replaces, first } of policies) {
      const isCopy = replaces !== null && isCopyOf([replaces, written])
      if (!isCopy || uses.get(written) === undefined) uses.set(written, isCopy ? 'copy' : 'used')
      if (first !== written) uses.set(first, 'used')
    }
  known.set(fleet.files, { targets: fleet.targets, uses })
  return uses
}
