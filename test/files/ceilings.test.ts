import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { looserSettings } from '../../src/files/config-loosening.ts'
import { findProject } from '../../src/files/find-project.ts'
import { folderWith } from '../support/suite/folder.ts'

const CEILING = `name: top
spec:
  policies:
    - { permission: allow, operations: [GET], resource: https://h/* }
`
const config = (atMost: string): string =>
  `version: 1\nguardrails:\n  - { name: small, atMost: ${JSON.stringify(atMost)} }\n`

function errorOf(root: string): string {
  try {
    findProject(root, null)
  } catch (error) {
    if (error instanceof PolicyctlError) return `${error.code} ${error.message}`
    throw error
  }
  return 'none'
}

test('a ceiling is read with the config: several policies of one file', () => {
  const root = folderWith({
    'policyctl.yaml': config('ceilings/c.yaml'),
    'ceilings/c.yaml': `${CEILING}---\n${CEILING.replace('top', 'more')}`,
  })
  const ceiling = findProject(root, null).config.ceilings.get('ceilings/c.yaml')
  expect(ceiling?.policies.map(({ name }) => name)).toEqual(['top', 'more'])
})

test('two policies of one name: whose route an approval takes would hang on their order', () => {
  const root = folderWith({
    'policyctl.yaml': config('ceilings/c.yaml'),
    'ceilings/c.yaml': `${CEILING}---\n${CEILING}`,
  })
  expect(errorOf(root)).toBe('config-invalid ceilings/c.yaml has two policies called top')
})

describe('atMost → why it is refused', () => {
  test.each<[string, string]>([
    ['target:staging', 'guardrails.0.atMost: there is no target of that name'],
    ['layer:base', 'guardrails.0.atMost: no target has a layer of that name'],
    ['git:main', 'guardrails.0.atMost: git: names no file'],
    ['../c.yaml', 'guardrails.0.atMost: leaves the project'],
    ['/etc/passwd', 'guardrails.0.atMost: leaves the project'],
    ['a/../../c.yaml', 'guardrails.0.atMost: leaves the project'],
    ['policies/c.yaml', 'guardrails.0.atMost: lies in the policy folder, so apply would create its policies'],
    [
      './policies/c.yaml',
      'guardrails.0.atMost: lies in the policy folder, so apply would create its policies',
    ],
    ['ceilings/none.yaml', 'guardrails.0.atMost: there is no such file in the project'],
  ])('%s', (atMost, message) => {
    expect(errorOf(folderWith({ 'policyctl.yaml': config(atMost) }))).toContain(message)
  })

  const OWN =
    'guardrails.0.atMost: this guardrail is about the target prod alone, which is never more permissive than itself'
  test.each<[targets: string, names: readonly string[], isRefused: boolean]>([
    [', targets: [prod]', ['prod', 'dev'], true],
    [', targets: ["pr*"]', ['prod', 'dev'], true],
    ['', ['prod'], true],
    ['', ['prod', 'dev'], false],
    [', targets: ["*"]', ['prod', 'dev'], false],
    [', targets: [dev]', ['prod', 'dev'], false],
  ])('target:prod%s among %j: itself alone? %s', (targets, names, isRefused) => {
    const all = names.map((name) => `${name}: { embedded: .policyctl/${name}.json }`).join(', ')
    const text = `version: 1\ntargets: { ${all} }\nguardrails:\n  - { name: small, atMost: "target:prod"${targets} }\n`
    const error = errorOf(folderWith({ 'policyctl.yaml': text }))
    if (isRefused) expect(error).toContain(OWN)
    else expect(error).toBe('none')
  })

  test('a link out of the project', () => {
    const root = folderWith({ 'policyctl.yaml': config('ceilings/c.yaml') })
    const elsewhere = folderWith({ 'c.yaml': CEILING })
    mkdirSync(join(root, 'ceilings'))
    symlinkSync(join(elsewhere, 'c.yaml'), join(root, 'ceilings/c.yaml'))
    expect(errorOf(root)).toContain('leads-outside')
  })

  test.each<[string, string]>([
    ['name: top\nspec: { policies: [{ permission: alow }] }\n', 'ceilings/c.yaml:1:8'],
    ['{', 'ceilings/c.yaml:1:'],
    ['', 'ceilings/c.yaml:1:1'],
  ])('what is no policy: %j', (text) => {
    const root = folderWith({ 'policyctl.yaml': config('ceilings/c.yaml'), 'ceilings/c.yaml': text })
    expect(errorOf(root)).toMatch(/^config-invalid ceilings\/c\.yaml:\d+:\d+ /)
  })
})

test('another ceiling under the same name is a looser config, until it is known to be tighter', () => {
  const root = folderWith({ 'policyctl.yaml': config('ceilings/c.yaml'), 'ceilings/c.yaml': CEILING })
  const before = findProject(root, null).config
  writeFileSync(join(root, 'ceilings/c.yaml'), CEILING.replace('[GET]', '[GET, POST]'))
  const after = findProject(root, null).config
  expect(looserSettings(before, after)).toEqual([
    'guardrails: small: its ceiling ceilings/c.yaml was changed',
  ])
  expect(looserSettings(before, before)).toEqual([])
})
