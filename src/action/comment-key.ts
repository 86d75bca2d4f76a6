import type { Session } from './session.ts'
import { targetNames } from './targets.ts'

/**
 * Makes the key that distinguishes comments of several jobs about one project: the job
 * of one target must not overwrite the comment of another. A run that compares no access
 * has a comment of its own.
 */
export function commentKey(session: Pick<Session, 'inputs' | 'context' | 'project'>): string {
  const { commands } = session.inputs
  const looksAtAccess = (['plan', 'diff', 'comment'] as const).some((command) => commands.includes(command))
  const names = targetNames(session).map(({ name }) => name)
  return looksAtAccess ? names.toSorted().join(',') : `only ${commands.join(' ')}`
}

/** Returns the key of the first comment for a comment that continues it. */
export function familyOf(key: string): string {
  return key.replace(/#\d+$/, '')
}

/** Returns the targets of a comment with this key. */
export function targetsOfKey(key: string): readonly string[] {
  const family = familyOf(key)
  return family.startsWith('only ') ? [] : family.split(',')
}
