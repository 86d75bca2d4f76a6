type Fields = Readonly<Record<string, unknown>>

/** Tells whether two values are equal as written. The order of keys does not count, the order of lists does. */
export function isPlainlyEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) return isEqualList(a, b)
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && isPlainlyEqual((a as Fields)[key], (b as Fields)[key]))
}

function isEqualList(a: object, b: object): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((item, index) => isPlainlyEqual(item, b[index]))
}
