/** Names that are safe in the API's URL paths, in git trees and in file names. */
const SAFE_NAME = /^[a-z0-9._-]{1,253}$/

/** `POST /policies/translate` shares its path with a policy of that name. */
export const RESERVED_NAMES: readonly string[] = ['translate']

export function isSafeName(name: string): boolean {
  return SAFE_NAME.test(name) && name !== '.' && name !== '..'
}

/** Returns the nearest name that every server takes; '' if nothing is left. */
export function usualName(name: string): string {
  const parts = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .split('.')
    .map((part) => part.replace(/^-+|-+$/g, ''))
  return parts.filter((part) => part !== '').join('.')
}
