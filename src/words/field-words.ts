/** Words for one difference of two specs, the same in all media: the field, the value before, the value after. */
import type { FieldChange } from '../change/field-changes.ts'
import { type Field, fieldAt, fieldsOf } from '../policy/fields.ts'
import type { Route, Rule } from '../policy/policy.ts'
import { fieldText, isTexts, routeLine, ruleLine } from './entry-words.ts'

/** Not yet safe to print. */
export interface FieldWords {
  /** `rule 2`, `route workspace-writes`; '' for a field of the spec. */
  readonly label: string
  /** `permission`; '' if the whole rule or route was added or removed. */
  readonly field: string
  /** null: the field is new. */
  readonly before: string | null
  /** null: the field was removed. */
  readonly after: string | null
  /** The added and removed members of a set that keeps some of its members. */
  readonly members: Members | null
}

export interface Members {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
}

export function fieldWords(change: FieldChange): FieldWords {
  const { before, after } = change
  const { label, field } = placeOf(change)
  const absent = absentText(field)
  const words = (value: unknown, against: unknown): string | null =>
    value === null ? absent : field === '' ? entryText(label, value) : fieldText(field, value, against)
  const members = membersOf(change, field)
  const said = { label, field, before: words(before, after), after: words(after, before), members }
  // Different values can have the same words, for example if a name has a comma in it.
  return said.before === said.after
    ? { ...said, before: JSON.stringify(before), after: JSON.stringify(after) }
    : said
}

/** If another member is in a set, such as one with a comma in it, the whole set is printed. */
const PLAIN_MEMBER = /^[^\s,+-][^\s,]*$/u

function membersOf({ path, before, after }: FieldChange, field: string): Members | null {
  const level = path.startsWith('rule ') ? 'rule' : 'route'
  if (fieldAt(level, field)?.order !== 'set' || !isTexts(before) || !isTexts(after)) return null
  const gained = after.filter((member) => !before.includes(member))
  const lost = before.filter((member) => !after.includes(member))
  const changed = [...gained, ...lost]
  const isKept = lost.length < before.length && changed.length > 0
  return isKept && changed.every((member) => PLAIN_MEMBER.test(member)) ? { gained, lost } : null
}

/** `rule 2 permission`. */
export function fieldLabel({ label, field }: FieldWords): string {
  return [label, field].filter((part) => part !== '').join(' ')
}

/** Lines of a diff: `- rule 2 permission: deny`, `+ rule 2 permission: allow`. @param label name of the field; default: `rule 2 permission`. */
export function fieldLines(change: FieldChange, label?: string): readonly string[] {
  const words = fieldWords(change)
  const { before, after } = words
  const what = label ?? fieldLabel(words)
  return [
    ...(before === null ? [] : [`- ${what}: ${before}`]),
    ...(after === null ? [] : [`+ ${what}: ${after}`]),
  ]
}

const KNOWN = new Set(
  ['rule', 'route'].flatMap((level) => fieldsOf(level as 'rule' | 'route').map(({ key }) => key)),
)
const PATH = new RegExp(`^(rule \\d+|route .*?)(?: (${[...KNOWN].join('|')}))?$`, 's')

function placeOf(change: FieldChange): { readonly label: string; readonly field: string } {
  const { path } = change
  const [, label, field = ''] = PATH.exec(path) ?? []
  if (label === undefined) return { label: '', field: path }
  const known = fieldAt(label.startsWith('rule ') ? 'rule' : 'route', field)
  // The name of a route may end with the name of a field.
  if (known !== null && isOfKind(known, change.before) && isOfKind(known, change.after))
    return { label, field }
  return { label: path, field: '' }
}

function isOfKind({ kind }: Field, value: unknown): boolean {
  if (value === null) return true
  const isObject = typeof value === 'object' && !Array.isArray(value)
  return isObject === (kind === 'object') && !(isObject && Object.hasOwn(value, 'name'))
}

function entryText(label: string, value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fieldText('', value)
  return label.startsWith('rule ')
    ? ruleLine(value as Rule)
    : routeText(value as Route, label.replace(/^route /, ''))
}

/** Names of selector fields in the singular. */
const ONE_OF: Readonly<Record<string, string>> = {
  operations: 'method',
  resource: 'URL',
  toolIds: 'tool',
  capabilities: 'capability',
}

/** Words for an absent field: a rule that loses its operations then matches any method. null: no word is needed. */
function absentText(field: string): string | null {
  if (field === 'approvers') return 'nobody'
  if (field === 'delivery') return "the workspace's default"
  if (fieldAt('route', field)?.isSelector !== true) return null
  return `any ${ONE_OF[field] ?? field}`
}

/** A route beside its name: the line of it without the name. */
function routeText(route: Route, name: string): string {
  return routeLine(route, name).slice(`route ${name} `.length)
}
