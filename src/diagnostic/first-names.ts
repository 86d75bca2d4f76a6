/** Writes names for a message: `a, b and 3 more`. @param most number of names that are written. */
export function firstNames(names: readonly string[], most: number): string {
  const rest = names.length - most
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
