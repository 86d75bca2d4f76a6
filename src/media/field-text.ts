/** One difference of a field in words: label, field, value before, value after. Safe to print. */
import type { FieldChange } from '../change/field-changes.ts'
import type { Rule } from '../policy/policy.ts'
import { absentWords } from '../words/field-words.ts'
import { printable } from '../words/printable.ts'
import { ruleLine } from '../words/spec-diff.ts'

export interface FieldWords {
  /** `rule 2`, `route workspace-writes`; '' for a field of the spec. */
  readonly label: string
  /** `permission`; '' where the whole rule or route comes or goes. */
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

export function fieldWords({ path, before, after }: FieldChange): FieldWords {
  const [, label, field] = PATH.exec(path) ?? []
  const isWhole = field === undefined && label !== undefined
  const absent = absentWords(path)
  const text = (value: unknown): string | null => {
    if (value === null) return absent
    return printable(isWhole ? entryText(value) : valueText(value))
  }
  return {
    label: printable(label ?? ''),
    field: printable(field ?? (isWhole ? '' : path)),
    before: text(before),
    after: text(after),
  }
}

/** `a → b`, `+ b`, `- a`. */
export function changeText({ before, after }: FieldWords): string {
  if (before === null) return `+ ${after ?? ''}`
  return after === null ? `- ${before}` : `${before} → ${after}`
}

const FIELDS =
  'permission|operations|resource|tags|name|toolIds|capabilities|approvers|defaultDuration|delivery'
const PATH = new RegExp(`^(rule \\d+|route .*?)(?: (${FIELDS}))?$`, 's')

function entryText(value: unknown): string {
  return isFields(value) && typeof value.permission === 'string'
    ? ruleLine(value as unknown as Rule)
    : valueText(value)
}

/** Lists with spaces, approvers by their groups, everything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(' ')
  if (!isFields(value)) return JSON.stringify(value) ?? ''
  const { groups, match, ...rest } = value
  if (!Array.isArray(groups) || Object.keys(rest).length > 0) return JSON.stringify(value)
  return `${match === 'all' ? 'all of ' : ''}${groups.join(', ')}`
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
