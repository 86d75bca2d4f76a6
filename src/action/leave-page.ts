import { join } from 'node:path'
import { createFile } from '../files/create-file.ts'
import { reason } from './post-comment.ts'
import type { Session } from './session.ts'

/** Writes the page of a target into the report folder. @returns false if that fails, which does not change the verdict. */
export function leavePage(
  { reports, warn }: Pick<Session, 'reports' | 'warn'>,
  target: string,
  html: () => string,
): boolean {
  try {
    createFile(join(reports, `policyctl-${target}.html`), html())
    return true
  } catch (error) {
    warn(`the page of ${target} was not written, which does not change the verdict: ${reason(error)}`)
    return false
  }
}
