import { describe, expect, test } from 'vitest'
import { spliceSpec } from '../../src/edit/splice-spec.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { route, rule, spec, withRoutes } from '../support/builders/specs.ts'

function splice(text: string, live: Spec, { file = 'x.yaml', document = 0 } = {}): string {
  const result = spliceSpec(text, { file, document, spec: live })
  return result.kind === 'spliced' ? result.text : JSON.stringify(result)
}

/** A policy whose `spec` has this text, indented by two. */
function policy(...lines: readonly string[]): string {
  return `${['name: x', 'spec:', ...lines.map((line) => `  ${line}`)].join('\n')}\n`
}

describe('scalars keep their quotes where they can', () => {
  test.each([
    ['plain', 'https://a.example/*', 'https://b.example/*', 'https://b.example/*'],
    ['single', "'https://a.example/*'", 'https://b.example/*', "'https://b.example/*'"],
    ['double', '"https://a.example/*"', 'https://b.example/*', '"https://b.example/*"'],
    ['plain that would be a number', 'https://a.example/*', '12', '"12"'],
    ['plain that would be a boolean to old readers', 'https://a.example/*', 'no', '"no"'],
    ['plain that would be an alias', 'https://a.example/*', '*', '"*"'],
    ['plain that would begin a comment', 'https://a.example/*', 'a #b', '"a #b"'],
    ['single that holds one', "'https://a.example/*'", "it's", "'it''s'"],
    ['single that would hide a character', "'https://a.example/*'", 'a\u200bb', '"a\\u200bb"'],
    ['a block scalar', '>-\n        https://a.example/*', 'https://b.example/*', 'https://b.example/*'],
  ])('%s', (_what, written, live, expected) => {
    const text = policy('policies:', '  - permission: allow', `    resource: ${written}`, '    # end')
    expect(splice(text, { policies: [{ permission: 'allow', resource: live }] })).toBe(
      text.replace(written, expected),
    )
  })
})

test('what a match says of one group means nothing, so it stays with its comment', () => {
  const text = policy(
    'policies:',
    '  - permission: approval_required',
    'approvals:',
    '  - name: one',
    '    approvers:',
    '      groups: [c]',
    '      match: all # of one',
  )
  const live: Spec = {
    policies: [{ permission: 'approval_required' }],
    approvals: [{ name: 'one', approvers: { groups: ['a'] } }],
  }
  expect(splice(text, live)).toBe(text.replace('[c]', '[a]'))
})

