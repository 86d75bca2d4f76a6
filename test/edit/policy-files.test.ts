/** Files that come and documents that go. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newPolicyFile } from '../../src/edit/new-policy-file.ts'
import { removeDocument } from '../../src/edit/remove-document.ts'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import { isSameSpec } from '../../src/policy/canonical.ts'
import { route, spec, withRoutes } from '../support/builders/specs.ts'
import { anySpec } from './written-policy.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a new file', () => {
  test('has the layout of the house', () => {
    const of = withRoutes(spec('allow GET,HEAD https://a.example/*', 'ask #money'), {
      ...route('one', { defaultDuration: '4h' }),
      delivery: { fallbackToUI: false, mode: 'first_success', connectors: ['slack'] },
    })
    expect(newPolicyFile({ name: 'x', spec: of, schema: '../schema/policy.schema.json' })).toBe(`\
# yaml-language-server: $schema=../schema/policy.schema.json
name: x
spec:
  policies:
    - permission: allow
      operations: [GET, HEAD]
      resource: https://a.example/*
    - permission: approval_required
      tags: [money]
  approvals:
    - name: one
      approvers: { groups: [one-group] }
      defaultDuration: 4h
      delivery: { connectors: [slack], mode: first_success, fallbackToUI: false }
`)
  })

  test('means what it was made of, whatever the texts are', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('no', '1e3', '- a', 'a: b', '*', '{', '#', '\u2028', '~'),
    )
    fc.assert(
      fc.property(anySpec, anyText, anyText, (base, resource, tag) => {
        const strange = { permission: 'allow' as const, resource: `x${resource}`, tags: [`${tag}x`, tag] }
        const of = { ...base, policies: [...base.policies, strange] }
        const [policy] = parsePolicyFile(
          'x.yaml',
          bytes(newPolicyFile({ name: 'x', spec: of, schema: null })),
        ).policies
        expect(isSameSpec(policy?.policy.spec ?? null, of)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a document goes', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(
    (name) => `# about ${name}\nname: ${name}\nspec: {policies: [{permission: deny}]}\n`,
  )

  test.each([
    ['the first', 0, `# about a\n---\n${b}---\n${c}`],
    ['the second', 1, `${a}---\n${c}`],
    ['the last', 2, `${a}---\n${b}`],
  ])('%s', (_which, document, expected) => {
    const text = `${a}---\n${b}---\n${c}`
    expect(removeDocument(text, { file: 'x.yaml', document })).toEqual({ kind: 'removed', text: expected })
  })

  test('the only one: the file is empty', () => {
    expect(removeDocument(`---\n${a}---\n`, { file: 'x.yaml', document: 0 })).toEqual({ kind: 'empty' })
    expect(removeDocument('{"name": "a", "spec": {}}', { file: 'x.json', document: 0 })).toEqual({
      kind: 'empty',
    })
  })

  test('line ends stay', () => {
    const text = `${a}---\r\n${b}`
    expect(removeDocument(text, { file: 'x.yaml', document: 0 })).toEqual({
      kind: 'removed',
      text: `# about a\n---\r\n${b}`,
    })
  })

  test('there is no such document', () => {
    expect(removeDocument(`${a}`, { file: 'x.yaml', document: 3 }).kind).toBe('impossible')
  })
})
