/** Severity by check: as the config says, else as the check does. */
import type { Severity } from '../diagnostic/finding.ts'
import type { Check } from './check.ts'

/** By id of a check; '*' sets all that are not named. */
export type Settings = Readonly<Record<string, Severity | 'off'>>

export function severityOf(
  check: Pick<Check, 'id' | 'severity' | 'isLocked'>,
  settings: Settings,
): Severity | 'off' {
  if (check.isLocked === true) return check.severity
  return own(settings, check.id) ?? own(settings, '*') ?? check.severity
}

/** A check may be called like a property that every object has. */
function own(settings: Settings, key: string): Severity | 'off' | undefined {
  return Object.hasOwn(settings, key) ? settings[key] : undefined
}
