/** A context for tests in process: streams are collected, time stands still, chance is fixed. */

import type { CliContext, Output } from '../../../src/cli/cli-context.ts'
import { printable } from '../../../src/words/printable.ts'

export interface MemoryContext extends CliContext {
  /** What was written so far. */
  readonly written: { stdout: string; stderr: string }
}

export function memoryContext(cwd: string, overrides: Partial<CliContext> = {}): MemoryContext {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTerminal: false,
    hasColor: false,
    columns: 100,
    write: (text) => {
      written[name] += text
    },
  })
  return {
    cwd,
    env: { HOME: cwd },
    readInput: async () => '',
    inputBytes: async function* () {},
    stdin: { isTerminal: false, readLine: async () => null },
    notify: ({ text }) => {
      written.stderr += `${printable(text)}\n`
    },
    stdout: output('stdout'),
    stderr: output('stderr'),
    clock: { now: () => new Date('2026-11-22T12:00:00Z'), elapsed: () => 0, sleep: async () => {} },
    random: () => 0.5,
    nonce: () => '00112233445566778899aabbccddeeff',
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    version: '0.0.0-test',
    ...overrides,
    written,
  }
}
