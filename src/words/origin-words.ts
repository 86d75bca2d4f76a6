import type { Step } from '../plan/plan.ts'

/**
 * Says that a step undoes a live edit; '' if nobody edited the policy live.
 * @param takenOver live policies that were never applied from this repository.
 */
export function originWords(
  { action, origin, policy }: Pick<Step, 'action' | 'origin' | 'policy'>,
  takenOver: ReadonlySet<string>,
): string {
  if (origin !== 'live' && origin !== 'both') return ''
  switch (action) {
    case 'create':
      return 'deleted live; this creates it again'
    case 'delete':
      return 'edited live; this deletes it'
    case 'update':
      if (takenOver.has(policy)) return 'unmanaged until now; this overwrites it'
      return origin === 'live'
        ? 'edited live; this overwrites it'
        : 'edited live and in the files; this overwrites the live edit'
  }
}
