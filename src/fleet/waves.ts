/** Orders the targets of an apply into waves. */
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'

/** Targets that are applied at the same time. */
export interface Wave {
  /** The wave of the config's rollout, from 1. */
  readonly number: number
  readonly targets: readonly string[]
}

/** Globs of targets, wave by wave, as the config has them; []: it has no waves. */
export type Rollout = readonly (readonly string[])[]

/**
 * The waves that contain some of the targets, in order. Without `rollout` in the config all
 * targets are one wave.
 *
 * @throws PolicyctlError config-invalid if a target is in no wave: whether it comes first or last would be a guess.
 */
export function wavesOf(targets: readonly string[], rollout: Rollout): readonly Wave[] {
  if (rollout.length === 0) return [{ number: 1, targets }]
  const stray = targets.filter((target) => !rollout.some((wave) => matchesAnyGlob(wave, target)))
  if (stray.length > 0) throw inNoWave(stray)
  return rollout.flatMap((wave, at) => {
    const own = targets.filter((target) => matchesAnyGlob(wave, target))
    return own.length === 0 ? [] : [{ number: at + 1, targets: own }]
  })
}

const MOST_NAMED = 20

function inNoWave(stray: readonly string[]): PolicyctlError {
  return new PolicyctlError('config-invalid', {
    message: `rollout of policyctl.yaml has no wave for ${firstNames(stray, MOST_NAMED)}, so nothing says when ${stray.length === 1 ? 'it is' : 'they are'} applied`,
    hint: 'write each target into one of the waves, or name only targets that are in one',
  })
}
