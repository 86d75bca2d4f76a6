/** The table of fields is the schema's, and what the tool does with policy files follows from it alone. */
import { describe, expect, test } from 'vitest'
import schema from '../../schema/policy.schema.json' with { type: 'json' }
import { newPolicyFile } from '../../src/edit/new-policy-file.ts'
import { formatPolicyFile } from '../../src/parse/format-policy-file.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import { type Field, fieldAt, fieldsOf, inWritingOrder, type Level, rankOf } from '../../src/policy/fields.ts'
import { withoutForeignFields } from '../../src/policy/known-fields.ts'
import type { Spec } from '../../src/policy/policy.ts'

const LEVELS = [
  ['spec', schema.definitions.Spec],
  ['rule', schema.definitions.Rule],
  ['route', schema.definitions.Route],
  ['approvers', schema.definitions.Approvers],
  ['delivery', schema.definitions.Delivery],
] as const

describe.each(LEVELS)('%s', (level, { properties }) => {
  const keys = Object.keys(properties)

  test('has the fields of the schema, in its order', () => {
    expect(fieldsOf(level).map(({ key }) => key)).toEqual(keys)
    expect(inWritingOrder(level, ['unknown', ...keys.toReversed()])).toEqual([...keys, 'unknown'])
  })

  test('live keeps its known fields and loses the others', () => {
    const kept = withoutForeignFields(specWith(level, { ...full(level), x_server: 1 }))
    expect(kept).toEqual(specWith(level, full(level)))
  })

  const lists = fieldsOf(level).filter(({ kind }) => kind === 'texts' || kind === 'objects')
  test.each(lists.map((field) => [field.key, field] as const))('the order of %s', (key, field) => {
    const values = bothOrders(field)
    const [one, other] = values.map((value) => specWith(level, { ...base(level), [key]: value }))
    const isUnordered = field.order === 'set' || field.order === 'multiset'
    expect(isSameSpec(one ?? null, other ?? null), JSON.stringify(values)).toBe(isUnordered)
  })
})

test('what is a default is the same as nothing, and only where it is the default', () => {
  const matching = (match?: string): Spec => specWith('approvers', { groups: ['a', 'b'], match })
  expect(isSameSpec(matching(), matching('any'))).toBe(true)
  expect(isSameSpec(matching(), matching('all'))).toBe(false)
  for (const groups of [undefined, [], ['a'], ['a', 'a']]) {
    const [any, all] = ['any', 'all'].map((match) => specWith('approvers', { groups, match }))
    expect(isSameSpec(any ?? null, all ?? null)).toBe(true)
    expect(isSameSpec(any ?? null, specWith('approvers', { groups }))).toBe(true)
  }
  const foreign = (value?: string): Spec => specWith('rule', { permission: 'allow', match: value })
  expect(isSameSpec(foreign(), foreign('any'))).toBe(false)
})

test('a field that the schema does not know is no set, whatever it is called', () => {
  const [one, other] = [
    ['a', 'b'],
    ['b', 'a'],
  ].map((groups) => specWith('rule', { permission: 'allow', groups }))
  expect(isSameSpec(one ?? null, other ?? null)).toBe(false)
})

test.each(['policy', 'kubernetesPolicy', 'policyBinding', 'metadata'] as const)(
  'fmt writes %s in the order of the schema',
  (level) => {
    const form = level === 'metadata' ? 'kubernetesPolicy' : level
    const text = formatPolicyFile('x.yaml', documentIn(form, 'reversed'))
    expect(text).toEqual({ kind: 'formatted', text: documentIn(form, 'in order') })
  },
)

test('a new file and fmt agree about the order', () => {
  const text = newPolicyFile({ name: 'x', spec: specWith('route', full('route')), schema: null })
  expect(formatPolicyFile('x.yaml', text)).toEqual({ kind: 'formatted', text })
})

test('what stands below an unknown field has no order', () => {
  expect(rankOf(null, 'name')).toBe(rankOf(null, 'spec'))
  expect(fieldAt(null, 'operations')).toBeNull()
})

/** A spec that has the fields at that level, and what has to be around them. */
function specWith(level: Level, fields: object): Spec {
  const rule = { permission: 'approval_required', resource: 'https://a.example/*' }
  const specs: Partial<Record<Level, object>> = {
    spec: { ...fields },
    rule: { policies: [fields] },
    route: { policies: [rule], approvals: [fields] },
    approvers: { policies: [rule], approvals: [{ name: 'r', approvers: fields }] },
    delivery: { policies: [rule], approvals: [{ name: 'r', delivery: fields }] },
  }
  return specs[level] as Spec
}

function base(level: Level): object {
  return level === 'spec' ? { policies: [{ permission: 'deny' }] } : {}
}

/** Each field of a level with a value that says something. */
function full(level: Level): object {
  return Object.fromEntries(fieldsOf(level).map((field) => [field.key, sampleOf(field)]))
}

function sampleOf(field: Field): unknown {
  const texts = { text: 'x', texts: ['A', 'B'], flag: true }
  if (field.values !== undefined) return field.values.at(-1)
  if (field.kind === 'object' || field.kind === 'objects') {
    const inner = field.below === undefined ? {} : full(field.below)
    return field.kind === 'object' ? inner : [inner]
  }
  return texts[field.kind]
}

/** A list in two orders. */
function bothOrders({ kind }: Field): readonly (readonly unknown[])[] {
  const [one, other] =
    kind === 'texts'
      ? ['A', 'B']
      : [
          { permission: 'allow', name: 'a' },
          { permission: 'deny', name: 'b' },
        ]
  return [
    [one, other],
    [other, one],
  ]
}

function documentIn(form: 'policy' | 'kubernetesPolicy' | 'policyBinding', order: string): string {
  const arranged = (fields: readonly (readonly [string, readonly string[]])[]): string => {
    const turned = order === 'reversed' ? fields.toReversed() : fields
    return turned.map(([key, lines]) => [`${key}:${lines[0] ?? ''}`, ...lines.slice(1)].join('\n')).join('\n')
  }
  const metadata = ['', ...['name: x', 'namespace: prod'].map((line) => `  ${line}`)]
  const turnedMetadata = order === 'reversed' ? [metadata[0] ?? '', ...metadata.slice(1).reverse()] : metadata
  const head = [
    ['apiVersion', [' platform.ai/v1alpha1']],
    ['kind', [form === 'policyBinding' ? ' PolicyBinding' : ' Policy']],
    ['metadata', turnedMetadata],
  ] as const
  const spec = ['', '  policies:', '    - permission: deny']
  const bound = [
    '',
    '  policyRef:',
    '    name: x',
    '  subjects:',
    '    - kind: ServiceAccount',
    '      name: a',
  ]
  if (form === 'policy')
    return `${arranged([
      ['name', [' x']],
      ['spec', spec],
    ])}\n`
  return `${arranged([...head, ['spec', form === 'policyBinding' ? bound : spec]])}\n`
}
