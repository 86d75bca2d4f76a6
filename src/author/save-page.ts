/** Saves the page of `map --out FILE`; of existing files it overwrites only an earlier page. */
import { resolve } from 'node:path'
import { refuseOtherFile, replaceFile } from '../files/replace-file.ts'
import type { Context } from '../workbench/context.ts'

/** Call this before anything is read. @throws PolicyctlError file-exists if the file is not a page of policyctl. */
export function refuseOtherThanPage({ cwd }: Context, out: string): void {
  const isOne = (text: string): boolean => text.slice(0, 200).includes('data-made-by="policyctl"')
  refuseOtherFile(resolve(cwd, out), { what: 'page of policyctl', isOne })
}

/** @throws PolicyctlError file-unwritable. */
export function savePage(html: string, out: string, { cwd }: Context): void {
  replaceFile({ path: resolve(cwd, out), content: html, within: null })
}
