import { describe, expect, test } from 'vitest'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import { parseTestFile } from '../../src/parse/parse-test-file.ts'
import { runTests } from '../../src/testing/run-tests.ts'
import type { TestRun } from '../../src/testing/test-run.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const PAY = `name: pay
spec:
  policies:
    - { permission: allow, operations: [GET], resource: "https://pay.example/*" }
    - { permission: approval_required, operations: [POST], resource: "https://pay.example/*" }
    - { permission: allow, operations: [GET], resource: "https://pay.example/v1/*" }
  approvals:
    - { name: money, approvers: { groups: [finance, leads] } }
`
const STOP = 'name: stop\nspec:\n  policies:\n    - { permission: deny, tags: [frozen] }\n'
const KIND = (name: string, namespace: string, policy: string): string =>
  `---\napiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: ${name}-${policy}, namespace: ${namespace} }\nspec: { policyRef: { name: ${policy} }, subjects: [{ kind: ServiceAccount, name: ${name} }] }\n`
const BOUND = [
  KIND('billing', 'a', 'pay'),
  KIND('ops', 'a', 'pay'),
  KIND('ops', 'b', 'gone'),
  KIND('mixed', 'a', 'gone'),
  KIND('mixed', 'a', 'pay'),
].join('')

function run(test: string, policies: readonly string[] = [PAY, STOP, BOUND]): TestRun {
  const files = policies.map((text, index) => parsePolicyFile(`p${index}.yaml`, bytes(text)))
  return runTests([parseTestFile('a.test.yaml', bytes(`tests:\n  - { ${test} }\n`))], files)
}

/** Mismatches of the only test, or the findings. */
function outcome(test: string, policies?: readonly string[]): readonly string[] {
  const { results, findings } = run(test, policies)
  const told = findings.map(({ line, check, message, hint }) => `${line} ${check}: ${message} | ${hint}`)
  return [
    ...told,
    ...results.flatMap(({ mismatches }): readonly string[] =>
      mismatches.length === 0 ? ['passed'] : mismatches,
    ),
  ]
}

const get = 'policies: [pay], request: GET https://pay.example/v1/x'
const post = 'policies: [stop, pay], request: POST https://pay.example/x'

describe('a test', () => {
  test.each<[string, string, readonly string[]]>([
    ['that holds', `${get}, expect: allow`, ['passed']],
    ['of the wrong decision', `${get}, expect: deny`, ['decision']],
    ['of the rule that decides', `${get}, expect: { decision: allow, because: pay#0 }`, ['passed']],
    [
      'of another rule that decides as well',
      `${get}, expect: { decision: allow, because: pay#2 }`,
      ['passed'],
    ],
    ['of a rule that does not decide', `${get}, expect: { decision: allow, because: pay#1 }`, ['because']],
    [
      'of approvers in any order',
      `${post}, expect: { decision: approval_required, approvers: [leads, finance] }`,
      ['passed'],
    ],
    [
      'of some of the approvers',
      `${post}, expect: { decision: approval_required, approvers: [finance] }`,
      ['approvers'],
    ],
    ['with tags', `${post}, tags: [frozen], expect: { decision: deny, because: stop#0 }`, ['passed']],
    [
      'of everything at once',
      `${post}, expect: { decision: deny, because: stop#0 }`,
      ['decision', 'because'],
    ],
    [
      'of an agent by its bare name',
      'agent: billing, request: GET https://pay.example/, expect: allow',
      ['passed'],
    ],
    [
      'of an agent by its full name',
      'agent: a/ops, request: GET https://pay.example/, expect: allow',
      ['passed'],
    ],
    [
      'of an agent that is bound to what does not exist too: no vote',
      'agent: mixed, request: GET https://pay.example/, expect: allow',
      ['passed'],
    ],
    [
      'of a method that only a rule names',
      'policies: [pay], request: LOCK https://pay.example/, expect: deny',
      ['passed'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(outcome(text)).toEqual(expected)
  })
})

