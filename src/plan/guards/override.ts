/** Overrides of the command line: each is for a named target, or for the only target of the run. */
import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { PolicyctlError } from '../../diagnostic/policyctl-error.ts'
import type { Overrides } from './guard.ts'

/** The flag of each override, in the order in which a ledger records them. */
export const OVERRIDE_FLAGS = {
  allowBehind: '--allow-behind',
  allowDeletes: '--allow-deletes',
  allowEmpty: '--allow-empty',
  allowInUse: '--allow-in-use',
  overwriteLive: '--overwrite-live',
  dropFields: '--drop-fields',
  allowWidening: '--allow-widening',
} as const satisfies Readonly<Record<keyof Overrides, string>>

export type OverrideFlag = (typeof OVERRIDE_FLAGS)[keyof Overrides]

/** One value of one flag. */
export interface GivenOverride {
  readonly flag: OverrideFlag
  /** null: no target is named. */
  readonly target: string | null
  /** A number of deletes or a policy's name; null for a flag without a value. */
  readonly value: string | null
}

/** Writes an override: `--allow-in-use=a`; with several targets `--allow-in-use=dev-eu:a`. */
export function overrideText(
  flag: OverrideFlag,
  value: string | number | null,
  { namesTarget }: { readonly namesTarget: string | null },
): string {
  const words = [namesTarget, value].filter((word) => word !== null)
  return words.length === 0 ? flag : `${flag}=${words.join(':')}`
}

/** Writes all overrides, each flag once: `--allow-widening --allow-in-use=dev-eu:a,dev-us:a`; '' for none. */
export function givenText(given: readonly GivenOverride[]): string {
  const flags = new Map<OverrideFlag, string[]>()
  for (const { flag, target, value } of given) {
    const words = [target, value].filter((word) => word !== null).join(':')
    flags.set(flag, [...(flags.get(flag) ?? []), ...(words === '' ? [] : [words])])
  }
  return [...flags]
    .map(([flag, words]) => (words.length === 0 ? flag : `${flag}=${words.join(',')}`))
    .join(' ')
}

/**
 * Refuses overrides for other targets than those of the run and, with several targets, overrides without one.
 *
 * @param targets names of the targets of the run.
 * @throws PolicyctlError usage.
 */
export function refuseStrayOverrides(
  given: readonly GivenOverride[],
  { targets, isSeveral }: { readonly targets: readonly string[]; readonly isSeveral: boolean },
): void {
  for (const { flag, target, value } of given) {
    if (target !== null && !targets.includes(target)) throw strayOverride({ flag, target, value }, targets)
    if (target === null && isSeveral) throw bareOverride({ flag, value }, targets)
  }
}

function strayOverride({ flag, target, value }: GivenOverride, targets: readonly string[]): PolicyctlError {
  const meant = didYouMean(target ?? '', targets)
  return new PolicyctlError('usage', {
    message: `${overrideText(flag, value, { namesTarget: target })} is for the target '${target}', which is not part of this run`,
    hint:
      meant === null
        ? `this run is about ${targets.slice(0, 20).join(', ')}: name one of these, or leave it out`
        : `did you mean ${meant}?`,
  })
}

function bareOverride(
  { flag, value }: Pick<GivenOverride, 'flag' | 'value'>,
  [first = 'NAME']: readonly string[],
): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${overrideText(flag, value, { namesTarget: null })} names no target, and this run has several`,
    hint: `name the target that it is for: ${overrideText(flag, value, { namesTarget: first })}`,
  })
}

/** Returns the overrides for one target. @throws PolicyctlError usage if two numbers of deletes are given for it. */
export function overridesFor(given: readonly GivenOverride[], target: string): Overrides {
  const own = given.filter((one) => one.target === null || one.target === target)
  const has = (flag: OverrideFlag): boolean => own.some((one) => one.flag === flag)
  const names = (flag: OverrideFlag): readonly string[] =>
    own.flatMap((one) => (one.flag === flag && one.value !== null ? [one.value] : []))
  const deletes = names('--allow-deletes')
  if (deletes.length > 1)
    throw new PolicyctlError('usage', {
      message: `--allow-deletes is given ${deletes.length} times for ${target}`,
      hint: 'write the exact number that the refusal names, once',
    })
  return {
    allowBehind: has('--allow-behind'),
    allowDeletes: deletes[0] === undefined ? null : Number(deletes[0]),
    allowEmpty: has('--allow-empty'),
    allowInUse: names('--allow-in-use'),
    overwriteLive: names('--overwrite-live'),
    allowWidening: has('--allow-widening'),
    dropFields: names('--drop-fields'),
  }
}
