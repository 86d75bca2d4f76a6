import type { FieldWords } from '../words/field-words.ts'
import { printable } from '../words/printable.ts'

/** Writes `a → b`, `+ b` or `- a`, and for a set its changed members (`+PATCH`); safe to print. */
export function differenceText({ before, after, members }: FieldWords): string {
  if (members !== null) {
    const { gained, lost } = members
    return printable([...gained.map((name) => `+${name}`), ...lost.map((name) => `-${name}`)].join(' '))
  }
  if (before === null) return `+ ${printable(after ?? '')}`
  return after === null ? `- ${printable(before)}` : `${printable(before)} → ${printable(after)}`
}
