/** Findings for files and folders that cannot be read. */
import type { Finding } from '../diagnostic/finding.ts'
import { startOf } from '../diagnostic/place.ts'

const HINTS: Readonly<Record<string, string>> = {
  'symbolic-link': 'replace the link by a file of the project',
  'unread-folder':
    'give the folder another name if its policies should apply, or move it out of the policy folder',
  'absent-file':
    'restore what it led to (git sparse-checkout add, where a sparse checkout leaves it out), or remove the link',
}

/** The finding for a file or a folder that cannot be read. @param fact completes the sentence that starts with the file. */
export function fileFinding(check: string, file: string, fact: string): Finding {
  const hint = HINTS[check] ?? 'fix it, or move it out of the folder'
  return {
    check,
    severity: 'error',
    message: `${file} ${fact}`,
    hint,
    ...startOf(file),
    policy: null,
    fixable: false,
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  ELOOP: 'is a link that leads back to itself',
  ENOENT: 'leads to nothing',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EMFILE: 'cannot be read: the system lets this process open no more files',
  ENFILE: 'cannot be read: the system opens no more files',
}

/** The cause of a reading error, as the end of a sentence that starts with the file. */
export function causeOf(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  return CAUSES[code] ?? `cannot be read (${code || String(error)})`
}
