import { describe, expect, test } from 'vitest'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import type { ParsedFile } from '../../src/parse/parsed-file.ts'

function parse(text: string, file = 'policies/a.yaml'): ParsedFile {
  return parsePolicyFile(file, new TextEncoder().encode(text))
}

/** `line:column check: message | hint` */
function told(file: ParsedFile): readonly string[] {
  return file.findings.map((f) => `${f.line}:${f.column} ${f.check}: ${f.message} | ${f.hint}`)
}

const RULES = '  policies:\n    - permission: allow\n      resource: https://a.example/*\n'
const PLAIN = `name: a\nspec:\n${RULES}`
const POLICY = {
  name: 'a',
  spec: { policies: [{ permission: 'allow', resource: 'https://a.example/*' }] },
}
const HEAD = 'apiVersion: platform.ai/v1alpha1\n'
const KUBERNETES = `${HEAD}kind: Policy\nmetadata: { name: a, namespace: team }\nspec:\n${RULES}`
const BINDING = `${HEAD}kind: PolicyBinding\nmetadata: { name: b, namespace: team }\nspec:\n  policyRef: { name: a }\n  subjects:\n    - { kind: ServiceAccount, name: billing }\n    - { kind: ServiceAccount, name: ops, namespace: infra }\n`

describe('reads', () => {
  test.each([
    ['the plain form', PLAIN],
    ['with CRLF', PLAIN.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${PLAIN}`],
    ['with a document marker', `# c\n---\n${PLAIN}`],
    ['in flow form', JSON.stringify(POLICY)],
    [
      'with an anchor and an alias',
      `name: a\nspec:\n  policies: &x\n    - permission: allow\n      resource: "https://a.example/*"\n`,
    ],
  ])('%s', (_name, text) => {
    const file = parse(text)
    expect(told(file)).toEqual([])
    expect(file.policies.map(({ policy }) => policy)).toEqual([POLICY])
    expect(file.policies[0]).toMatchObject({
      namespace: 'default',
      form: 'plain',
      document: 0,
      isSound: true,
    })
    expect(file.text).toBe(text)
  })

  test('the Kubernetes form: name, namespace, and places by the path of the API form', () => {
    const [policy] = parse(KUBERNETES).policies
    expect(policy).toMatchObject({ policy: POLICY, namespace: 'team', form: 'kubernetes' })
    expect(policy?.placeOf(['name'])).toMatchObject({ line: 3, column: 19, endLine: 3, endColumn: 20 })
    expect(policy?.placeOf(['spec', 'policies', 0, 'permission'])).toMatchObject({ line: 6, column: 19 })
  })

  test('bindings, in the namespace of the binding where the subject names none', () => {
    const { bindings, policies, findings } = parse(`${KUBERNETES}---\n${BINDING}`)
    expect(findings).toEqual([])
    expect(policies).toHaveLength(1)
    expect(bindings.map(({ agent, policy, place }) => [agent, policy, place.line])).toEqual([
      ['team/billing', 'a', 15],
      ['infra/ops', 'a', 16],
    ])
  })

  test('several documents, empty ones left out', () => {
    const { policies, findings } = parse(
      `---\n---\n${PLAIN}---\n# nothing\n---\n${PLAIN.replace('name: a', 'name: b')}---\n`,
    )
    expect(findings).toEqual([])
    expect(policies.map(({ policy, document }) => [policy.name, document])).toEqual([
      ['a', 0],
      ['b', 1],
    ])
  })

  test('JSON with $schema, which is no part of the policy', () => {
    const text = JSON.stringify({ $schema: '../schema/policy.schema.json', ...POLICY }, null, 2)
    const file = parse(text, 'a.json')
    expect(told(file)).toEqual([])
    expect(file.policies[0]?.policy).toEqual(POLICY)
    expect(file.policies[0]?.placeOf(['spec', 'policies', 0])).toMatchObject({
      line: 6,
      column: 7,
      endLine: 9,
      endColumn: 8,
    })
  })

  test('a missing node has the place of its nearest ancestor, a key its own', () => {
    const [policy] = parse(PLAIN).policies
    expect(policy?.placeOf(['spec', 'policies', 0, 'tags', 3])).toEqual(
      policy?.placeOf(['spec', 'policies', 0]),
    )
    expect(policy?.placeOf(['spec', 'policies', 0])).toMatchObject({
      line: 4,
      column: 7,
      endLine: 5,
      endColumn: 36,
    })
    expect(policy?.keyPlaceOf(['spec', 'policies'])).toMatchObject({ line: 3, column: 3, endColumn: 11 })
  })
})

const rule = (lines: string): string => `name: a\nspec:\n  policies:\n    - ${lines}\n`

describe('the schema', () => {
  test.each([
    [
      'a permission that nearly is one',
      rule('permission: alow'),
      ['4:19 invalid-permission: "alow" is not a permission | did you mean allow?'],
    ],
    [
      'another word for a permission',
      rule('permission: approval'),
      ['4:19 invalid-permission: "approval" is not a permission | did you mean approval_required?'],
    ],
    [
      'no permission at all',
      rule('permission: xyzzy'),
      ['4:19 invalid-permission: "xyzzy" is not a permission | use allow, approval_required, deny in rule 0'],
    ],
    [
      'no rules',
      'name: a\nspec: { policies: [] }\n',
      [
        '2:19 empty-policy: spec.policies is empty: the API refuses a policy without rules | add a rule, or delete the policy',
      ],
    ],
    [
      'a misspelt field',
      rule('permission: deny\n      resourse: x'),
      ['5:7 unknown-field: "resourse" is not a field of rule 0 | did you mean resource?'],
    ],
    [
      'a field of the server',
      `${PLAIN}status: {}\n`,
      [
        `6:1 unknown-field: "status" is not a field of the document | only the server sets this; delete it: the fields here are name, spec`,
      ],
    ],
    [
      'a merge key',
      rule('permission: deny\n      <<: {}'),
      [
        '5:7 unknown-field: "<<" is not a field of rule 0 | merge keys are not part of YAML 1.2; write the fields out',
      ],
    ],
    [
      'text for a list',
      rule('permission: deny\n      operations: GET'),
      ['5:19 wrong-type: rule 0: operations must be a list, not "GET" | write operations: [GET]'],
    ],
    [
      'a number for text',
      'name: 12\nspec: { policies: [{ permission: deny }] }',
      ['1:7 wrong-type: name must be text, not 12 | put it in quotes: "12"'],
    ],
    [
      'nothing for a list',
      rule('permission: deny\n  approvals:'),
      ['5:3 wrong-type: spec.approvals must be a list, not empty | give it a value, or delete the line'],
    ],
    [
      'a list for a document',
      '- a\n',
      ['1:1 wrong-type: the document must be a mapping, not a list | a policy starts with name: and spec:'],
    ],
    [
      'a field that is missing',
      'name: a\nspec: {}\n',
      ['2:1 missing-field: spec has no policies | add policies'],
    ],
    [
      'a rule without permission',
      rule('resource: https://a.example/*'),
      [
        '4:7 missing-field: rule 0 has no permission | write permission: deny, or approval_required, or allow',
      ],
    ],
    [
      'a name with capitals',
      PLAIN.replace('a', 'a').replace('name: a', 'name: My Policy'),
      [
        `1:7 invalid-name: "My Policy" has characters that no policy name may have: the name is part of URLs of the API | use lower-case letters, digits, '-', '.' and '_', such as my-policy`,
      ],
    ],
    [
      'a name of dots',
      PLAIN.replace('name: a', 'name: ".."'),
      [
        `1:7 invalid-name: ".." has characters that no policy name may have: the name is part of URLs of the API | use lower-case letters, digits, '-', '.' and '_'`,
      ],
    ],
    [
      'the reserved name',
      PLAIN.replace('name: a', 'name: translate'),
      [
        '1:7 reserved-name: a policy cannot have the name translate: POST /policies/translate is another call of the API | choose another name',
      ],
    ],
    [
      'an empty name',
      PLAIN.replace('name: a', 'name: ""'),
      ['1:7 empty-value: name is empty | write a value'],
    ],
    [
      'a name that is too long',
      PLAIN.replace('name: a', `name: ${'x'.repeat(254)}`),
      ['1:7 invalid-name: name is 254 characters long; at most 253 are allowed | shorten it'],
    ],
    [
      'an unknown kind',
      KUBERNETES.replace('kind: Policy', 'kind: Polcy'),
      ['2:7 wrong-value: kind is "Polcy", which is not a known value | did you mean Policy?'],
    ],
    [
      'an unknown match',
      `${PLAIN}  approvals: [{ name: r, approvers: { groups: [g], match: one } }]\n`,
      ['6:59 wrong-value: route 0: approvers.match is "one", which is not a known value | use any or all'],
    ],
    [
      'a key that stands twice',
      `${PLAIN}name: b\n`,
      [
        '6:1 duplicate-key: "name" appears twice in this mapping | keep one of them: readers disagree on which one counts',
      ],
    ],
  ])('%s', (_name, text, expected) => {
    expect(told(parse(text))).toEqual(expected)
  })

  test.each([
    ['an unknown field leaves the policy sound', `${PLAIN}extra: 1\n`, true],
    ['an unknown permission does not', rule('permission: alow'), false],
    ['a duplicate key does not', `${PLAIN}name: a\n`, false],
    ['an unsafe name does not', PLAIN.replace('name: a', 'name: A'), false],
  ])('%s', (_name, text, isSound) => {
    expect(parse(text).policies).toMatchObject([{ isSound }])
  })

  test('a policy whose known fields have another type is not handed on, the others of the file are', () => {
    const { policies, findings } = parse(
      `${rule('permission: [allow]')}---\n${PLAIN.replace('name: a', 'name: b')}`,
    )
    expect(policies.map(({ policy }) => policy.name)).toEqual(['b'])
    expect(findings).toMatchObject([{ check: 'wrong-type', policy: 'a', line: 4 }])
  })
})

describe('a key called __proto__', () => {
  test.each([
    ['YAML', 'a.yaml', `${PLAIN}__proto__: { polluted: true }\n`],
    [
      'JSON',
      'a.json',
      '{"name":"a","spec":{"policies":[{"permission":"deny"}]},"__proto__":{"polluted":true}}',
    ],
  ])('%s: data, and reported', (_name, file, text) => {
    const parsed = parse(text, file)
    expect(parsed.findings).toMatchObject([
      { check: 'unknown-field', message: '"__proto__" is not a field of the document' },
    ])
    expect(Object.hasOwn(parsed.policies[0]?.policy ?? {}, '__proto__')).toBe(true)
    expect('polluted' in {}).toBe(false)
    expect('polluted' in (parsed.policies[0]?.policy ?? {})).toBe(false)
  })
})
