/**
 * Policies written as people write them: block and flow, any quotes, comments
 * everywhere, anchors, several documents, either form, either line end. Each
 * line and each comment knows the parts of the spec it belongs to, so that a
 * test can say which of them an edit may touch.
 */
import fc from 'fast-check'
import type { Route, Rule, Spec } from '../../src/policy/policy.ts'

export interface WrittenLine {
  readonly text: string
  /** Parts whose change may change this line: `rule 0`, `rule 0 tags`, `rules`. */
  readonly owners: readonly string[]
}

export interface WrittenPolicy {
  readonly text: string
  /** Index of the policy's document. */
  readonly document: number
  readonly lines: readonly WrittenLine[]
  readonly newline: string
}

/** A number below `choices`. */
type Pick = (choices: number) => number
type Fields = Readonly<Record<string, unknown>>

interface Pen {
  readonly pick: Pick
  readonly lines: WrittenLine[]
  /** Comments are told apart by their number. */
  comments: number
  /** Anchors by the text of the value that they stand for. */
  readonly anchors: Map<string, { name: string; owners: readonly string[] }>
}

const OTHER_DOCUMENTS = [
  [
    'apiVersion: platform.ai/v1alpha1 # bound',
    'kind: PolicyBinding',
    'metadata: {name: b}',
    'spec:',
    '  policyRef: {name: x}',
    "  subjects: [ {kind: ServiceAccount, name: 'a'} ]",
  ],
  ['# another one', 'name: other', 'spec: {policies: [{permission: deny}]} # tight'],
]

/** Any text that means this spec. */
export function anyWriting(spec: Spec): fc.Arbitrary<WrittenPolicy> {
  return anyPick.map((pick) => write(spec, pick))
}

/** Far cheaper than an arbitrary for each choice; 0 is the plainest one, to which a failing case shrinks. */
const anyPick: fc.Arbitrary<Pick> = fc
  .array(fc.nat(999), { minLength: 150, maxLength: 150 })
  .map((numbers) => {
    let at = 0
    return (choices) => {
      at += 1
      return (numbers[at % numbers.length] ?? 0) % choices
    }
  })

function oneOf<T>(pick: Pick, first: T, ...rest: readonly T[]): T {
  return [first, ...rest][pick(rest.length + 1)] ?? first
}

function shuffled<T>(pick: Pick, items: readonly T[]): readonly T[] {
  const left = [...items]
  return items.flatMap(() => left.splice(pick(left.length), 1))
}

function write(spec: Spec, pick: Pick): WrittenPolicy {
  const pen: Pen = { pick, lines: [], comments: 0, anchors: new Map() }
  const before = OTHER_DOCUMENTS.filter(() => chance(pen, 4))
  for (const other of before) writeOther(pen, other)
  if (before.length === 0 && chance(pen, 3)) line(pen, '---')
  comment(pen, '', [])
  writeHead(pen)
  line(pen, `${key(pen, 'spec')}:`, [])
  const indent = oneOf(pen.pick, '  ', '    ')
  const lists: [string, readonly unknown[], string][] = [['policies', spec.policies, 'rule']]
  if (spec.approvals !== undefined) lists.push(['approvals', spec.approvals, 'route'])
  if (chance(pen, 4)) lists.reverse()
  for (const [name, items, owner] of lists) writeList(pen, { name, items, owner, indent })
  comment(pen, '', [])
  for (const other of OTHER_DOCUMENTS.filter(() => chance(pen, 5))) {
    line(pen, '---')
    for (const text of other) line(pen, text)
  }
  const newline = oneOf(pen.pick, '\n', '\n', '\r\n')
  const end = chance(pen, 4) ? '' : newline
  const start = chance(pen, 6) ? '\uFEFF' : ''
  const text = start + pen.lines.map((one) => one.text).join(newline) + end
  const written = { text, document: before.length, lines: pen.lines, newline }
  return Object.assign(written, { [fc.toStringMethod]: () => `\n${text}\n` })
}

function writeOther(pen: Pen, texts: readonly string[]): void {
  for (const text of texts) line(pen, text)
  line(pen, '---')
}

function writeHead(pen: Pen): void {
  if (chance(pen, 2)) return void line(pen, `${key(pen, 'name')}: x${trailing(pen)}`)
  line(pen, 'apiVersion: platform.ai/v1alpha1')
  line(pen, 'kind: Policy')
  line(pen, `metadata: {name: x, labels: {"team": 'a'}}${trailing(pen)}`)
}

