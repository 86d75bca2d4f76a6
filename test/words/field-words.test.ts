import { describe, expect, test } from 'vitest'
import { driftIssue } from '../../src/action/comment/drift-issue.ts'
import { fieldChanges } from '../../src/change/field-changes.ts'
import { diffMarkdown } from '../../src/media/diff-markdown.ts'
import { diffText } from '../../src/media/diff-text.ts'
import { differenceText } from '../../src/media/difference-text.ts'
import { terminal } from '../../src/media/terminal.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { ruleLine } from '../../src/words/entry-words.ts'
import { fieldLabel, fieldWords } from '../../src/words/field-words.ts'
import { requestWords } from '../../src/words/request-words.ts'
import { diffOf, PLAIN } from '../support/builders/answers.ts'
import { UNTOUCHED } from '../support/builders/drift-facts.ts'
import { route, spec, withRoutes } from '../support/builders/specs.ts'

const ANY = spec('allow https://a.io/*')
const GET = spec('allow GET https://a.io/*')
const TAGGED: Spec = { policies: [{ permission: 'allow', resource: 'https://a.io/*', tags: ['pii'] }] }
const ANYWHERE: Spec = { policies: [{ permission: 'allow' }] }

function told(before: Spec, after: Spec): readonly string[] {
  return fieldChanges(before, after).map((change) => {
    const words = fieldWords(change)
    return `${fieldLabel(words)}: ${differenceText(words)}`
  })
}

describe('a set says what comes and goes', () => {
  const rules = (operations: string[], tags: string[] = []): Spec => ({
    policies: [{ permission: 'allow', resource: 'https://a.io/*', operations, tags }],
  })
  test.each<[string, Spec, Spec, readonly string[]]>([
    ['one comes', rules(['POST', 'PUT']), rules(['PATCH', 'PUT', 'POST']), ['rule 0 operations: +PATCH']],
    ['one goes', rules(['POST', 'PUT']), rules(['PUT']), ['rule 0 operations: -POST']],
    ['both', rules(['POST', 'PUT']), rules(['PUT', 'DELETE']), ['rule 0 operations: +DELETE -POST']],
    ['nothing stays', rules(['POST']), rules(['PUT']), ['rule 0 operations: POST → PUT']],
    ['tags', rules(['GET'], ['a']), rules(['GET'], ['a', 'b']), ['rule 0 tags: +b']],
    [
      'a member that would read like a sign',
      rules(['GET'], ['a']),
      rules(['GET'], ['a', '-b']),
      ['rule 0 tags: a → -b, a'],
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(told(before, after)).toEqual(expected)
  })

  test('in a diff of the terminal', () => {
    const fields = fieldChanges(rules(['POST', 'PUT']), rules(['PATCH', 'POST', 'PUT']))
    expect(diffText(diffOf([{ policy: 'p', kind: 'changed', fields }]), PLAIN)).toContain(
      '    ~ rule 0 operations   +PATCH\n',
    )
  })
})

test('methods stand in the order of the changes of access, unusual ones last', () => {
  const operations = ['PURGE', 'DELETE', 'PATCH', 'POST', 'GET']
  expect(ruleLine({ permission: 'allow', operations, resource: 'https://a.io/*' })).toBe(
    'allow GET POST PATCH DELETE PURGE https://a.io/*',
  )
})

describe('a field whose absence means everything says so', () => {
  test.each<[string, Spec, Spec, string]>([
    ['operations come', ANY, GET, 'rule 0 operations: any method → GET'],
    ['operations go', GET, ANY, 'rule 0 operations: GET → any method'],
    ['tags come', ANY, TAGGED, 'rule 0 tags: any tags → pii'],
    ['the resource goes', ANY, ANYWHERE, 'rule 0 resource: https://a.io/* → any URL'],
    [
      'tools come',
      withRoutes(ANY, route('r')),
      withRoutes(ANY, { ...route('r'), toolIds: ['calendar'] }),
      'route r toolIds: any tool → calendar',
    ],
    [
      'a duration goes',
      withRoutes(ANY, { ...route('r'), defaultDuration: '4h' }),
      withRoutes(ANY, route('r')),
      'route r defaultDuration: - 4h',
    ],
  ])('%s', (_what, before, after, expected) => {
    expect(told(before, after)).toEqual([expected])
  })

  const fields = fieldChanges(GET, ANY)
  const diff = diffOf([{ policy: 'p', kind: 'changed', fields }])

  test('in a diff', () => {
    expect(diffText(diff, PLAIN)).toContain('    ~ rule 0 operations   GET → any method\n')
    expect(diffMarkdown(diff, PLAIN)).toContain(
      '-   rule 0 operations: GET\n+   rule 0 operations: any method\n',
    )
  })

  test('in the issue, which counts rules as all screens do', () => {
    const links = {
      repository: 'https://x.example/o/r',
      run: null,
      page: null,
      applyWorkflow: 'https://x.example/w',
    }
    const changes = [
      {
        policy: 'p',
        kind: 'changed' as const,
        fields,
        direction: 'wider' as const,
        outcome: 'put-back' as const,
      },
    ]
    const at = { readAt: '2026-11-22T12:00:00Z', previousReadAt: null }
    const { body } = driftIssue({
      ...UNTOUCHED,
      target: 't',
      ledger: null,
      changes,
      access: [],
      links,
      ...at,
    })
    expect(body).toContain('| `p` | edited: `rule 0 operations` |')
    expect(body).toContain('- rule 0 operations: GET\n+ rule 0 operations: any method\n')
  })
})

test.each([
  [['GET'], 'any method but GET anywhere'],
  [['GET', 'POST'], 'any method but GET and POST anywhere'],
  [['GET', 'POST', 'PUT'], 'any method but GET, POST and PUT anywhere'],
])('all methods but %j', (exceptOperations, expected) => {
  const nothing = { withTags: [], withoutTags: [], tools: [], exceptTools: [] }
  const extent = {
    ...nothing,
    operations: ['*'],
    exceptOperations,
    resource: '*',
    exceptResources: [],
    capabilities: [],
    exceptCapabilities: [],
  }
  expect(terminal(requestWords(extent))).toBe(expected)
})
