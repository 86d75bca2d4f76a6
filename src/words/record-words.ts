/** Words for policies that only the record gained or lost, the same for every medium. */
import { asCode, type List, listOf } from './span.ts'

export const TAKEN_OVER_MEANING = 'live before, so taking over changed no access'
export const GIVEN_UP_MEANING = 'still live, so giving up changed no access'

export interface RecordNote {
  /** `Taken over`. */
  readonly title: string
  readonly policies: List
  readonly meaning: string
}

/** Notes on changes of the record; [] if there are none. */
export function recordNotes({
  takenOver,
  givenUp,
}: {
  readonly takenOver: readonly string[]
  readonly givenUp: readonly string[]
}): readonly RecordNote[] {
  return [
    { title: 'Taken over', names: takenOver, meaning: TAKEN_OVER_MEANING },
    { title: 'Given up', names: givenUp, meaning: GIVEN_UP_MEANING },
  ].flatMap(({ title, names, meaning }) =>
    names.length === 0 ? [] : [{ title, policies: listOf(names, asCode), meaning }],
  )
}