describe('comments', () => {
  const text = policy(
    '# the rules',
    'policies:',
    '  # reads',
    '  - permission: allow # free',
    '    operations: [GET] # only',
    '    resource: https://a.example/*',
    '  # writes',
    '  - permission: deny',
    '    # nobody',
    '    resource: https://b.example/*',
    '',
    '  # policyctl-ignore cleartext-http: inside the cluster',
    '  - permission: allow',
    '    resource: http://c.example/* # old',
    '  # that is all',
  )

  test('a changed field keeps the comment on its line', () => {
    const live = spec(
      'allow GET,POST https://a.example/*',
      'deny https://b.example/*',
      'allow http://c.example/*',
    )
    expect(splice(text, live)).toBe(text.replace('[GET] # only', '[GET, POST] # only'))
  })

  test('a rule that goes takes its own lines along, and no others', () => {
    const live = spec('allow GET https://a.example/*', 'allow http://c.example/*')
    const gone = '    - permission: deny\n      # nobody\n      resource: https://b.example/*\n'
    expect(splice(text, live)).toBe(text.replace(gone, ''))
  })

  test('an ignore above a rule goes with it: it would silence what moves up', () => {
    const live = spec('allow GET https://a.example/*', 'deny https://b.example/*')
    expect(splice(text, live)).toBe(text.replace(/ {4}# policyctl-ignore[\s\S]*# old\n/, ''))
  })

  test('a new rule comes before the comment above the next one', () => {
    const live = spec(
      'allow GET https://a.example/*',
      'allow #new',
      'deny https://b.example/*',
      'allow http://c.example/*',
    )
    const added = '    - permission: allow\n      tags: [new]\n'
    expect(splice(text, live)).toBe(text.replace('    # writes\n', `${added}    # writes\n`))
  })

  test('the first field goes: the next one moves up to the dash, unless a comment stands between', () => {
    const rules = (...fields: readonly string[]) => policy('policies:', ...fields.map((line) => `  ${line}`))
    const live = spec('deny https://a.example/*')
    const before = ['- tags: [a]', '  permission: deny', '  resource: https://a.example/*']
    expect(splice(rules(...before), live)).toBe(
      rules('- permission: deny', '  resource: https://a.example/*'),
    )
    const commented = ['- tags: [a]', '  # why', '  permission: deny', '  resource: https://a.example/*']
    expect(splice(rules(...commented), live)).toBe(rules('-', ...commented.slice(1)))
  })
})

describe('what is new looks like what is there', () => {
  test('block lists, indentless', () => {
    const text = policy('policies:', '- permission: allow', '  operations:', '  - GET')
    expect(splice(text, spec('allow GET', 'deny POST,PUT https://a.example/*'))).toBe(
      `${text}${policy('- permission: deny', '  operations:', '  - POST', '  - PUT', '  resource: https://a.example/*').slice('name: x\nspec:\n'.length)}`,
    )
  })

  test('flow rules with quotes', () => {
    const text = policy("policies: [ {permission: allow, resource: 'https://a.example/*'} ]")
    expect(splice(text, spec('allow https://a.example/*', 'deny https://b.example/* #x'))).toBe(
      policy(
        "policies: [ {permission: allow, resource: 'https://a.example/*'}, {permission: deny, resource: 'https://b.example/*', tags: [x]} ]",
      ),
    )
  })

  test('approvals where there were none', () => {
    const text = policy('policies:', '  - permission: approval_required', '  # nothing else')
    expect(splice(text, withRoutes(spec('ask'), route('one', { defaultDuration: '4h' })))).toBe(
      text +
        [
          '  approvals:',
          '    - name: one',
          '      approvers: { groups: [one-group] }',
          '      defaultDuration: 4h',
          '',
        ].join('\n'),
    )
  })

  test('fields stand in the order of the schema', () => {
    const text = policy('policies:', '  - permission: allow', '    tags: [a]')
    expect(splice(text, spec('allow GET https://a.example/* #a'))).toBe(
      policy(
        'policies:',
        '  - permission: allow',
        '    operations: [GET]',
        '    resource: https://a.example/*',
        '    tags: [a]',
      ),
    )
  })
})

describe('routes move with their comments', () => {
  const text = policy(
    'policies:',
    '  - permission: approval_required',
    'approvals:',
    '  # first',
    '  - name: one',
    '    approvers: { groups: [one-group] } # ops',
    '',
    '  - name: two',
    '    approvers: { groups: [two-group] }',
  )

  test('into the order of live', () => {
    expect(splice(text, withRoutes(spec('ask'), route('two'), route('one')))).toBe(
      policy(
        'policies:',
        '  - permission: approval_required',
        'approvals:',
        '  - name: two',
        '    approvers: { groups: [two-group] }',
        '',
        '  # first',
        '  - name: one',
        '    approvers: { groups: [one-group] } # ops',
      ),
    )
  })
})

describe('aliases', () => {
  const text = policy(
    'policies:',
    '  - permission: allow',
    '    operations: &reads [GET, HEAD]',
    '    resource: https://a.example/*',
    '  - permission: allow',
    '    operations: *reads # same',
    '    resource: https://b.example/*',
    '  - permission: deny',
    '    operations: *reads',
    '    resource: https://c.example/*',
  )
  const both = 'allow GET,HEAD https://'

  test('all places change alike: only the anchor is edited', () => {
    const live = spec(
      'allow GET https://a.example/*',
      'allow GET https://b.example/*',
      'deny GET https://c.example/*',
    )
    expect(splice(text, live)).toBe(text.replace('[GET, HEAD]', '[GET]'))
  })

  test('the place of an alias changes: it is written out', () => {
    const live = spec(
      `${both}a.example/*`,
      'allow PUT https://b.example/*',
      'deny GET,HEAD https://c.example/*',
    )
    expect(splice(text, live)).toBe(text.replace('*reads # same', '[PUT] # same'))
  })

  test('the place of the anchor changes: the others keep their value', () => {
    const live = spec(
      'allow PUT https://a.example/*',
      `${both}b.example/*`,
      'deny GET,HEAD https://c.example/*',
    )
    expect(splice(text, live)).toBe(
      text
        .replace('&reads [GET, HEAD]', '&reads [PUT]')
        .replace('*reads # same', '[GET, HEAD] # same')
        .replace('*reads', '[GET, HEAD]'),
    )
  })

  test('the anchor goes: its first alias takes its place', () => {
    const live = spec(`${both}b.example/*`, 'deny GET,HEAD https://c.example/*')
    expect(splice(text, live)).toBe(
      policy(
        'policies:',
        '  - permission: allow',
        '    operations: &reads [GET, HEAD] # same',
        '    resource: https://b.example/*',
        '  - permission: deny',
        '    operations: *reads',
        '    resource: https://c.example/*',
      ),
    )
  })

  test('an alias outside of the spec keeps its value', () => {
    const metadata = 'metadata: { name: x, labels: { team: &t a }, annotations: { tag: *t } }'
    const text = `apiVersion: platform.ai/v1alpha1\nkind: Policy\n${metadata}\nspec:\n  policies:\n    - permission: allow\n      tags: [*t]\n`
    expect(splice(text, spec('allow #b'))).toBe(text.replace('[*t]', '[b]'))
  })
})

describe('JSON stays JSON', () => {
  const document = { name: 'x', spec: { policies: [rule('allow GET https://a.example/*'), rule('deny #x')] } }
  const cases = [
    ['a rule changes', spec('allow GET,POST https://a.example/*', 'deny #x')],
    ['the last rule goes', spec('allow GET https://a.example/*')],
    ['the first rule goes', spec('deny #x')],
    ['a rule comes first', spec('ask https://b.example/*', 'allow GET https://a.example/*', 'deny #x')],
    ['a rule comes last', spec('allow GET https://a.example/*', 'deny #x', 'ask https://b.example/*')],
    [
      'the last rule becomes another',
      spec('allow GET https://a.example/*', 'ask PUT,PATCH https://b.example/*'),
    ],
    ['everything is new', spec('ask PUT,PATCH https://b.example/*', 'ask https://d.example/*')],
    ['a field goes', spec('allow https://a.example/*', 'deny #x')],
  ] as const

  test.each(cases)('%s: minified', (_what, live) => {
    const text = splice(JSON.stringify(document), live, { file: 'x.json' })
    expect(text).toBe(JSON.stringify(JSON.parse(text)))
    expect(JSON.parse(text).spec.policies).toHaveLength(live.policies.length)
  })

  test.each(cases)('%s: indented with tabs', (_what, live) => {
    const text = splice(JSON.stringify(document, null, '\t'), live, { file: 'x.json' })
    expect(text).toBe(JSON.stringify(JSON.parse(text), null, '\t'))
    expect(JSON.parse(text).spec.policies).toHaveLength(live.policies.length)
  })
})

describe('what cannot be spliced', () => {
  test('an unusual layout is written anew, without its comments, and nothing else', () => {
    const text = '# head\nname: x\nspec:\n  ? policies # odd\n  : - permission: allow\n'
    const result = spliceSpec(text, { file: 'x.yaml', document: 0, spec: spec('deny') })
    expect(result).toEqual({
      kind: 'rewritten',
      text: '# head\nname: x\nspec:\n  policies:\n    - permission: deny\n',
    })
  })

  test.each([
    ['the key itself is unusual', '? spec\n: ? policies\n  : - permission: allow\nname: x\n', 0],
    ['there is no such document', 'name: x\nspec: {policies: [{permission: allow}]}\n', 1],
    ['the file cannot be read', 'name: x\nspec: {policies: [', 0],
  ])('%s: nothing is returned', (_what, text, document) => {
    const result = spliceSpec(text, { file: 'x.yaml', document, spec: spec('deny') })
    expect(result).toEqual({ kind: 'impossible', reason: expect.stringMatching(/./) })
  })
})
