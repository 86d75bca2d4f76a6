/** A command that writes several files writes none if one of them was saved meanwhile; if one cannot be written, it names the others. */
import { chmodSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FileEdit } from '../../src/author/edit-files.ts'
import { writeEdits } from '../../src/author/write-edits.ts'
import { writeTexts } from '../../src/author/write-texts.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const OLD = { 'a.yaml': 'old a', 'b.yaml': 'old b', 'c.yaml': 'old c' }

type Files = Readonly<Record<string, string>>

const editOf = ([file, was]: readonly [string, string]): FileEdit => {
  return { file, was, text: was.replace('old', 'new'), isNew: false, pulled: [] }
}

const WRITERS: readonly (readonly [string, (root: string, files: Files) => unknown])[] = [
  [
    'texts',
    (root, files) =>
      writeTexts(
        root,
        Object.entries(files).map(([file, was]) => ({ file, was, text: was.replace('old', 'new') })),
      ),
  ],
  ['edits', (root, files) => writeEdits(root, Object.entries(files).map(editOf))],
]

const textsIn = (root: string): Files =>
  Object.fromEntries(Object.keys(OLD).map((file) => [file, readFileSync(join(root, file), 'utf8')]))

test.each(WRITERS)('%s: one was saved meanwhile, so none is written', (_, write) => {
  for (const saved of Object.keys(OLD)) {
    const now = { ...OLD, [saved]: 'saved by somebody' }
    const root = folderWith(now)
    expect(() => write(root, OLD)).toThrowError(
      expect.objectContaining({
        code: 'file-changed',
        message: expect.stringMatching(/it is left as it is now$/),
      }),
    )
    expect(textsIn(root)).toEqual(now)
  }
})

test.each(WRITERS)('%s: one cannot be written, so those before it are named', (_, write) => {
  const elsewhere = folderWith({ 'x.yaml': 'old x' })
  const root = folderWith(OLD)
  symlinkSync(elsewhere, join(root, 'out'))
  const { 'c.yaml': last, ...first } = OLD
  expect(() => write(root, { ...first, 'out/x.yaml': 'old x', 'c.yaml': last })).toThrowError(
    expect.objectContaining({
      code: 'file-unwritable',
      message: expect.stringMatching(/; a\.yaml, b\.yaml were written before that, and stay$/),
    }),
  )
  expect(textsIn(root)).toEqual({ 'a.yaml': 'new a', 'b.yaml': 'new b', 'c.yaml': 'old c' })
  expect(readFileSync(join(elsewhere, 'x.yaml'), 'utf8')).toBe('old x')
})

test('adopt whose ledger is refused: the files and the baseline that it wrote are named', async () => {
  const live = { one: spec('allow GET https://a.example/*'), two: spec('allow POST https://b.example/*') }
  const project = await projectWith({ live })
  const bare = project.remote.url.replace('file://', '')
  writeFiles(bare, { 'hooks/pre-receive': '#!/bin/sh\nexit 1\n' })
  chmodSync(join(bare, 'hooks/pre-receive'), 0o755)
  const { status, stderr } = await project.run('adopt', '--all')
  expect([status, stderr]).toEqual([
    4,
    expect.stringMatching(
      /remote-refused: .*; policies\/one\.yaml, policies\/two\.yaml, \.policyctl-baseline\.json were written before that, and stay\n/,
    ),
  ])
})
