import { matchesNameGlob } from '../../policy/name-glob.ts'
import type { SetCheck } from '../check.ts'
import { configPlaces } from '../config-places.ts'

/** A `without` that drops nothing: if it is misspelt, the target still gets the policy. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unused-without',
  severity: 'warning',
  *run({ fleet, config }) {
    if (fleet === null || config === null) return
    const { name, without } = fleet.target
    for (const [at, glob] of without.entries()) {
      if (fleet.given.dropped.some(({ written }) => matchesNameGlob(glob, written.policy.name))) continue
      yield {
        place: configPlaces(config).valueAt(['targets', name, 'without', at]),
        policy: null,
        message: `no layer of ${name} has a policy called ${glob}`,
        hint: 'delete it, or correct the name',
        about: [name, glob],
      }
    }
  },
}
