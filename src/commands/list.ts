import type { Command } from './command.ts'

/** A command as `policyctl --help` lists it; its module is loaded only when it runs, which keeps the start fast. */
export interface ListedCommand {
  readonly name: string
  /** One line. */
  readonly summary: string
  load(): Promise<Command>
}

/** In the order of a first encounter. Adding a command: its file, a line here, a README row, an end-to-end test. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'init',
    summary: 'Start a repository: config, a first policy and the workflows',
    load: async () => (await import('./init.ts')).command,
  },
  {
    name: 'lint',
    summary: 'Check policy files: the schema, then what policies mean',
    load: async () => (await import('./lint.ts')).command,
  },
  {
    name: 'fmt',
    summary: 'Lay policy files out in one way; comments stay',
    load: async () => (await import('./fmt.ts')).command,
  },
  {
    name: 'drift',
    summary: 'Show what was changed in the workspace outside git',
    load: async () => (await import('./drift.ts')).command,
  },
  {
    name: 'diff',
    summary: 'Compare two sides: what a change does to the agents',
    load: async () => (await import('./diff.ts')).command,
  },
  {
    name: 'explain',
    summary: 'Decide one request, and say why',
    load: async () => (await import('./explain.ts')).command,
  },
  {
    name: 'who-can',
    summary: 'List who may send such requests',
    load: async () => (await import('./who-can.ts')).command,
  },
  {
    name: 'replay',
    summary: 'Decide real calls of a log on two sides: what a change would have done to them',
    load: async () => (await import('./replay.ts')).command,
  },
  {
    name: 'test',
    summary: 'Run policy tests: what is decided about requests, and why',
    load: async () => (await import('./test.ts')).command,
  },
  {
    name: 'plan',
    summary: 'Show what an apply would do, and what it would mean',
    load: async () => (await import('./plan.ts')).command,
  },
  {
    name: 'apply',
    summary: 'Make the workspace what the files say',
    load: async () => (await import('./apply.ts')).command,
  },
  {
    name: 'rollback',
    summary: 'Go back to what an earlier apply left',
    load: async () => (await import('./rollback.ts')).command,
  },
  {
    name: 'pull',
    summary: 'Take live edits into the files',
    load: async () => (await import('./pull.ts')).command,
  },
  {
    name: 'adopt',
    summary: 'Take live policies over into files and ledger',
    load: async () => (await import('./adopt.ts')).command,
  },
  {
    name: 'targets',
    summary: 'List the targets of the config, for people and for a matrix',
    load: async () => (await import('./targets.ts')).command,
  },
  {
    name: 'history',
    summary: 'List the applies that changed access: who allowed what, when',
    load: async () => (await import('./history.ts')).command,
  },
  {
    name: 'verify',
    summary: 'Hold the ledger against its statements, signatures and trees',
    load: async () => (await import('./verify.ts')).command,
  },
  {
    name: 'unlock',
    summary: 'Show the lock of a target and remove it',
    load: async () => (await import('./unlock.ts')).command,
  },
  {
    name: 'forget',
    summary: 'Give policies up: the ledger no longer has them, live keeps them',
    load: async () => (await import('./forget.ts')).command,
  },
  {
    name: 'move-ledger',
    summary: 'Let a ledger go on where its target, URL or folder changed',
    load: async () => (await import('./move-ledger.ts')).command,
  },
  {
    name: 'translate',
    summary: 'Turn words into a policy file to complete and apply',
    load: async () => (await import('./translate.ts')).command,
  },
  {
    name: 'serve',
    summary: 'Serve the embedded API for local work, demos and tests',
    load: async () => (await import('./serve.ts')).command,
  },
]
