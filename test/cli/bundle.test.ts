/** The files that users run: small and plain enough that they load at once. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CLI, runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

test('no file holds a character that makes V8 keep all of it in two bytes each', () => {
  const dist = dirname(CLI)
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.m?js$/.test(name),
  )
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((name) => readFileSync(join(dist, name)).some((byte) => byte > 0x7f))).toEqual([])
})

test.each([
  ['its help', ['lint', '--help']],
  ['an option that it does not have', ['lint', '--fixx']],
])('lint, which loads no other command, says the same as one of all: %s', async (_what, argv) => {
  const cwd = folderWith()
  const alone = await runCli(argv, { cwd })
  const among = await runInProcess(argv, { cwd })
  // Each fills the lines of a terminal of its own.
  const words = (text: string): string => text.replace(/\s+/g, ' ')
  expect(words(alone.stdout)).toBe(words(among.stdout))
  expect(words(alone.stderr)).toBe(words(among.stderr))
  expect(alone.status).toBe(among.status)
})
