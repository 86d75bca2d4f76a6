/** Programs beyond Node and git that some tests need; without them these tests are skipped with a word. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const PROGRAMS = {
  tmux: 'a terminal',
  chromium: 'a browser',
  zsh: 'zsh',
  fish: 'fish',
  gpg: 'gpg',
  jq: 'jq',
} as const

/** Use as `describe.skipIf(lacks('tmux'))`. */
export function lacks(program: keyof typeof PROGRAMS): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const isHere = folders.some((folder) => existsSync(join(folder, program)))
  if (!isHere) process.stderr.write(`skipped: tests with ${PROGRAMS[program]} need ${program}\n`)
  return !isHere
}
