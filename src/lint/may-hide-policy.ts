import type { Subject } from './subject.ts'

/** Tells whether a file has an error for which the name of a policy in it is not known: a name that no policy has may be there. */
export function mayHidePolicy({ files, fleet }: Pick<Subject, 'files' | 'fleet'>): boolean {
  return (fleet?.files ?? files).some(({ findings }) =>
    findings.some(({ severity, policy }) => severity === 'error' && policy === null),
  )
}

/** The hint for a name that such a file may hold. */
export const MEND_FIRST = 'a file that cannot be read may have it: mend that file first, and lint again'
