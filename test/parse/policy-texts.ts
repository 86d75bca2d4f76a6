/** Policy files as people, generators and attackers write them, for property tests. */
import fc from 'fast-check'

const word = fc.constantFrom(
  ...[
    'allow',
    'deny',
    'approval_required',
    'GET',
    'post',
    '4h',
    '30m',
    '1',
    '1.5',
    '0x1F',
    '1e3',
    '-',
    '-1',
    '~',
    'null',
  ],
  ...[
    'true',
    'False',
    'yes',
    'no',
    'a b',
    'a: b',
    'a #b',
    'a# b',
    '#a',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    '',
  ],
  ...[
    'https://api.stripe.com/v1/*',
    'https://a.example/x?y=1#z',
    '"q"',
    "'q'",
    '"q" # c',
    "'it''s'",
    '"\\n"',
    '[a, b]',
  ],
  ...[
    '[GET, POST] # c',
    '[]',
    '{}',
    '{ a: b }',
    '{a: [b, {c: d}]}',
    '[a,b]',
    '[ a , b ]',
    '[a, ]',
    '{a: b, c}',
    '[a: b]',
  ],
  ...[
    '[a',
    'a]',
    '{a:b}',
    '["a","b"]',
    '[\'a\' , "b"]',
    '"a":1',
    '{"a":"b","c": [d],\'e\':{"f":true}}',
    '{"a" : b}',
    '{"a":}',
    '{"a":"b""c":"d"}',
    '{"": a, "a b":c}',
    '{"a":b, "a":c}',
    '{"<<": a}',
    '- a',
    '-a',
    '?',
    '? a',
    ':',
    ':a',
    '.inf',
    '<<',
    '=',
    '..',
    '+',
  ],
  ...[
    'a  ',
    ' a',
    'é',
    '日本',
    '\u{1F600}',
    'a\tb',
    '\t',
    'a\rb',
    '[a] b',
    '"a" b',
    '[a]#c',
    '{a: "b" }',
    '[[a], [b]]',
    'a,b',
    'a}',
  ],
  ...[
    '---',
    '...',
    '--- a',
    '0o17',
    '1_000',
    '2026-01-01',
    '12:30',
    '+1',
    '.5',
    '5.',
    '{a: }',
    '{ }',
    '[ ]',
    '{"a": b}',
    '{a: b:c}',
  ],
)
const key = fc.constantFrom(
  'name',
  'spec',
  'policies',
  'operations',
  'a',
  'a b',
  '"a"',
  '1',
  '$schema',
  '__proto__',
  '<<',
  'x.y',
  '-a',
  '?a',
)
const indent = fc.constantFrom('', '', '  ', '    ', '      ', ' ', '   ', '        ')

const line = fc.oneof(
  fc.tuple(indent, key, word).map(([i, k, w]) => `${i}${k}: ${w}`),
  fc.tuple(indent, key).map(([i, k]) => `${i}${k}:`),
  fc
    .tuple(indent, fc.constantFrom('- ', '-  ', '-   '), key, word)
    .map(([i, d, k, w]) => `${i}${d}${k}: ${w}`),
  fc.tuple(indent, fc.constantFrom('- ', '- - '), word).map(([i, d, w]) => `${i}${d}${w}`),
  fc.tuple(indent, word).map(([i, w]) => `${i}${w}`),
  fc
    .tuple(indent, fc.constantFrom('# comment', '#', '', '---', '- ', '-', '---  # c'))
    .map(([i, w]) => `${i}${w}`),
)

/** Lines thrown together: mostly broken, now and then surprising. */
export const heaps = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([lines, end, isClosed]) => lines.join(end) + (isClosed ? end : ''))

type Value = string | readonly Value[] | { readonly [key: string]: Value }
const values = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    word,
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4 }),
  ),
})).value

/** Indented documents whose shape is sound, with odd scalars and spacing in them. */
export const layouts = fc
  .tuple(
    fc.array(fc.dictionary(key, values, { minKeys: 1, maxKeys: 3 }), { minLength: 1, maxLength: 3 }),
    fc.nat(15),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(
    ([documents, style, end]) =>
      documents.map((document) => layout(document, '', style).join(end)).join(`${end}---${end}`) + end,
  )

function layout(value: Value, indent: string, style: number): readonly string[] {
  const step = style & 1 ? '    ' : '  '
  if (typeof value === 'string') return [`${indent}${value}`]
  if (Array.isArray(value))
    return value.flatMap((item) =>
      hung(layout(item, `${indent}${style & 2 ? '    ' : '  '}`, style), indent, style & 2 ? '-   ' : '- '),
    )
  return Object.entries(value).flatMap(([name, item]) => {
    const note = style & 4 ? [`${indent}# about ${name}`, ''] : []
    if (typeof item === 'string') return [...note, `${indent}${name}: ${item}${style & 8 ? ' # why' : ''}`]
    const below = Array.isArray(item) && style & 8 ? indent : indent + step
    return [...note, `${indent}${name}:`, ...layout(item, below, style)]
  })
}

function hung(lines: readonly string[], indent: string, dash: string): readonly string[] {
  const [first = '', ...rest] = lines
  return [indent + dash + first.trimStart(), ...rest]
}

const SAMPLE = `# yaml-language-server: $schema=../schema/policy.schema.json
name: workspace-write-approval
spec:
  policies:
    - permission: allow
      operations: [GET]
      resource: https://www.googleapis.com/*
    - permission: approval_required # writes need a human
      operations: [POST, PUT, PATCH, DELETE]
      resource: "https://www.googleapis.com/*"
  approvals:
  - name: workspace-writes
    toolIds: [calendar]
    approvers: { groups: [self-approvers] }
    defaultDuration: 4h
    delivery: { connectors: [slack-finance], mode: first_success, fallbackToUI: true }
---
name: b
spec: {policies: [{permission: allow, resource: https://api.stripe.com/*, operations: [GET]}]}
`

const INSERTS = [
  '',
  ' ',
  '  ',
  '\n',
  ':',
  ': ',
  '-',
  '- ',
  '#',
  ' #',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '\r',
  '\r\n',
  '\t',
  'a',
  '1',
  '---',
  '...',
  '?',
  '? ',
]
const edit = fc.record({ at: fc.nat(SAMPLE.length), length: fc.nat(3), insert: fc.constantFrom(...INSERTS) })

/** A good file with a few characters changed. */
export const mutants = fc
  .array(edit, { minLength: 1, maxLength: 5 })
  .map((edits) =>
    edits.reduce(
      (text, { at, length, insert }) => text.slice(0, at) + insert + text.slice(at + length),
      SAMPLE,
    ),
  )
