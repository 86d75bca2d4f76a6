/** What stands in no quotes means the same text to every reader of YAML, old ones included. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scaffoldPolicy } from '../../src/author/scaffold-policy.ts'
import { newPolicyFile } from '../../src/edit/new-policy-file.ts'
import { isTextEverywhere } from '../../src/parse/ambiguous-scalar.ts'
import { formatPolicyFile } from '../../src/parse/format-policy-file.ts'

const OTHERS = [
  '1_000',
  '12:30:45',
  '2024-01-01',
  '2024-1-1 10:00',
  '=',
  '<<',
  'y',
  'N',
  'off',
  '~',
  '0o7',
  '0b1',
]
const NUMBERS = [
  '7',
  '007',
  '+1',
  '1.5',
  '1.',
  '.5',
  '1e3',
  '1e',
  'e0',
  '.e5',
  '1,000',
  '0x1F',
  '.inf',
  '-.INF',
  '.NaN',
  '190:20:30.15',
]

describe('a text that another reader takes for something else', () => {
  test.each([...OTHERS, ...NUMBERS])('%s is written in quotes', (text) => {
    expect(isTextEverywhere(text)).toBe(false)
    const spec = { policies: [{ permission: 'deny', tags: [text] }] } as const
    expect(newPolicyFile({ name: 'x', spec, schema: null })).toContain(`tags: ["${text}"]`)
    const scaffold = {
      name: 'x',
      words: '',
      rules: spec.policies,
      resource: null,
      approvers: [],
      schema: null,
    }
    expect(scaffoldPolicy(scaffold).text).toContain(`tags: ["${text}"]`)
  })

  test.each([
    '4h',
    '30m',
    '8760h',
    'v1',
    '1st',
    'yes-men',
    '2024-report',
    '10.0.0.1x',
    'https://h.example:8443/*',
    'GET',
  ])('%s is not', (text) => {
    expect(isTextEverywhere(text)).toBe(true)
    const spec = { policies: [{ permission: 'deny', resource: text }] } as const
    expect(newPolicyFile({ name: 'x', spec, schema: null })).toContain(`resource: ${text}\n`)
  })

  test('whatever looks like a number, a time or a date', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'0123789_:.,-+eExXobnyaftTZ ='),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(text, (tag) => {
        const written = newPolicyFile({
          name: 'x',
          spec: { policies: [{ permission: 'deny', tags: [tag] }] },
          schema: null,
        })
        for (const version of ['1.1', '1.2', 'next'] as const)
          expect(parse(written, { version }).spec.policies[0].tags, `${version} ${written}`).toEqual([tag])
      }),
      { numRuns: 300 },
    )
  })
})

describe('files that are written by a command have the layout of fmt', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ maxLength: 60 }),
    fc.constantFrom('\u202e', 'a'.repeat(100), '- x', 'a: b', '# x', '\u2028', ...OTHERS),
  )
  const rule = fc.record(
    {
      permission: fc.constantFrom('allow' as const, 'deny' as const),
      operations: fc.array(anyText, { maxLength: 12 }),
      resource: anyText,
      tags: fc.array(anyText, { maxLength: 12 }),
    },
    { requiredKeys: ['permission'] },
  )
  const isFormatted = (text: string): void =>
    expect(formatPolicyFile('a.yaml', text)).toEqual({ kind: 'formatted', text })

  test('adopted and pulled ones', () => {
    const route = fc.record({ name: anyText, approvers: fc.record({ groups: fc.array(anyText) }) })
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(route, { maxLength: 2 }),
        (policies, approvals) => {
          isFormatted(newPolicyFile({ name: 'x', spec: { policies, approvals }, schema: '../p.json' }))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('translated ones', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), anyText, (rules, words) => {
        const given = { name: 'x', words, resource: null, approvers: ['a'], schema: '../p.json' }
        isFormatted(scaffoldPolicy({ ...given, rules }).text)
      }),
      { numRuns: 60 },
    )
  })
})

test.each(['\u202e', '\u200b', '\ufeff', '\u2028', '\u0085', '\u{e0041}'])(
  'fmt leaves the escape of an invisible character an escape (%j)',
  (character) => {
    const code = character.codePointAt(0) ?? 0
    const written =
      code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
    const text = `spec:\n  policies:\n  - {permission: deny, tags: ["a${written}b"]}\nname: "x"\n`
    const formatted = formatPolicyFile('a.yaml', text)
    expect(formatted).toEqual({
      kind: 'formatted',
      text: `name: "x"\nspec:\n  policies:\n    - permission: deny\n      tags: ["a${written}b"]\n`,
    })
  },
)
