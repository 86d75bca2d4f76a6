/** A variable of the environment; empty counts as unset. */
export function filled(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
}
