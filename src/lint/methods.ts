import { METHODS } from '../access/model/reading.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'

export { METHODS } from '../access/model/reading.ts'

export function isMethod(text: string): boolean {
  return METHODS.includes(text)
}

/** The usual methods that change something; custom names, which may do so, are not among them. */
export const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE']

/** One slip away, and begun alike: Read is not HEAD. */
export function meantMethod(method: string): string | null {
  const meant = didYouMean(method, METHODS)
  if (meant === null || meant.charAt(0) !== method.charAt(0).toUpperCase()) return null
  return Math.abs(meant.length - method.length) <= 1 ? meant : null
}
