import type { Place } from '../diagnostic/place.ts'

/** Tells whether a place of the same file starts within `place`. */
export function isWithin({ line, column }: Pick<Place, 'line' | 'column'>, place: Place): boolean {
  const isAfterStart = line > place.line || (line === place.line && column >= place.column)
  const isBeforeEnd = line < place.endLine || (line === place.endLine && column <= place.endColumn)
  return isAfterStart && isBeforeEnd
}
