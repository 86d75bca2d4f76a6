/** Every option that names an output: a place that nothing can be written to is refused before anything else is done. */
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const TO_FILES = [
  ['plan', '--out'],
  ['map', '--out'],
  ['translate', 'allow GET', '--name', 'n', '--resource', 'https://a.io/*', '--out'],
  ['serve', '--port', '0', '--data'],
] as const
const TO_FOLDERS = [
  ['render', '--out'],
  ['evidence', '--out'],
] as const
const ALL = [...TO_FILES, ...TO_FOLDERS]

const BELOW_A_FILE = /(?:error file-unwritable: .* cannot be written: .*plain\.txt is a file, not a folder)/
const places: readonly (readonly [place: string, commands: readonly (readonly string[])[], says: RegExp])[] =
  [
    ['plain.txt/x.yaml', ALL, BELOW_A_FILE],
    ['plain.txt/y/x.yaml', ALL, BELOW_A_FILE],
    ['plain.txt', [TO_FOLDERS[0]], BELOW_A_FILE],
    [
      'plain.txt',
      [TO_FOLDERS[1]],
      /error usage: --out plain\.txt already exists, and is not an empty folder/,
    ],
    ['plain.txt', [TO_FILES[0], TO_FILES[1]], /error file-exists: .*plain\.txt already exists and is not a/],
    [
      'folder',
      [TO_FILES[0], TO_FILES[1], TO_FILES[3]],
      /error file-unwritable: .*folder was not written: it is a folder/,
    ],
    ['folder', [TO_FILES[2]], /error file-exists: folder already exists/],
    ['nowhere/x.yaml', ALL, /error file-unwritable: .*nowhere is a link that leads to nothing/],
    [
      '/dev/null',
      [TO_FILES[0], TO_FILES[1], TO_FILES[3]],
      /error file-unwritable: \/dev\/null was not written: it is not/,
    ],
    ['x'.repeat(300), ALL, /error file-unwritable: .* has more than 255 bytes/],
    ['', ALL.filter(([name]) => name !== 'serve'), /error usage: /],
    ['', [TO_FILES[3]], /error file-unwritable: .* was not written: it is a folder/],
    ['policies/x', TO_FOLDERS, /error usage: policies\/x is in the folder of the policies/],
    [
      'policies/x.yaml',
      [TO_FILES[0], TO_FILES[1]],
      /error usage: policies\/x\.yaml is in the folder of the policies/,
    ],
  ]

test.each(
  places.flatMap(([place, commands, says]) => commands.map((args) => [...args, place, says] as const)),
)('%s %s %s %s %s %s %s %s', async (...words) => {
  const args = words.slice(0, -1).map(String)
  const says = words.at(-1)
  const requests: string[] = []
  const onRequest = ({ path }: { readonly path: string }) => {
    requests.push(path)
    return undefined
  }
  const { root, runIn } = await projectWith({
    files: { p: { policies: [{ permission: 'deny' }] } },
    emulator: { onRequest },
    hasGit: false,
  })
  writeFiles(root, { 'plain.txt': 'x', 'folder/sub/a': 'x' })
  symlinkSync('/nonexistent/x', join(root, 'nowhere'))
  const before = readdirSync(root, { recursive: true }).length
  const target = args[0] === 'serve' ? null : 'production'
  const { status, stdout, stderr } = await runIn(root, args, { target })
  expect([status, stdout, stderr]).toEqual([4, '', expect.stringMatching(says as RegExp)])
  expect(readdirSync(root, { recursive: true })).toHaveLength(before)
  expect(requests).toEqual([])
})

test('folders that are missing are made', async () => {
  const project = await projectWith({ files: { p: { policies: [{ permission: 'deny' }] } } })
  mkdirSync(join(project.root, 'there'))
  for (const place of ['new/deep/plan.json', 'there/plan.json'])
    expect((await project.run('plan', '--out', place)).status).toBe(0)
})
