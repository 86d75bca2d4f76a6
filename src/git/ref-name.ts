/** The refs in which git remembers a target: `refs/policyctl/<kind>/<target>`. */
export type RefKind = 'ledger' | 'lock'

/**
 * Names of targets that git would refuse as (part of) a ref, and those that
 * differ only in case, are written with %xx; different targets never share one.
 */
export function refName(kind: RefKind, target: string): string {
  return `refs/policyctl/${kind}/${target.replace(/[^a-z0-9._-]|^[.-]|\.(?=\.|$|lock$)/g, escaped)}`
}

function escaped(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

/** The target that a ref is called after; null for a ref that is no such, or that policyctl would call otherwise. */
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