describe('is not run', () => {
  test.each<[string, string, string]>([
    [
      'against an unknown policy',
      'policies: [pai], request: GET https://h/, expect: deny',
      '2 unknown-policy: no policy is called pai | did you mean pay?',
    ],
    [
      'as an unknown agent',
      'agent: biling, request: GET https://h/, expect: deny',
      '2 unknown-agent: no PolicyBinding document names the agent biling | did you mean billing?',
    ],
    [
      'as an agent of an unknown namespace',
      'agent: c/billing, request: GET https://h/, expect: deny',
      '2 unknown-agent: no PolicyBinding document names the agent c/billing | did you mean a/billing?',
    ],
    [
      'as one of two agents',
      'agent: ops, request: GET https://h/, expect: deny',
      '2 ambiguous-agent: ops is the name of 2 agents | write one of them: a/ops, b/ops',
    ],
    [
      'where no rule decides and a binding is to nothing',
      'agent: b/ops, request: GET https://pay.example/, expect: deny',
      '2 unknown-policy: no rule matches the request, and b/ops is bound to gone, which no file has | write the policy, or correct the name in the PolicyBinding document',
    ],
    [
      'where none of the rules that there are decides',
      'agent: mixed, request: DELETE https://pay.example/, expect: deny',
      '2 unknown-policy: no rule matches the request, and a/mixed is bound to gone, which no file has | write the policy, or correct the name in the PolicyBinding document',
    ],
    [
      'because of a rule that does not exist',
      `${get}, expect: { decision: allow, because: pay#3 }`,
      '2 unknown-rule: pay has no rule 3 | its rules are pay#0 to pay#2',
    ],
    [
      'because of a policy that does not exist',
      `${get}, expect: { decision: allow, because: play#0 }`,
      '2 unknown-policy: no policy is called play | did you mean pay?',
    ],
    [
      'with a misspelt method, which would be denied for the wrong reason',
      'policies: [pay], request: PSOT https://h/, expect: deny',
      '2 invalid-request: PSOT is not a method that HTTP or a rule names | did you mean POST?',
    ],
  ])('%s', (_name, text, expected) => {
    expect(outcome(text)).toEqual([expected])
    expect(run(text)).toMatchObject({ results: [], invalid: 1 })
  })

  test('against a policy with errors: a misspelt field matches too much', () => {
    const broken = PAY.replace('resource:', 'resourse:')
    expect(outcome(`${get}, expect: allow`, [broken])).toEqual([
      '2 doubtful-policy: pay has findings of severity error, so its decisions are not known | run policyctl lint and fix the policy first',
      '4 unknown-field: "resourse" is not a field of rule 0 | did you mean resource?',
    ])
  })

  test('against a policy that is defined twice', () => {
    expect(outcome(`${get}, expect: allow`, [PAY, PAY])[0]).toMatch(
      /doubtful-policy: pay is defined more than once/,
    )
  })
})

describe('coverage', () => {
  const counts = ({ coverage }: TestRun) => ({
    ...coverage,
    untested: coverage.untested.map(
      ({ policy, rule, place }) => `${policy}#${rule} ${place?.file}:${place?.line}`,
    ),
    neverDecide: coverage.neverDecide.map(({ policy, rule }) => `${policy}#${rule}`),
  })

  test('rules by which a test was decided, all of them where several decide, and where the others stand', () => {
    expect(counts(run(`${get}, expect: deny`))).toEqual({
      rules: 4,
      decided: 2,
      percent: 50,
      untested: ['pay#1 p0.yaml:5', 'stop#0 p1.yaml:4'],
      neverDecide: [],
    })
  })

  test('a rule that can never decide counts on neither side', () => {
    const shadowed = PAY.replace('  approvals', '    - { permission: deny, operations: [GET] }\n  approvals')
    expect(counts(run(`${get}, expect: deny`, [shadowed]))).toMatchObject({
      rules: 2,
      decided: 1,
      neverDecide: ['pay#0', 'pay#2'],
    })
  })

  test('is never rounded up', () => {
    const rules = Array.from(
      { length: 3 },
      (_, index) => `    - { permission: deny, resource: "https://h/${index}" }\n`,
    )
    const policy = `name: pay\nspec:\n  policies:\n${rules.join('')}`
    expect(run('policies: [pay], request: GET https://h/1, expect: deny', [policy]).coverage.percent).toBe(
      33.3,
    )
  })

  test('of no rules at all: nothing is tested, so nothing is covered', () => {
    expect(runTests([], []).coverage).toMatchObject({ rules: 0, percent: 0 })
  })
})
