/** The flags of everything that writes to a workspace, and what they mean. */
import type { Wishes } from '../deploy/carry-out.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import { nameGlobFault } from '../policy/name-glob.ts'
import type { CommandOption, Options } from './command.ts'

export const ONLY: CommandOption = {
  flags: '--only <glob...>',
  description: 'policies of these names only; deletes and creates too',
}

/** Each names exactly what a refusal named. */
export const OVERRIDES: readonly CommandOption[] = [
  { flags: '--allow-behind', description: 'although HEAD lacks the commit that was last applied' },
  { flags: '--allow-deletes <n>', description: 'the exact number of deletes', parse: wholeNumber },
  { flags: '--allow-empty', description: 'although there is no policy file at all' },
  {
    flags: '--allow-in-use <names>',
    description: 'delete these although agents use them',
    parse: names,
    isRepeatable: true,
  },
  {
    flags: '--overwrite-live <names>',
    description: 'although live edits made these narrower',
    parse: names,
    isRepeatable: true,
  },
  {
    flags: '--drop-fields <names>',
    description: 'erase live fields of these that the schema does not know',
    parse: names,
    isRepeatable: true,
  },
  { flags: '--allow-widening', description: 'where the config wants a yes for wider access' },
]

export const WRITING: readonly CommandOption[] = [
  { flags: '--yes', description: 'do not ask' },
  { flags: '--wait <duration>', description: 'wait for another apply to end: 30s, 10m', parse: duration },
  { flags: '--skip-blocked', description: 'apply what no guard blocks, and exit 3' },
  ...OVERRIDES,
]

function overridesOf(options: Options): Overrides {
  const list = (value: unknown): readonly string[] => (value as readonly string[] | undefined) ?? []
  return {
    allowBehind: options.allowBehind === true,
    allowDeletes: (options.allowDeletes as number | undefined) ?? null,
    allowEmpty: options.allowEmpty === true,
    allowInUse: list(options.allowInUse),
    overwriteLive: list(options.overwriteLive),
    allowWidening: options.allowWidening === true,
    dropFields: list(options.dropFields),
  }
}

/** @throws PolicyctlError usage for a glob that means nothing. */
export function onlyOf({ only }: Options): readonly string[] {
  const globs = (only as readonly string[] | undefined) ?? []
  for (const glob of globs) {
    const fault = nameGlobFault(glob)
    if (fault !== null)
      throw new PolicyctlError('usage', {
        message: `--only '${glob}': the glob ${fault}`,
        hint: 'name policies as their files do, or with *, ?, {a,b} and {1..9}',
      })
  }
  return globs
}

export function wishesOf(options: Options): Wishes {
  return {
    only: onlyOf(options),
    overrides: overridesOf(options),
    skipBlocked: options.skipBlocked === true,
    yes: options.yes === true,
    wait: (options.wait as number | undefined) ?? 0,
  }
}

function wholeNumber(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new PolicyctlError('usage', {
    message: `--allow-deletes ${value}: that is no number of deletes`,
    hint: 'write the exact number that the refusal names: --allow-deletes=4',
  })
}

/** Comma-separated; a flag that is given again adds to it. */
function names(value: string, previous: unknown): readonly string[] {
  const given = value.split(',').map((name) => name.trim())
  return [...((previous as readonly string[] | undefined) ?? []), ...given.filter((name) => name !== '')]
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000 }

function duration(value: string): number {
  if (/^(\d{1,6}[hms])+$/.test(value)) {
    return [...value.matchAll(/(\d+)([hms])/g)].reduce(
      (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0),
      0,
    )
  }
  throw new PolicyctlError('usage', {
    message: `--wait ${value}: that is no duration`,
    hint: 'write it like 30s, 10m or 1h30m',
  })
}
