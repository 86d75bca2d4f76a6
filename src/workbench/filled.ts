/** Returns the value of a variable; null if it is unset or empty. */
export function filled(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
}
