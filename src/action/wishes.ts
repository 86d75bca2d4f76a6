/** Reads the inputs that lift guards like the options of apply with the same names. */
import type { Options } from '../commands/command.ts'
import { BARE, optionName, overridesIn } from '../commands/override-options.ts'
import { WRITING, wishesOf } from '../commands/write-options.ts'
import type { Wishes } from '../deploy/carry-out.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type GivenOverride, givenText, overridesFor, refuseStrayOverrides } from '../plan/guards/override.ts'
import type { Inputs } from './inputs.ts'

type LiftingInputs = Pick<Inputs, 'overrides' | 'reason' | 'allowUnreviewed'>

/** The options of the run for every target; `wishesFor` returns those of one. */
export interface ActionWishes extends Omit<Wishes, 'overrides'> {
  readonly given: readonly GivenOverride[]
}

/**
 * @param meant.targets the targets of all jobs of the run. @param meant.isSeveral true if an override without a target would be for several.
 * @throws PolicyctlError usage for an invalid value, and for a target that is not of the run.
 */
export function wishesIn(
  { overrides, reason, allowUnreviewed }: LiftingInputs,
  meant: { readonly targets: readonly string[]; readonly isSeveral: boolean },
): ActionWishes {
  const note = { reason, lifted: allowUnreviewed ? ['--allow-unreviewed'] : [] }
  return namingInputs(() => {
    const options = optionsOf(overrides)
    const given = overridesIn(options)
    refuseStrayOverrides(given, meant)
    return { ...wishesOf(options), given, yes: true, note }
  })
}

/** An error about an option is about the input of the same name here. */
function namingInputs<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof PolicyctlError)) throw cause
    const [message, hint] = [cause.message, cause.hint].map(asInputs)
    throw new PolicyctlError(cause.code, { message: message ?? '', hint: hint ?? '', cause })
  }
}

function asInputs(text: string): string {
  return text.replace(
    /(?<=^|\s)--(allow-[a-z-]+|overwrite-live|drop-fields)(?:=(\S+))?/g,
    (_, name: string, value?: string) => `input ${name}${value === undefined ? '' : `: ${value}`}`,
  )
}

/** Returns the options for one target. */
export function wishesFor({ given, ...wishes }: ActionWishes, target: string): Wishes {
  return { ...wishes, overrides: overridesFor(given, target) }
}

/** Lists what a run by hand lifts, as the options of apply; '' for nothing. */
export function liftedBy({ overrides, allowUnreviewed }: LiftingInputs): string {
  const flags = [givenText(overridesIn(optionsOf(overrides))), allowUnreviewed ? '--allow-unreviewed' : '']
  return flags.filter((flag) => flag !== '').join(' ')
}

function optionsOf(overrides: Inputs['overrides']): Options {
  return Object.fromEntries(Object.entries(overrides).map(([key, value]) => [key, parsed(key, value)]))
}

function parsed(key: string, value: string | true): unknown {
  const option = WRITING.find(({ flags }) => optionName(flags) === key)
  if (option === undefined) throw new Error(`apply has no option ${key}`)
  if (option.parse === undefined) return value
  return option.parse(value === true ? BARE : value, undefined)
}
