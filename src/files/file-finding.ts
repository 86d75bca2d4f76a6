import type { Finding } from '../diagnostic/finding.ts'
import { startOf } from '../diagnostic/place.ts'

const HINTS: Readonly<Record<string, string>> = {
  'symbolic-link': 'replace the link by a file of the project',
  'absent-file':
    'restore what it led to (git sparse-checkout add, where a sparse checkout leaves it out), or remove the link',
}

/** That a file, or a folder, cannot be had at all. @param fact completes the sentence that starts with the file. */
export function fileFinding(check: string, file: string, fact: string): Finding {
  const hint = HINTS[check] ?? 'mend it, or move it out of the folder'
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
