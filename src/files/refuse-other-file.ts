import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isRegularFile } from './is-regular-file.ts'
import { readText } from './read-text.ts'

export interface OwnFile {
  /** `plan`. */
  readonly what: string
  /** Tells whether a text is such a file, of any version. */
  readonly isOne: (text: string) => boolean
}

/**
 * For `--out FILE`, which writes over what it wrote earlier, and over nothing else.
 *
 * @param path absolute. @throws PolicyctlError file-exists where something else is there.
 */
export function refuseOtherFile(path: string, { what, isOne }: OwnFile): void {
  // Only a regular file may be replaced.
  if (!isRegularFile(path)) return
  const text = readText(path)
  if (text !== null && (text.trim() === '' || isOne(text))) return
  throw new PolicyctlError('file-exists', {
    message: `${path} is there already; it is no ${what}, and it is left alone`,
    hint: 'choose another --out, or remove the file',
  })
}
