import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { lint, runChecks } from '../../src/lint/lint.ts'
import type { LintOptions } from '../../src/lint/lint-options.ts'
import { parsed } from '../support/builders/parsed.ts'

const policy = (name: string, method: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - permission: deny\n      operations:\n        - ${method}\n`

function told(text: string, options: LintOptions = {}): readonly string[] {
  return lint(parsed({ 'a.yaml': text }), options).map(
    (f) => `${f.file}:${f.line} ${f.severity} ${f.check}: ${f.message}`,
  )
}

describe('severities', () => {
  const text = policy('a', 'get')
  test.each<[string, LintOptions['checks'], string[]]>([
    ['as the check says', {}, ['warning']],
    ['as the config says', { 'lowercase-method': 'error' }, ['error']],
    ['off', { 'lowercase-method': 'off' }, []],
    ['for all that are not named', { '*': 'info' }, ['info']],
    ['the name before the star', { '*': 'off', 'lowercase-method': 'error' }, ['error']],
  ])('%s', (_name, checks, expected) => {
    expect(
      lint(parsed({ 'a.yaml': text }), { checks: checks ?? {} }).map(({ severity }) => severity),
    ).toEqual(expected)
  })

  test('a locked check stays an error, whatever the config and comments say', () => {
    const text =
      '# policyctl-ignore empty-policy: no\nname: a\nspec:\n  # policyctl-ignore empty-policy: no\n  policies: []\n'
    expect(told(text, { checks: { '*': 'off', 'empty-policy': 'off' } })).toEqual([
      'a.yaml:5 error empty-policy: spec.policies is empty: the API refuses a policy without rules',
    ])
    expect(told(text)).toContain('a.yaml:4 warning unused-ignore: empty-policy cannot be silenced')
  })

  test('unknown-field can be turned off, and the policy then counts as sound', () => {
    const text = `${policy('a', 'GET')}extra: 1\n`
    expect(told(text)).toEqual(['a.yaml:7 error unknown-field: "extra" is not a field of the document'])
    expect(told(text, { checks: { 'unknown-field': 'off' } })).toEqual([])
  })
})

describe('# policyctl-ignore', () => {
  const withComment = (comment: string): string =>
    policy('a', 'get').replace('        - get', `        ${comment}\n        - get`)

  test.each([
    ['silences one check on the next line', '# policyctl-ignore lowercase-method: the server wants it', []],
    ['may stand above other comments', '# policyctl-ignore lowercase-method: why\n        # more', []],
    [
      'without a reason',
      '# policyctl-ignore lowercase-method',
      ['a.yaml:6 warning ignore-without-reason: this silences lowercase-method without saying why'],
    ],
    [
      'with an empty reason',
      '# policyctl-ignore lowercase-method:  ',
      ['a.yaml:6 warning ignore-without-reason: this silences lowercase-method without saying why'],
    ],
    [
      'of another check',
      '# policyctl-ignore unknown-method: why',
      [
        'a.yaml:6 warning unused-ignore: unknown-method finds nothing on line 7',
        'a.yaml:7 warning lowercase-method: get is written in lower case',
      ],
    ],
    [
      'of a check that does not exist',
      '# policyctl-ignore lowercase-methods: why',
      [
        'a.yaml:6 warning unused-ignore: no check is called lowercase-methods',
        'a.yaml:7 warning lowercase-method: get is written in lower case',
      ],
    ],
  ])('%s', (_name, comment, expected) => {
    expect(told(withComment(comment))).toEqual(expected)
  })

  test('of a check that is off: nothing to report', () => {
    expect(
      told(withComment('# policyctl-ignore lowercase-method: why'), {
        checks: { 'lowercase-method': 'off' },
      }),
    ).toEqual([])
  })
})

describe('settings that do nothing', () => {
  test.each([
    [
      'of a check that does not exist',
      'unknown-methd: off',
      'no check is called unknown-methd',
      'did you mean unknown-method?',
    ],
    [
      'of a locked check',
      'empty-policy: off',
      'empty-policy is always an error, since policyctl cannot rely on a file that has it',
      'delete this line',
    ],
  ])('%s', (_name, line, message, hint) => {
    const [id = ''] = line.split(':')
    const config = { file: 'policyctl.yaml', text: `version: 1\nchecks:\n  ${line}\n` }
    const findings: readonly Finding[] = lint([], { config, checks: { [id]: 'off' } })
    expect(findings).toMatchObject([
      { check: 'ineffective-setting', file: 'policyctl.yaml', line: 3, column: 3, message, hint },
    ])
  })
})

test('duplicate policies: the later ones, naming the first', () => {
  const files = parsed({
    'a.yaml': policy('a', 'GET'),
    'b.yaml': policy('b', 'GET'),
    'x/a.yaml': policy('a', 'GET'),
  })
  expect(lint(files)).toMatchObject([
    { check: 'duplicate-policy', file: 'x/a.yaml', line: 1, message: 'a is defined already in a.yaml:1' },
  ])
})

test('what is silenced is not mended', () => {
  const text = policy('a', 'get').replace(
    '        - get',
    '        # policyctl-ignore lowercase-method: y\n        - get',
  )
  expect(runChecks(parsed({ 'a.yaml': text })).fixes.size).toBe(0)
})

test('findings come sorted, with the fixes of those that can be fixed', () => {
  const { findings, fixes } = runChecks(
    parsed({ 'b.yaml': policy('b', 'get'), 'a.yaml': policy('a', 'FETCH') }),
  )
  expect(findings.map(({ file, fixable }) => [file, fixable])).toEqual([
    ['a.yaml', false],
    ['b.yaml', true],
  ])
  expect([...fixes.values()]).toEqual([
    { edits: [{ file: 'b.yaml', start: 77, end: 80, text: 'GET' }], removed: null },
  ])
})

describe('a file that cannot be read may have the policy that a name means', () => {
  const config = {
    file: 'policyctl.yaml',
    text: 'version: 1\nsafety: { protect: [guarded] }\n',
  }
  test.each([
    ['no such file: the line is idle', policy('a', 'GET'), 'correct it, or delete it'],
    ['a key without its colon', policy('guarded', 'GET').replace('spec:', 'spec'), 'mend that file first'],
  ])('%s', (_name, text, hint) => {
    const found = lint(parsed({ 'a.yaml': text }), { config })
    expect(found).toContainEqual(
      expect.objectContaining({ check: 'matches-nothing', hint: expect.stringContaining(hint) }),
    )
  })
})

test('a key without its colon is named', () => {
  expect(lint(parsed({ 'a.yaml': policy('a', 'GET').replace('spec:', 'spec') }))).toMatchObject([
    { check: 'unreadable-yaml', line: 2, hint: 'a key needs a colon: write spec: here, if spec is a key' },
  ])
})
