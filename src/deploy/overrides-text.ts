import type { Overrides } from '../plan/guards/guard.ts'

/** Writes the flags that lifted guards, for the ledger: `--allow-widening --allow-in-use=a,b`; '' for none. */
export function overridesText(given: Overrides): string {
  const flags: readonly (readonly [string, boolean | number | null | readonly string[]])[] = [
    ['--allow-behind', given.allowBehind],
    ['--allow-deletes', given.allowDeletes],
    ['--allow-empty', given.allowEmpty],
    ['--allow-in-use', given.allowInUse],
    ['--overwrite-live', given.overwriteLive],
    ['--drop-fields', given.dropFields],
    ['--allow-widening', given.allowWidening],
  ]
  return flags
    .flatMap(([flag, value]) => {
      if (value === true) return [flag]
      if (value === false || value === null) return []
      const text = typeof value === 'number' ? String(value) : value.join(',')
      return text === '' ? [] : [`${flag}=${text}`]
    })
    .join(' ')
}