interface WrittenList {
  readonly name: string
  readonly items: readonly unknown[]
  readonly owner: string
  readonly indent: string
}

function writeList(pen: Pen, { name, items, owner, indent }: WrittenList): void {
  comment(pen, indent, [])
  if (chance(pen, 5)) return void writeFlowList(pen, { name, items, owner, indent })
  const all = `all ${owner}s`
  line(pen, `${indent}${key(pen, name)}:${trailing(pen)}`, [all])
  const dash = indent + oneOf(pen.pick, '', '  ', ' ')
  items.forEach((item, index) => {
    comment(pen, dash, [all])
    writeItem(pen, item as Fields, `${owner} ${index}`, dash)
    if (chance(pen, 6)) line(pen, '', [all])
  })
}

function writeFlowList(pen: Pen, { name, items, owner, indent }: WrittenList): void {
  const list = `${owner}s`
  const all = `all ${list}`
  line(pen, `${indent}${key(pen, name)}: [${trailing(pen)}`, [list, all])
  items.forEach((item, index) => {
    const own = `${owner} ${index}`
    const comma = index < items.length - 1 || chance(pen, 2) ? ',' : ''
    comment(pen, `${indent}  `, [all])
    line(pen, `${indent}  ${flow(pen, item)}${comma}${trailing(pen)}`, [list, all, own, `${own} any`])
  })
  line(pen, `${indent}  ]`, [list, all])
}

function writeItem(pen: Pen, item: Fields, owner: string, dash: string): void {
  if (chance(pen, 6))
    return void line(pen, `${dash}- ${flow(pen, item)}${trailing(pen)}`, [owner, `${owner} any`])
  const keys = shuffled(pen.pick, Object.keys(item))
  const inside = `${dash}  `
  keys.forEach((name, index) => {
    if (index > 0) comment(pen, inside, [owner])
    const owners = [owner, `${owner} ${name}`]
    writeField(pen, { name, value: item[name], owners, start: index === 0 ? `${dash}- ` : inside, inside })
  })
}

interface WrittenField {
  readonly name: string
  readonly value: unknown
  readonly owners: readonly string[]
  readonly start: string
  readonly inside: string
}

function writeField(pen: Pen, { name, value, owners, start, inside }: WrittenField): void {
  const written = `${start}${key(pen, name)}:`
  const shared = aliasOrAnchor(pen, value, owners)
  if (shared !== null)
    return void line(pen, `${written} ${shared.text}${trailing(pen)}`, [...owners, ...shared.owners])
  if (Array.isArray(value) && value.length > 0 && chance(pen, 3)) {
    line(pen, `${written}${trailing(pen)}`, owners)
    const dash = inside + oneOf(pen.pick, '', '  ')
    for (const item of value) {
      comment(pen, dash, owners.slice(0, 2))
      line(pen, `${dash}- ${scalar(pen, item, false)}${trailing(pen)}`, [...owners, `${owners[1]} ${item}`])
    }
    return
  }
  if (isFields(value) && Object.keys(value).length > 0 && chance(pen, 3)) {
    line(pen, `${written}${trailing(pen)}`, owners)
    for (const [inner, of] of Object.entries(value)) {
      comment(pen, `${inside}  `, owners.slice(0, 2))
      line(pen, `${inside}  ${key(pen, inner)}: ${flow(pen, of, false)}${trailing(pen)}`, [
        ...owners,
        `${owners[1]} ${inner}`,
      ])
    }
    return
  }
  if (typeof value === 'string' && value !== '' && chance(pen, 8)) {
    line(pen, `${written} >-`, owners)
    return void line(pen, `${inside}  ${value}`, owners)
  }
  line(pen, `${written} ${flow(pen, value, false)}${trailing(pen)}`, owners)
}

/** Equal collections may share one anchor. */
function aliasOrAnchor(
  pen: Pen,
  value: unknown,
  owners: readonly string[],
): { text: string; owners: readonly string[] } | null {
  if (typeof value !== 'object' || value === null) return null
  const id = JSON.stringify(value)
  const known = pen.anchors.get(id)
  if (known !== undefined && chance(pen, 2)) return { text: `*${known.name}`, owners: known.owners }
  if (!chance(pen, 6)) return null
  pen.comments += 1
  const name = `a${pen.comments}`
  pen.anchors.set(id, { name, owners: owners.map((owner) => `${owner} anchored`) })
  return { text: `&${name} ${flow(pen, value)}`, owners: [] }
}

