/** What can be done about drift: commands that do what is said of them, word for word. Not yet safe to print. */

import type { DriftAnswer, DriftView } from '../answers/drift.ts'
import type { DriftOutcome } from '../plan/drift-outcome.ts'
import { ONLY_UNKNOWN, OUTCOME_NOTE } from './drift-words.ts'
import { naturalNames } from './natural-order.ts'

export interface Choice {
  /** `put back`. */
  readonly title: string
  readonly command: string | null
  readonly words: string
}

/** More policies than this are pulled with --all. */
const MOST_PULLED = 8

export function driftChoices({ document, view }: DriftAnswer): readonly Choice[] {
  const of = (...wanted: readonly DriftOutcome[]): readonly string[] =>
    naturalNames(
      document.changes.flatMap(({ policy, outcome }) => (wanted.includes(outcome) ? [policy] : [])),
    )
  const leftAlone = (kind: 'added' | 'changed'): readonly string[] =>
    naturalNames(
      document.changes.flatMap((change) =>
        change.outcome === 'left-alone' && change.kind === kind ? [change.policy] : [],
      ),
    )
  const guarded = of('guarded')
  const kept = naturalNames([...of('put-back', 'guarded', 'deleted'), ...leftAlone('added')])
  const pulled = kept.length > MOST_PULLED ? ['--all'] : kept
  return [
    choice('put back', of('put-back', 'guarded'), {
      command: applyCommand(view, guarded.length === 0 ? [] : [`--overwrite-live=${guarded.join(',')}`]),
    }),
    choice('delete', of('deleted'), { command: applyCommand(view), words: OUTCOME_NOTE.deleted }),
    choice('keep', kept, { command: commandLine(view, 'pull', pulled) }),
    choice('note', of('in-files'), { command: applyCommand(view), words: OUTCOME_NOTE['in-files'] }),
    choice('by hand', leftAlone('added'), { words: OUTCOME_NOTE['left-alone'] }),
    choice('by hand', leftAlone('changed'), { words: ONLY_UNKNOWN }),
  ].flat()
}

/** `policyctl apply --target production`. */
export function applyCommand(view: Pick<DriftView, 'namedTarget'>, options: readonly string[] = []): string {
  return commandLine(view, 'apply', options)
}

export function commandLine(
  { namedTarget }: Pick<DriftView, 'namedTarget'>,
  command: string,
  words: readonly string[],
): string {
  const target = namedTarget === null ? [] : ['--target', namedTarget]
  return ['policyctl', command, ...[...words, ...target].map(shellWord)].join(' ')
}

function choice(
  title: string,
  names: readonly string[],
  { command = null, words = '' }: { command?: string | null; words?: string },
): readonly Choice[] {
  if (names.length === 0) return []
  const about = words === '' ? '' : `${names.join(', ')}: ${words}`
  return [{ title, command, words: about }]
}

/** A word as a shell reads it as one. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
