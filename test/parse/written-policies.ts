/** Policies in the layouts that people and their tools write, some of them with a slip, for property tests. */
import fc from 'fast-check'

const texts = [
  'allow',
  'GET',
  'https://a.example/*',
  '4h',
  "it's",
  'a "b"',
  'c # d',
  'true',
  '12',
  '',
  'a: b',
  '*x',
  'é',
]

/** One text, written in each way that there is; not all of them give the same value, or any. */
const text = fc.tuple(fc.constantFrom(...texts), fc.nat(6)).map(([value, style]) => {
  if (style < 2) return value
  if (style === 2) return `'${value.replaceAll("'", "''")}'`
  if (style === 3) return JSON.stringify(value)
  return style === 4 ? `"${value}"` : `'${value}'`
})

const name = fc.constantFrom('a', 'b', 'reads', 'x-1')
const comment = fc.constantFrom('', '', '', ' # why', '  # policyctl-ignore x: y')

/** What stands behind a key or a dash, as lines: the first on its line, the others below, deeper by `step`. */
const value: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(text, comment).map(([written, why]) => [`${written}${why}`]) },
  fc.tuple(name, comment).map(([anchor, why]) => [`*${anchor}${why}`]),
  fc.tuple(name, text).map(([anchor, written]) => [`&${anchor} ${written}`]),
  fc
    .tuple(
      fc.array(
        fc.oneof(
          text,
          name.map((anchor) => `*${anchor}`),
        ),
        { maxLength: 3 },
      ),
      comment,
      fc.nat(3),
      name,
    )
    .map(([items, why, style, anchor]) => {
      if (style === 0) return [`[${items.join(', ')}]${why}`]
      if (style === 1) return [`&${anchor} [ ${items.join(' , ')} ]${why}`]
      if (style === 2) return [`[${why}`, ...items.map((item) => `  ${item},${why}`), `]${why}`]
      return ['', `[${items.join(',')}${items.length > 1 ? ',' : ''}]`]
    }),
  fc
    .tuple(
      fc.constantFrom('>', '>-', '|', '|-', '|+', '|2', '>- # c', '&a >-'),
      fc.array(text, { minLength: 1, maxLength: 3 }),
      fc.nat(5),
    )
    .map(([header, lines, odd]) => [
      header,
      ...lines.flatMap((line, at) =>
        at === 1 && odd === 1 ? ['', line] : [at === 1 && odd === 2 ? `  ${line}` : line],
      ),
      ...(odd === 3 ? [''] : []),
    ]),
  fc.array(fc.constantFrom('https://a.example', 'b c', 'd #e', 'f: g', '- h', 'é'), {
    minLength: 2,
    maxLength: 3,
  }),
)

const key = fc.constantFrom('name', 'permission', '"operations"', "'resource'", 'a.b', '"a b"', '<<', 'tags')

interface Layout {
  readonly step: string
  /** Whether lists hang at the column of their key. */
  readonly hangs: boolean
}

type Written = (indent: string, layout: Layout) => readonly string[]

/** Lines of a value, all but the first of them below the key. */
function below(lines: readonly string[], indent: string): readonly string[] {
  return lines.map((line) => (line === '' ? '' : indent + line))
}

const field: fc.Arbitrary<Written> = fc
  .tuple(key, value)
  .map(([written, [first = '', ...rest]]) => (indent, { step }) => [
    `${indent}${written}: ${first}`.trimEnd(),
    ...below(rest, indent + step),
  ])

const items: fc.Arbitrary<Written> = fc
  .array(fc.tuple(fc.array(field, { maxLength: 3 }), value, fc.nat(4), name), { minLength: 1, maxLength: 3 })
  .map(
    (list) => (indent, layout) =>
      list.flatMap(([fields, [first = '', ...rest], style, anchor]) => {
        const inner = `${indent}  `
        const lines = fields.flatMap((one) => one(inner, layout))
        if (lines.length === 0) return [`${indent}- ${first}`.trimEnd(), ...below(rest, inner)]
        if (style === 0) return [`${indent}-`, ...lines]
        if (style === 1) return [`${indent}- &${anchor} # all of it`, ...lines]
        return [`${indent}- ${lines[0]?.trimStart()}`, ...lines.slice(1)]
      }),
  )

const section: fc.Arbitrary<Written> = fc
  .tuple(key, fc.oneof(items, field), comment, fc.nat(5), name)
  .map(([written, content, why, style, anchor]) => (indent, layout) => [
    ...(style === 0 ? [`${indent}# about it`, ''] : []),
    `${indent}${written}:${style === 1 ? ` &${anchor}` : ''}${why}`,
    ...content(layout.hangs ? indent : indent + layout.step, layout),
  ])

const document = fc
  .tuple(
    fc.array(fc.oneof(field, section), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([parts, isWide, hangs, isKubernetes]) => {
    const layout = { step: isWide ? '    ' : '  ', hangs }
    const head = isKubernetes
      ? ['apiVersion: platform.ai/v1alpha1', 'kind: Policy', 'metadata: { name: a }', 'spec:']
      : []
    return [...head, ...parts.flatMap((part) => part(isKubernetes ? layout.step : '', layout))]
  })

/** Whole files. */
export const written = fc
  .tuple(
    fc.array(document, { minLength: 1, maxLength: 2 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('---', '--- # next'),
    fc.boolean(),
  )
  .map(
    ([documents, end, marker, isClosed]) =>
      documents.map((lines) => lines.join(end)).join(`${end}${marker}${end}`) + (isClosed ? end : ''),
  )

/** The same, a character or two of which are gone or stand for others. */
export const slipped = fc
  .tuple(
    written,
    fc.array(
      fc.tuple(fc.nat(400), fc.constantFrom('', ' ', '\n', '- ', ':', '&', '*', '|', '"', '#', '  ')),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([text, slips]) =>
    slips.reduce(
      (left, [at, sign]) =>
        left.slice(0, at % (left.length + 1)) + sign + left.slice((at % (left.length + 1)) + 1),
      text,
    ),
  )
