import { digest, type Fingerprint } from '../policy/fingerprint.ts'
import type { Plan } from './plan.ts'

/** A digest that is equal for plans that do the same to the same target in the same order, whenever they were made. */
export function planFingerprint({ target, steps, phases }: Plan): Fingerprint {
  const writes = phases.map(({ phase, writes: list }) => [
    phase,
    list.map((write) => [write.policy, write.fingerprint]),
  ])
  const changes = steps.map((step) => [
    step.action,
    step.policy,
    step.beforeFingerprint,
    step.afterFingerprint,
  ])
  return digest(JSON.stringify([target.endpoint, changes, writes]))
}
