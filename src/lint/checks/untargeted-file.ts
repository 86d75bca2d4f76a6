import { startOf } from '../../diagnostic/place.ts'
import { filesInNoLayer } from '../../fleet/fleet-subject.ts'
import type { SetCheck } from '../check.ts'

/** A file in no target's layers has no effect. */
export const check: SetCheck = {
  kind: 'set',
  id: 'untargeted-file',
  severity: 'warning',
  *run({ fleet }) {
    if (fleet === null) return
    const layers = [...new Set(fleet.targets.flatMap((target) => target.layers))]
    for (const file of filesInNoLayer(fleet))
      yield {
        place: file.policies[0]?.placeOf(['name']) ?? startOf(file.file),
        policy: file.policies[0]?.policy.name ?? null,
        message: 'this file is in no layer, so no target gets it',
        hint: `move it into one of ${layers.slice(0, 20).join(', ')}, or delete it`,
        about: [file.file],
      }
  },
}
