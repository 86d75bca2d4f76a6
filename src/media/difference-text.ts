import type { FieldWords } from '../words/field-words.ts'
import { printable } from '../words/printable.ts'

/** `a → b`, `+ b`, `- a`; safe to print. */
export function differenceText({ before, after }: FieldWords): string {
  if (before === null) return `+ ${printable(after ?? '')}`
  return after === null ? `- ${printable(before)}` : `${printable(before)} → ${printable(after)}`
}
