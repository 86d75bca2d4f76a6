import type { Overrides } from '../plan/guards/guard.ts'
import { OVERRIDE_FLAGS } from '../plan/guards/override.ts'

/** Writes the flags that lifted guards, for the ledger: `--allow-widening --allow-in-use=a,b`; '' for none. */
export function overridesText(given: Overrides): string {
  const overrides = Object.keys(OVERRIDE_FLAGS) as (keyof Overrides)[]
  return overrides.flatMap((one) => flagText(OVERRIDE_FLAGS[one], given[one])).join(' ')
}

function flagText(flag: string, value: Overrides[keyof Overrides]): readonly string[] {
  if (value === true) return [flag]
  if (value === false || value === null) return []
  const text = typeof value === 'number' ? String(value) : value.join(',')
  return text === '' ? [] : [`${flag}=${text}`]
}
