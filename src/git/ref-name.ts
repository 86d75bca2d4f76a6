/** Names the refs of ledgers and locks: `refs/policyctl/<kind>/<target>`. */
export type RefKind = 'ledger' | 'lock'

/**
 * Characters that git refuses in a ref, and capital letters, are written as %xx: some
 * disks ignore case, and different targets must never share a ref.
 */
export function refName(kind: RefKind, target: string): string {
  return `refs/policyctl/${kind}/${target.replace(/[^a-z0-9._-]|^[.-]|\.(?=\.|$|lock$)/g, escaped)}`
}

function escaped(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

/** Returns the target that a ref is named after; null if the ref is not of this kind, or not the name that refName gives. */
export function nameOfRef(kind: RefKind, ref: string): string | null {
  const prefix = `refs/policyctl/${kind}/`
  if (!ref.startsWith(prefix)) return null
  try {
    const name = decodeURIComponent(ref.slice(prefix.length))
    return refName(kind, name) === ref ? name : null
  } catch {
    return null
  }
}
