/** The flags of everything that writes to a workspace, and what they mean. */
import type { Wishes } from '../deploy/carry-out.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { nameGlobFault } from '../policy/name-glob.ts'
import type { CommandOption, Options } from './command.ts'
import { OVERRIDES } from './override-options.ts'

export const ONLY: CommandOption = {
  flags: '--only <glob...>',
  description: 'only policies whose names match; this limits creates and deletes too',
}

export const WRITING: readonly CommandOption[] = [
  { flags: '--yes', description: 'do not ask' },
  { flags: '--wait <duration>', description: 'wait for another apply to end: 30s, 10m', parse: duration },
  { flags: '--skip-blocked', description: 'apply the steps that no guard blocks, and exit 3' },
  ...OVERRIDES,
]

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

/** Reads all options of a write except the overrides, which depend on the target. */
export function wishesOf(options: Options): Omit<Wishes, 'overrides'> {
  return {
    only: onlyOf(options),
    skipBlocked: options.skipBlocked === true,
    yes: options.yes === true,
    wait: (options.wait as number | undefined) ?? 0,
  }
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
    message: `--wait ${value}: not a duration`,
    hint: 'write it like 30s, 10m or 1h30m',
  })
}
