import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folderWith } from './support/folder.ts'
import { runCli } from './support/run-cli.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

test('--version: the version of package.json, alone on a line', async () => {
  const result = await runCli(['--version'], { cwd: folderWith() })
  expect(result).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
})

test('an unknown flag: refused with status 4', async () => {
  const result = await runCli(['--nonsense'], { cwd: folderWith() })
  expect(result).toMatchObject({ status: 4, stdout: '' })
  expect(result.stderr).toContain("error usage: unknown option '--nonsense'")
})
