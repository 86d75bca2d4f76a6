/** `map --out FILE`: writes over an earlier page, and over nothing else. */
import { resolve } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isRegularFile } from '../files/is-regular-file.ts'
import { readText } from '../files/read-text.ts'
import { replaceFile } from '../files/replace-file.ts'
import type { Context } from '../workbench/context.ts'

/**
 * Told before anything is read.
 *
 * @throws PolicyctlError file-exists where something else than a page is there.
 */
export function refuseOtherThanPage({ cwd }: Context, out: string): void {
  const path = resolve(cwd, out)
  // What is no file is refused when it is to be replaced.
  if (!isRegularFile(path) || isPageOrEmpty(readText(path))) return
  throw new PolicyctlError('file-exists', {
    message: `${path} is there already; it is no page of policyctl, and it is left alone`,
    hint: 'choose another --out, or remove the file',
  })
}

/** @throws PolicyctlError file-unwritable. */
export function savePage(html: string, out: string, { cwd }: Context): void {
  replaceFile({ path: resolve(cwd, out), content: html, within: null })
}

/** Of any version. */
function isPageOrEmpty(text: string | null): boolean {
  return text !== null && (text.trim() === '' || text.slice(0, 200).includes('data-made-by="policyctl"'))
}
