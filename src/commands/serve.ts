import type { ServeAnswer } from '../answers/serve.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { serveNotes, serveText } from '../media/serve-text.ts'
import { serveWorkspace } from '../workbench/serve-workspace.ts'
import { defineCommand } from './command.ts'

const DEFAULT_PORT = 8092
const HIGHEST_PORT = 65_535
const LONGEST_LATENCY = 60_000

/** Serves the embedded API for local work, demos and tests, until it is stopped. */
export const command = defineCommand<ServeAnswer>({
  name: 'serve',
  description:
    'Serves the Policies API on 127.0.0.1: the classic API and the v1 API over the same data, with any key that is not empty.\nWithout --data the workspace lives in memory, and is lost when the command ends.',
  options: [
    {
      flags: '--port <port>',
      description: `port to listen on, 0 for any that is free (default: ${DEFAULT_PORT})`,
      parse: numberUpTo('--port', HIGHEST_PORT),
    },
    { flags: '--data <file>', description: 'JSON file that holds the workspace; made by the first write' },
    {
      flags: '--latency <ms>',
      description: 'milliseconds before each answer',
      parse: numberUpTo('--latency', LONGEST_LATENCY),
    },
    {
      flags: '--faults <spec>',
      description: `faults on purpose, such as 429:10%,drop-after:5%,seed=7; see ${docsPage('emulator.md#faults')}`,
    },
  ],
  media: { text: (answer, look) => ({ stdout: serveText(answer), stderr: serveNotes(answer, look) }) },
  hasFormat: false,
  examples: [
    ['policyctl serve', 'serve an empty workspace on port 8092'],
    [
      'policyctl serve --data workspace.json',
      'keep the workspace in a file; keep the port too: a ledger knows the workspace by its URL',
    ],
    [
      'policyctl serve --latency 20 --faults 500:5%,seed=7',
      'simulate a server that is slow and fails at times',
    ],
  ],
  answer: ({ context, options }) =>
    serveWorkspace(context, {
      file: typeof options.data === 'string' ? options.data : null,
      port: numberOr(options.port, DEFAULT_PORT),
      latency: numberOr(options.latency, 0),
      faults: typeof options.faults === 'string' ? options.faults : '',
    }),
})

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

function numberUpTo(flag: string, highest: number): (value: string) => number {
  return (value) => {
    if (/^\d{1,9}$/.test(value) && Number(value) <= highest) return Number(value)
    throw new PolicyctlError('usage', {
      message: `${flag} takes a whole number from 0 to ${highest}, not '${value}'`,
      hint: `for example ${flag} 0`,
    })
  }
}
