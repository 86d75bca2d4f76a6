/** The severity of a check: by the config, else its default. */
import type { Severity } from '../diagnostic/finding.ts'
import type { Check } from './check.ts'

/** Severities by id of a check; '*' sets all checks that are not named. */
export type Settings = Readonly<Record<string, Severity | 'off'>>

export function severityOf(
  check: Pick<Check, 'id' | 'severity' | 'isLocked'>,
  settings: Settings,
): Severity | 'off' {
  if (check.isLocked === true) return check.severity
  return own(settings, check.id) ?? own(settings, '*') ?? check.severity
}

/** Reads own properties only: a check's id may be that of a property that every object has. */
function own(settings: Settings, key: string): Severity | 'off' | undefined {
  return Object.hasOwn(settings, key) ? settings[key] : undefined
}
