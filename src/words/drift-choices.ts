/** Lists the choices about drift, each with a command that does exactly what its title says. */

import type { DriftAnswer, DriftView } from '../answers/drift.ts'
import type { DriftOutcome } from '../plan/drift-outcome.ts'
import { ONLY_UNKNOWN, OUTCOME_NOTE } from './drift-words.ts'
import { naturalNames } from './natural-order.ts'
import { asCode, joined, NOTHING, own, say, type Words, wholeListOf } from './span.ts'

export interface DriftChoice {
  /** For example `put back`. */
  readonly title: string
  /** Empty if no command does it. */
  readonly command: Words
  /** A note on the affected agents; may be empty. */
  readonly note: Words
}

/** More policies than this are not named one by one. */
const MOST_NAMED = 8

export function driftChoices({ document, view }: DriftAnswer): readonly DriftChoice[] {
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
  const lifted = guarded.length === 0 ? [] : [`--overwrite-live=${guarded.join(',')}`]
  const kept = naturalNames([...of('put-back', 'guarded', 'deleted'), ...leftAlone('added')])
  const pull = commandWords(view, 'pull', kept.length > MOST_NAMED ? ['--all'] : kept)
  return [
    choice(
      'put back',
      of('put-back', 'guarded'),
      applyOnly(view, of('put-back', 'guarded'), { options: lifted }),
    ),
    choice('delete', of('deleted'), applyOnly(view, of('deleted'), { why: OUTCOME_NOTE.deleted })),
    choice('keep', kept, { command: pull }),
    choice('record', of('in-files'), { command: applyCommand(view), why: OUTCOME_NOTE['in-files'] }),
    choice('by hand', leftAlone('added'), { why: OUTCOME_NOTE['left-alone'] }),
    choice('by hand', leftAlone('changed'), { why: ONLY_UNKNOWN }),
  ].flat()
}

/** An apply of these policies only: without --only it would also write other policies that are merged and not applied. */
function applyOnly(
  view: DriftView,
  names: readonly string[],
  { options = [], why = '' }: { readonly options?: readonly string[]; readonly why?: string },
): { readonly command: Words; readonly why: string } {
  if (names.length <= MOST_NAMED)
    return { command: applyCommand(view, ['--only', ...names, ...options]), why }
  return {
    command: applyCommand(view, options),
    why: [why, WRITES_ALL].filter((text) => text !== '').join('; '),
  }
}

const WRITES_ALL = 'this apply also writes everything else that the files ask for'

/** `policyctl apply --target production`. */
export function applyCommand(view: Pick<DriftView, 'namedTarget'>, options: readonly string[] = []): Words {
  return commandWords(view, 'apply', options)
}

/** A command that can be pasted. */
export function commandWords(
  { namedTarget }: Pick<DriftView, 'namedTarget'>,
  command: string,
  words: readonly string[],
): Words {
  const target = namedTarget === null ? [] : ['--target', namedTarget]
  return [asCode(['policyctl', command, ...[...words, ...target].map(shellWord)].join(' '))]
}

function choice(
  title: string,
  names: readonly string[],
  { command = NOTHING, why = '' }: { command?: Words; why?: string },
): readonly DriftChoice[] {
  if (names.length === 0) return []
  return [{ title, command, note: why === '' ? NOTHING : say`${wholeListOf(names, 'and')}: ${own(why)}` }]
}

/** Command and note in one line. */
export function choiceWords({ command, note }: DriftChoice, separator: string): Words {
  return joined(
    [command, note].filter((part) => part.length > 0),
    separator,
  )
}

/** Quotes a word so that a shell reads it as one. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