function flow(pen: Pen, value: unknown, isInside = true): string {
  const gap = oneOf(pen.pick, '', ' ')
  if (Array.isArray(value)) return `[${gap}${value.map((item) => flow(pen, item)).join(', ')}${gap}]`
  if (!isFields(value)) return scalar(pen, value, isInside)
  const entries = Object.entries(value).map(([name, inner]) => `${key(pen, name)}: ${flow(pen, inner)}`)
  return `{${gap}${entries.join(', ')}${gap}}`
}

function scalar(pen: Pen, value: unknown, isFlow: boolean): string {
  if (typeof value !== 'string') return String(value)
  const isPlain = /^[a-zA-Z][\w:/.*-]*$/.test(value) && !(isFlow && value.endsWith(':'))
  return isPlain
    ? oneOf(pen.pick, value, `'${value}'`, `"${value}"`)
    : oneOf(pen.pick, `'${value}'`, `"${value}"`)
}

function key(pen: Pen, name: string): string {
  return chance(pen, 10) ? `"${name}"` : name
}

function comment(pen: Pen, indent: string, owners: readonly string[]): void {
  if (chance(pen, 4)) line(pen, `${indent}${mark(pen)}`, owners)
}

function trailing(pen: Pen): string {
  return chance(pen, 4) ? ` ${mark(pen)}` : ''
}

function mark(pen: Pen): string {
  pen.comments += 1
  return `# c${pen.comments}.`
}

function line(pen: Pen, text: string, owners: readonly string[] = []): void {
  pen.lines.push({ text, owners })
}

/** One in `times`. */
function chance(pen: Pen, times: number): boolean {
  return pen.pick(times) === times - 1
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const WORDS = ['a', 'b', 'c', 'on']
const METHODS = ['GET', 'POST', 'PUT', 'DELETE']
const words = fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 3 })

const anyRule: fc.Arbitrary<Rule> = fc.record(
  {
    permission: fc.constantFrom<Rule['permission']>('allow', 'deny', 'approval_required'),
    operations: fc.uniqueArray(fc.constantFrom(...METHODS), { maxLength: 3 }),
    resource: fc.constantFrom('https://a.example/*', 'https://b.example/x/*', '*', 'https://c.example/#x'),
    tags: words,
  },
  { requiredKeys: ['permission'] },
)

const anyRoute: fc.Arbitrary<Route> = fc.record(
  {
    name: fc.constantFrom('one', 'two', 'three', '4'),
    toolIds: words,
    resource: fc.constantFrom('https://a.example/*', ''),
    approvers: fc.record(
      { groups: words, match: fc.constantFrom<'any' | 'all'>('any', 'all') },
      { requiredKeys: [] },
    ),
    defaultDuration: fc.constantFrom('4h', '30m'),
    delivery: fc.record(
      { connectors: words, mode: fc.constant('first_success'), fallbackToUI: fc.boolean() },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['name'] },
)

export const anySpec: fc.Arbitrary<Spec> = fc.record(
  {
    policies: fc.array(anyRule, { minLength: 1, maxLength: 5 }),
    approvals: fc.uniqueArray(anyRoute, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  },
  { requiredKeys: ['policies'] },
)

/** A spec with parts of it changed, as somebody does in a console. */
export function anyEditOf(spec: Spec): fc.Arbitrary<Spec> {
  const edited = fc.tuple(anySpec, anyPick).map(([other, pick]): Spec => {
    const policies = mixed(spec.policies, other.policies, pick)
    const approvals = mixed(spec.approvals ?? [], other.approvals ?? [], pick)
    const rules = policies.length > 0 ? policies : other.policies
    return approvals.length > 0 ? { policies: rules, approvals } : { policies: rules }
  })
  return fc.oneof({ weight: 4, arbitrary: edited }, { weight: 1, arbitrary: anySpec })
}

function mixed<T extends Rule | Route>(own: readonly T[], strange: readonly T[], pick: Pick): readonly T[] {
  const kept = own.flatMap((item, index): readonly T[] => {
    const stranger = strange[index]
    const fate = pick(6)
    if (fate === 5) return []
    if (stranger === undefined || fate < 3) return [item]
    if (fate === 3) return [item, stranger]
    return [{ ...item, ...stranger, ...(pick(2) === 0 && 'name' in item ? { name: item.name } : {}) }]
  })
  return pick(2) === 0 ? kept : shuffled(pick, kept)
}
