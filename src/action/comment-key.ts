import type { Session } from './session.ts'
import { targetNames } from './targets.ts'

/**
 * Tells the comments of several jobs about one project apart: one job for each
 * target must not wipe what the others show. A run that compares no access has
 * a comment of its own.
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

/** Targets that a comment with this key speaks of. */
export function targetsOfKey(key: string): readonly string[] {
  const family = familyOf(key)
  return family.startsWith('only ') ? [] : family.split(',')
}
