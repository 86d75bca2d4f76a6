/** Which config decides, and that nothing but a file of the project can be one. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { configDigest, findProject } from '../../src/files/find-project.ts'
import { BASELINE_KIND, readDecidingFile } from '../../src/files/read-deciding-file.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const SECRET = 'TOKEN=sesame\n'

function found(root: string, named: string | null = null): string {
  try {
    const { config } = findProject(root, named)
    return `maxDeletes ${config.safety.maxDeletes}`
  } catch (error) {
    if (error instanceof PolicyctlError) return `${error.code}: ${error.message.replace(root, 'ROOT')}`
    throw error
  }
}

const config = (maxDeletes: number): string => `version: 1\nsafety: { maxDeletes: ${maxDeletes} }\n`

type Case = readonly [what: string, make: (root: string) => void, outcome: string, named?: string]

const OUTSIDE = "policyctl.yaml leads out of the project, or into git's own folder"
const CASES: readonly Case[] = [
  ['none: the defaults', () => {}, 'maxDeletes 3'],
  ['a file', (root) => writeFiles(root, { 'policyctl.yaml': config(1) }), 'maxDeletes 1'],
  [
    'a link to a file of the project',
    (root) => {
      writeFiles(root, { 'settings/main.yaml': config(2) })
      symlinkSync('settings/main.yaml', join(root, 'policyctl.yaml'))
    },
    'maxDeletes 2',
  ],
  [
    'a link out of the project',
    (root) => symlinkSync(join(folderWith({ 'x.yaml': SECRET }), 'x.yaml'), join(root, 'policyctl.yaml')),
    `leads-outside: ${OUTSIDE}`,
  ],
  [
    'a link into .git',
    (root) => {
      writeFiles(root, { '.git/config': SECRET })
      symlinkSync('.git/config', join(root, 'policyctl.yaml'))
    },
    `leads-outside: ${OUTSIDE}`,
  ],
  [
    'a link through a linked folder',
    (root) => {
      symlinkSync(folderWith({ 'x.yaml': SECRET }), join(root, 'near'))
      symlinkSync('near/x.yaml', join(root, 'policyctl.yaml'))
    },
    `leads-outside: ${OUTSIDE}`,
  ],
  [
    'a link to nothing',
    (root) => symlinkSync('gone.yaml', join(root, 'policyctl.yaml')),
    'config-invalid: policyctl.yaml leads to nothing',
  ],
  [
    'a link to itself',
    (root) => symlinkSync('policyctl.yaml', join(root, 'policyctl.yaml')),
    'config-invalid: policyctl.yaml is a link that leads back to itself',
  ],
  [
    'a folder',
    (root) => mkdirSync(join(root, 'policyctl.yaml')),
    'config-invalid: policyctl.yaml is not a regular file',
  ],
  [
    'a pipe',
    (root) => void execFileSync('mkfifo', [join(root, 'policyctl.yaml')]),
    'config-invalid: policyctl.yaml is not a regular file',
  ],
  [
    'more than the bound',
    (root) => writeFiles(root, { 'policyctl.yaml': `version: 1\n${'#'.repeat(1024 * 1024)}` }),
    'config-invalid: policyctl.yaml is larger than 1,048,576 bytes',
  ],
  [
    'not UTF-8',
    (root) => writeFileSync(join(root, 'policyctl.yaml'), Buffer.from([0x76, 0xff])),
    'config-invalid: policyctl.yaml is not UTF-8',
  ],
  ...['policyctl.yml', '.policyctl.yaml', 'Policyctl.YAML'].map(
    (name): Case => [
      name,
      (root) => writeFiles(root, { [name]: config(9) }),
      `config-not-found: ${name} is not read: the config must be called policyctl.yaml`,
    ],
  ),
  [
    'policyctl.yml beside the real one',
    (root) => writeFiles(root, { 'policyctl.yml': config(9), 'policyctl.yaml': config(1) }),
    'maxDeletes 1',
  ],
  ['named', (root) => writeFiles(root, { 'other.yml': config(7) }), 'maxDeletes 7', 'other.yml'],
  ['named, and not there', () => {}, 'config-not-found: there is no config ROOT/other.yml', 'other.yml'],
  [
    'named, of git',
    (root) => writeFiles(root, { '.git/config': SECRET }),
    "leads-outside: .git/config leads out of the project, or into git's own folder",
    '.git/config',
  ],
  [
    'named, a link out of its folder',
    (root) => symlinkSync(join(folderWith({ 'x.yaml': SECRET }), 'x.yaml'), join(root, 'other.yaml')),
    "leads-outside: other.yaml leads out of the project, or into git's own folder",
    'other.yaml',
  ],
]

describe('findProject: what is there → config, or refusal', () => {
  test.each(CASES.map((row) => [row[0], row] as const))('%s', (_what, [, make, outcome, named]) => {
    const root = folderWith()
    make(root)
    const told = found(root, named ?? null)
    expect(told).toBe(outcome)
    expect(told).not.toContain('sesame')
  })

  test('a folder below: the nearest one upwards, held to the same rules', () => {
    const root = folderWith({ 'policyctl.yaml': config(5), 'deep/down/a.txt': '' })
    expect(found(join(root, 'deep/down'))).toBe('maxDeletes 5')
    symlinkSync('gone', join(root, 'deep/policyctl.yaml'))
    expect(found(join(root, 'deep/down'))).toBe('config-invalid: ../policyctl.yaml leads to nothing')
  })

  test('the digest is that of the bytes, as sha256sum prints it', () => {
    const root = folderWith({ 'policyctl.yaml': config(1) })
    const [sum] = execFileSync('sha256sum', ['policyctl.yaml'], { cwd: root, encoding: 'utf8' }).split(' ')
    expect(configDigest(findProject(root, null))).toBe(`sha256:${sum}`)
    expect(configDigest(findProject(folderWith(), null))).toBeNull()
  })
})

test('the baseline is held to the same rules', () => {
  const read = (root: string) =>
    readDecidingFile({ ...BASELINE_KIND, root, file: 'baseline.json', shown: 'baseline.json' })
  const root = folderWith()
  expect(read(root)).toBeNull()
  symlinkSync(join(folderWith({ 'x.json': SECRET }), 'x.json'), join(root, 'baseline.json'))
  expect(() => read(root)).toThrowError(expect.objectContaining({ code: 'leads-outside' }))
  expect(() => read(folderWith({ 'baseline.json/x': '' }))).toThrowError(
    expect.objectContaining({ code: 'baseline-invalid', message: 'baseline.json is not a regular file' }),
  )
})
