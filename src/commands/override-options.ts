/** The flags that lift guards, with or without a target. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { NO_OVERRIDES, type Overrides } from '../plan/guards/guard.ts'
import {
  type GivenOverride,
  type OverrideFlag,
  overridesFor,
  refuseStrayOverrides,
} from '../plan/guards/override.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { CommandOption, Options } from './command.ts'

/**
 * The flags that lift a guard. Those with a value repeat what the refusal named; with
 * several targets the value names its target too: `--allow-deletes=dev-eu:3`.
 */
export const OVERRIDES: readonly CommandOption[] = [
  {
    flags: '--allow-behind [targets]',
    description: 'apply although HEAD lacks the commit that was last applied',
    ...switchFor('--allow-behind'),
  },
  {
    flags: '--allow-deletes <n>',
    description: 'delete exactly this many policies, although that is more than safety allows',
    ...oneFor(valuesFor('--allow-deletes', wholeNumber)),
  },
  {
    flags: '--allow-empty [targets]',
    description:
      'delete all managed policies: there is no policy file, or the earlier revision has no policy',
    ...switchFor('--allow-empty'),
  },
  {
    flags: '--allow-in-use <names>',
    description: 'delete these policies, although agents use them',
    ...valuesFor('--allow-in-use'),
  },
  {
    flags: '--overwrite-live <names>',
    description: 'overwrite these policies, although live edits made them narrower',
    ...valuesFor('--overwrite-live'),
  },
  {
    flags: '--drop-fields <names>',
    description: 'erase the unknown live fields of these policies',
    ...valuesFor('--drop-fields'),
  },
  {
    flags: '--allow-widening [targets]',
    description: 'allow wider access, if the config requires approval of it',
    ...switchFor('--allow-widening'),
  },
]

/** Stands for the missing value of a flag like `--allow-behind [targets]`. No shell can pass this text. */
export const BARE = '\0'

type Parsing = Required<Pick<CommandOption, 'parse' | 'isRepeatable'>>

/** `--allow-behind`, `--allow-behind=dev-eu,dev-us`. */
function switchFor(flag: OverrideFlag): Parsing {
  return {
    isRepeatable: true,
    parse: (value, previous) => {
      if (value === BARE) return [...givenIn(previous), { flag, target: null, value: null }]
      const targets = wordsIn(value)
      if (targets.length === 0) throw emptyOverride(flag)
      return [...givenIn(previous), ...targets.map((target) => ({ flag, target, value: null }))]
    },
  }
}

/** `--allow-in-use=a,b`, `--allow-in-use=dev-eu:a,b,dev-us:c`: a target applies to all names up to the next target. */
function valuesFor(flag: OverrideFlag, checked = (value: string): string => value): Parsing {
  return {
    isRepeatable: true,
    parse: (text, previous) => {
      let target: string | null = null
      const given = wordsIn(text).map((word): GivenOverride => {
        const colon = word.indexOf(':')
        if (colon >= 0) target = word.slice(0, colon).trim()
        const value = checked(word.slice(colon + 1).trim())
        if (target === '' || value === '') throw emptyOverride(flag)
        return { flag, target, value }
      })
      return [...givenIn(previous), ...given]
    },
  }
}

/** Refuses a number that is given twice for one target: the last would win silently. */
function oneFor({ parse, ...parsing }: Parsing): Parsing {
  return {
    ...parsing,
    parse: (value, previous) => {
      const given = givenIn(parse(value, previous))
      const twice = given.find(({ target }, at) => given.findIndex((one) => one.target === target) < at)
      if (twice === undefined) return given
      throw new PolicyctlError('usage', {
        message: `${twice.flag} is given twice${twice.target === null ? '' : ` for ${twice.target}`}`,
        hint: 'write the exact number that the refusal names, once',
      })
    },
  }
}

function wordsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function givenIn(value: unknown): readonly GivenOverride[] {
  return (value as readonly GivenOverride[] | undefined) ?? []
}

function emptyOverride(flag: OverrideFlag): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${flag} contains an empty name`,
    hint: 'write the names from the refusal, with several targets as dev-eu:NAME; if a name comes from a variable, the variable is empty',
  })
}

/** Returns all overrides that are given, for any target. */
export function overridesIn(options: Options): readonly GivenOverride[] {
  return OVERRIDES.flatMap(({ flags }) => givenIn(options[optionName(flags)]))
}

/**
 * Returns the overrides for a run with one target.
 * @throws PolicyctlError `usage` if an override names another target; and what
 * choosing a target throws.
 */
export function overridesOfOne(options: Options, { identity }: Pick<Workbench, 'identity'>): Overrides {
  const given = overridesIn(options)
  if (given.length === 0) return NO_OVERRIDES
  const { name } = identity()
  refuseStrayOverrides(given, { targets: [name], isSeveral: false })
  return overridesFor(given, name)
}

/** `--allow-deletes <n>` → allowDeletes, as commander names it. */
export function optionName(flags: string): string {
  const [, name = ''] = /--([a-z][a-z-]*)/.exec(flags) ?? []
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function wholeNumber(value: string): string {
  if (/^\d{1,9}$/.test(value)) return value
  throw new PolicyctlError('usage', {
    message: `--allow-deletes ${value}: not a number of deletes`,
    hint: 'write the exact number that the refusal names: --allow-deletes=4, with several targets --allow-deletes=dev-eu:4',
  })
}
