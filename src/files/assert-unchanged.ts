import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { readText } from './read-text.ts'

/**
 * Refuses to overwrite what somebody saved after policyctl had read the file.
 * @param path absolute. @param was the text that the new one was made from.
 * @throws PolicyctlError file-changed.
 */
export function assertUnchanged(path: string, was: string): void {
  if (readText(path) === was) return
  throw new PolicyctlError('file-changed', {
    message: `${path} was changed while policyctl was at work; it is left as it is now`,
    hint: 'run it again',
  })
}
