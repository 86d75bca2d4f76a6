/** Help fills the lines of the terminal: no sentence is broken off before the edge. */
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/list.ts'
import { runInProcess } from '../support/run/run-in-process.ts'

const EDGE = 100

test.each(COMMANDS.map(({ name }) => name))('%s', async (name) => {
  const { stdout } = await runInProcess([name, '--help'], { cwd: '/' })
  const [, about = ''] = /^Usage:.*?\n\n([\s\S]*?)\n\n(?:Arguments|Options):/.exec(stdout) ?? []
  expect(about).not.toBe('')
  const lines = about.split('\n')
  const broken = lines.filter((line, index) => {
    const [next = ''] = (lines[index + 1] ?? '').split(' ')
    return line !== '' && next !== '' && !/[.:]$/.test(line) && line.length + 1 + next.length < EDGE
  })
  expect(broken).toEqual([])
})
