/** What an editor does with the schema that a comment names: every kind of document of a file is held against it. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'

const accepts = new Ajv({ strict: false, logger: false }).compile(
  JSON.parse(readFileSync('schema/policy.schema.json', 'utf8')),
)
const documentsOf = (text: string) => parseAllDocuments(text).map((document) => document.toJS())

const MODELINE = '# yaml-language-server: $schema=../schema/policy.schema.json\n'
const POLICY = `${MODELINE}name: a\nspec: { policies: [{ permission: deny, tags: [a] }] }\n`
const KUBERNETES = `${MODELINE}apiVersion: platform.ai/v1alpha1\nkind: Policy\nmetadata: { name: b }\nspec: { policies: [{ permission: deny, tags: [a] }] }\n`
const BINDING = `${MODELINE}apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: c }\nspec: { policyRef: { name: b }, subjects: [{ kind: ServiceAccount, name: bot }] }\n`

describe('documents of one file, in any order', () => {
  test.each([
    ['a policy first', [POLICY, KUBERNETES, BINDING]],
    ['a binding first', [BINDING, POLICY, KUBERNETES]],
    ['the Kubernetes form first', [KUBERNETES, BINDING, POLICY]],
  ])('%s: each is accepted, by lint too', (_name, texts) => {
    const text = texts.join('---\n')
    expect(documentsOf(text).map((document) => accepts(document))).toEqual([true, true, true])
    expect(lint(parsed({ 'a.yaml': text })).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test.each([
    ['a rule of the second', [POLICY, KUBERNETES.replace('deny', 'denied')]],
    ['the subjects of a binding', [POLICY, BINDING.replace('subjects', 'subject')]],
    [
      'a field that the other form has',
      [BINDING, POLICY.replace('name: a', 'name: a\nmetadata: { name: a }')],
    ],
  ])('%s is refused where it stands, and the first document is not', (_name, texts) => {
    expect(documentsOf(texts.join('---\n')).map((document) => accepts(document))).toEqual([true, false])
  })
})
