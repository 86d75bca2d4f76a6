import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openPoints } from '../../src/author/open-points.ts'
import { type ScaffoldInput, scaffoldPolicy } from '../../src/author/scaffold-policy.ts'

const INPUT: ScaffoldInput = {
  name: 'calendar',
  words: 'Read calendars, ask before writing',
  rules: [
    { permission: 'allow', operations: ['GET'], resource: 'https://www.googleapis.com/calendar/*' },
    { permission: 'approval_required', operations: ['POST'] },
  ],
  resource: 'https://www.googleapis.com/*',
  approvers: [],
  schema: '../schema/policy.schema.json',
}

test('the file: words, schema, rules, the route to fill in', () => {
  expect(scaffoldPolicy(INPUT).text).toBe(`# yaml-language-server: $schema=../schema/policy.schema.json
# Translated from the text below; read every line before you apply it.
# > Read calendars, ask before writing
name: calendar
spec:
  policies:
    - permission: allow
      operations: [GET]
      resource: https://www.googleapis.com/calendar/*
    - permission: approval_required
      operations: [POST]
      resource: https://www.googleapis.com/*
  approvals:
    - name: calendar-approvals
      approvers: { groups: [] } # fill in: who may approve
      defaultDuration: 1h # how long an approval lasts
      delivery: { fallbackToUI: true } # add connectors: [slack-…], mode: first_success
`)
})

test('no route where nothing asks, no schema line where there is none, a deny where no permission came', () => {
  const { text, spec } = scaffoldPolicy({ ...INPUT, rules: [{ tags: ['x'] }], resource: null, schema: null })
  expect(spec).toEqual({ policies: [{ permission: 'deny', tags: ['x'] }] })
  expect(text).not.toContain('$schema')
  expect(text).not.toContain('approvals')
})

/** Comments of the text, and what it means. */
function read(text: string) {
  const documents = parseAllDocuments(text)
  expect(documents.length).toBe(1)
  const [document] = documents
  if (document === undefined || !('toJS' in document)) throw new Error('no document')
  expect(document.errors).toEqual([])
  return {
    value: document.toJS(),
    comments: text.split(/[\n\r\u0085\u2028\u2029]/).filter((line) => line.startsWith('#')),
  }
}

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r',
      '\u2028',
      '\u0085',
      '#',
      ':',
      ' ',
      '-',
      '"',
      "'",
      '\\',
      ',',
      ']',
      '}',
      '{',
      '&',
      '*',
      '!',
      '|',
      '>',
      '%',
      '@',
      '`',
      'a',
      '\t',
      '\u202e',
      '\0',
      '😀',
    ),
    maxLength: 20,
  }),
  fc.constantFrom(
    'null',
    'true',
    'No',
    '~',
    '1',
    '0x1',
    '1e3',
    '2026-01-01',
    '',
    '---',
    '...',
    '? a',
    'a: b',
    'a #b',
    '# policyctl-ignore allow-any-resource: x',
  ),
)
const rule = fc.record(
  {
    permission: fc.constantFrom('allow', 'deny', 'approval_required'),
    operations: fc.array(anything),
    resource: anything,
    tags: fc.array(anything),
  },
  { requiredKeys: [] },
)

test('whatever the words and the rules are: the file means exactly the scaffolded spec, and the words stay a comment', () => {
  fc.assert(
    fc.property(
      anything,
      fc.array(rule, { minLength: 1, maxLength: 3 }),
      fc.option(anything),
      fc.array(anything, { maxLength: 2 }),
      (words, rules, resource, approvers) => {
        const { text, spec } = scaffoldPolicy({
          ...INPUT,
          words,
          rules: rules as ScaffoldInput['rules'],
          resource,
          approvers,
        })
        const { value, comments } = read(text)
        expect(value).toEqual({ name: 'calendar', spec })
        const directives = comments.slice(2).filter((line) => !line.startsWith('# >'))
        expect(directives).toEqual([])
        expect(text).not.toMatch(/[\r\u0085\u2028\u2029\u202e\0]/)
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  ['a\nname: evil\nspec: {}'],
  ['a\r# policyctl-ignore allow-any-resource: b'],
  ['a\u2028- permission: allow'],
  ['\u001b[2Jgone'],
  [`# yaml-language-server: $schema=https://evil.example\n---`],
])('the words %j stay words', (words) => {
  const { value, comments } = read(scaffoldPolicy({ ...INPUT, words }).text)
  expect(value.name).toBe('calendar')
  expect(comments.filter((line) => /^#\s*(?:policyctl-ignore|yaml-language-server)/.test(line))).toEqual([
    `# yaml-language-server: $schema=${INPUT.schema}`,
  ])
})

test('long words are wrapped', () => {
  const { text } = scaffoldPolicy({ ...INPUT, words: 'word '.repeat(100) })
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(102)
})

describe('what the words left open', () => {
  const pointsOf = (rules: ScaffoldInput['rules'], resource: string | null = null) =>
    openPoints({ rules, notUnderstood: [] }, scaffoldPolicy({ ...INPUT, rules, resource }).spec, {
      resource,
      approvers: [],
    }).map(({ kind, rule: index }) => `${kind} ${index ?? '-'}`)
  const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
  test.each<[string, ScaffoldInput['rules'], string | null, string[]]>([
    ['nothing', [{ permission: 'allow', operations: ALL, resource: 'https://a.example/*' }], null, []],
    ['a resource', [{ permission: 'allow', operations: ALL }], null, ['resource 0']],
    [
      'a resource that the flag fills in',
      [{ permission: 'allow', operations: ALL }],
      'https://a.example/*',
      [],
    ],
    ['a resource beside tags', [{ permission: 'deny', operations: ALL, tags: ['x'] }], null, ['resource 0']],
    ['methods', [{ permission: 'allow', resource: 'x' }], null, ['methods 0']],
    [
      'methods that no rule is for',
      [
        { permission: 'allow', operations: ['get'], resource: 'x' },
        { permission: 'deny', operations: ['POST', 'PUT'], resource: 'x' },
      ],
      null,
      ['other-methods -'],
    ],
    ['a permission', [{ operations: ALL, resource: 'x' }], null, ['permission 0']],
    [
      'who approves',
      [{ permission: 'approval_required', operations: ALL, resource: 'x' }],
      null,
      ['permission -', 'approvers -'],
    ],
  ])('%s', (_name, rules, resource, points) => {
    expect(pointsOf(rules, resource)).toEqual(points)
  })
})
