/** Every command as it is run against a hostile world, in an order in which each has something to do. */
import { COMMANDS } from '../../src/commands/list.ts'
import type { RunResult } from '../support/run/run-in-process.ts'
import type { ProjectWithKey } from './project-with-key.ts'

const URL = 'https://api.stripe.com/v1/charges'
const EXPLAIN = [
  ['explain', 'GET', URL, '--agent', 'billing', '--side', 'live'],
  ['explain', 'GET', URL, '--policy', 'payments', '--side', 'live'],
  ['explain', 'GET', URL, '--policy', 'hidden'],
]
const WHO_CAN = ['who-can', 'GET', 'https://api.stripe.com/*', '--side', 'live']

/** By command. A test insists that none is missing. */
export const RUNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  lint: [['lint'], ['lint', '--live', '--format', 'json'], ['lint', '--format', 'sarif']],
  fmt: [['fmt', '--check']],
  translate: [['translate', 'Allow reads on Stripe', '--name', 'x', '--out', 'x.yaml']],
  plan: [
    ['plan', '--verbose'],
    ['plan', '--format', 'json', '--out', 'plan.json'],
    ['plan', '--format', 'markdown'],
    ['plan', '--config', 'git:HEAD'],
  ],
  apply: [
    ['apply', 'plan.json', '--format', 'json'],
    ['apply', '--yes', '--verbose'],
  ],
  targets: [['targets'], ['targets', '--format', 'json']],
  drift: [['drift'], ['drift', '--format', 'json'], ['drift', '--format', 'markdown']],
  diff: [
    ['diff', 'live', 'files'],
    ['diff', 'live', 'git:HEAD', '--format', 'json'],
    ['diff', 'git:HEAD', 'live', '--format', 'markdown'],
  ],
  explain: EXPLAIN.flatMap((args) => [args, [...args, '--format', 'json']]),
  'who-can': ['text', 'json', 'csv'].map((format) => [...WHO_CAN, '--format', format]),
  test: [
    ['test', '--coverage'],
    ['test', '--format', 'json'],
    ['test', '--format', 'junit'],
  ],
  pull: [
    ['pull', '--all', '--format', 'json'],
    ['pull', '--all', '--force'],
  ],
  adopt: [
    ['adopt', '--all', '--format', 'json'],
    ['adopt', '--all'],
  ],
  replay: [['replay', '--approvals', '--from', 'live', '--format', 'json']],
  tighten: [['tighten', 'plan.json']],
  propose: [['propose', 'GET', URL, '--agent', 'billing']],
  render: [['render']],
  map: [['map', '--side', 'live', '--out', 'map.html']],
  history: [['history', '--format', 'json']],
  verify: [['verify', '--format', 'json']],
  evidence: [['evidence', '--out', 'pack']],
  completion: [['completion', 'bash']],
  forget: [['forget', 'payments', '--format', 'json']],
  'move-ledger': [['move-ledger', '--from', 'elsewhere', '--format', 'json']],
  rollback: [['rollback', '--yes']],
  unlock: [['unlock', '--yes']],
  serve: [['serve', '--port', '0', '--verbose']],
  init: [['init']],
}

export interface CommandRun extends RunResult {
  readonly line: string
}

export async function runAll(project: ProjectWithKey): Promise<readonly CommandRun[]> {
  const results: CommandRun[] = []
  // In the order of the table, not of the list.
  const isThere = new Set(COMMANDS.map(({ name }) => name))
  for (const [name, runs] of Object.entries(RUNS).filter(([command]) => isThere.has(command))) {
    for (const args of runs) {
      const result = await project.run(args, { stopOnOutput: name === 'serve' })
      results.push({ ...result, line: args.join(' ') })
    }
  }
  return results
}
