/** Layers and maps are written into a config in place: every other byte stays, and what it means is read back. */
import { expect, test } from 'vitest'
import { withTargetSettings } from '../../src/edit/target-settings.ts'

const settings = (target: string) => ({
  target,
  layers: ['base', 'eu'],
  without: [{ value: 'gdpr', note: 'not there' }],
  wider: [],
  map: { hosts: { 'a.io': { value: 'b.io', note: 'seen in 3 places' } }, groups: {} },
})
const LINES = [
  'layers: [base, eu]',
  'without:',
  '  - gdpr # not there',
  'map:',
  '  hosts:',
  '    a.io: b.io # seen in 3 places',
]
const at = (indent: number) => LINES.map((line) => `${' '.repeat(indent)}${line}\n`).join('')

test.each<[string, string, string]>([
  [
    'a block mapping: behind its last line, comments stay',
    'targets:\n  dev:\n    endpoint: http://x # ours\n    # until May\n\nledger: { remote: none }\n',
    `targets:\n  dev:\n    endpoint: http://x # ours\n${at(4)}    # until May\n\nledger: { remote: none }\n`,
  ],
  [
    'braces: lines of its own, the comment behind the name',
    '# all\ntargets:\n  dev: { embedded: x.json, } # ours\n',
    `# all\ntargets:\n  dev: # ours\n    embedded: x.json\n${at(4)}`,
  ],
  [
    'all targets in braces: in place',
    'targets: { dev: { embedded: x } }\n',
    'targets: { dev: { embedded: x, layers: [base, eu], without: [gdpr], map: { hosts: { a.io: b.io } } } }\n',
  ],
  [
    'lines that end as on Windows, no end of the last one',
    'targets:\r\n  dev: { embedded: x }',
    `targets:\r\n  dev:\r\n    embedded: x\r\n${at(4).replaceAll('\n', '\r\n').slice(0, -2)}`,
  ],
])('%s', (_name, before, after) => {
  expect(withTargetSettings(before, [settings('dev')])).toBe(after)
})

test.each([
  ['an alias', 'targets:\n  dev: &one { embedded: x }\n  prod: *one\n', 'prod'],
  ['a target that is not there', 'targets:\n  dev: { embedded: x }\n', 'prod'],
  ['no YAML', 'targets: [\n', 'dev'],
])('%s: null, and nothing guessed', (_name, text, target) => {
  expect(withTargetSettings(text, [settings(target)])).toBeNull()
})

test('a name that YAML takes for something else is in quotes', () => {
  const odd = {
    ...settings('dev'),
    without: [{ value: 'yes', note: null }],
    map: { groups: { '1': { value: 'a: b', note: null } } },
  }
  const text = withTargetSettings('targets:\n  dev:\n    embedded: x\n', [odd])
  expect(text).toContain('- "yes"\n    map:\n      groups:\n        "1": "a: b"\n')
})
