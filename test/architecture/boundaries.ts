/** Who may import whom, and why; STYLE of this house, executed by boundaries.test.ts. */

const CORE = ['policy', 'diagnostic', 'parse', 'lint', 'access', 'testing', 'change', 'plan', 'apply', 'edit']

/** Folder → folders it may import besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  diagnostic: [],
  access: ['policy'],
  change: ['policy'],
  parse: ['policy', 'diagnostic'],
  lint: ['policy', 'diagnostic', 'parse', 'access'],
  testing: ['policy', 'diagnostic', 'parse', 'access'],
  plan: ['policy', 'diagnostic', 'change', 'access'],
  apply: ['plan', 'change', 'policy', 'diagnostic', 'store/policy-store.ts'],
  edit: ['policy', 'parse', 'change'],
  store: ['policy', 'diagnostic', 'parse'],
  files: ['policy', 'diagnostic', 'parse'],
  git: ['policy', 'diagnostic', 'parse'],
  emulator: ['policy', 'diagnostic', 'access'],
  report: CORE,
  commands: [...CORE, 'store', 'files', 'git', 'emulator', 'report'],
  // The action is a second command line in the same kind of process.
  action: [...CORE, 'store', 'files', 'git', 'emulator', 'report', 'commands', 'cli/process-context.ts'],
  cli: ['commands', 'report', 'diagnostic'],
  'cli.ts': ['cli'],
  'index.ts': [...CORE, 'store', 'files', 'git', 'emulator', 'report', 'commands'],
}

/** Module → folders that may import it; what touches the world stays at the edges. */
export const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'node:fs': ['files', 'git', 'emulator'],
  'node:fs/promises': ['files', 'git', 'emulator'],
  'node:child_process': ['git'],
  'simple-git': ['git'],
  undici: ['store'],
  commander: ['cli'],
  '@actions/core': ['action'],
  '@octokit/rest': ['action'],
}

/** Global → folders that may name it; they pass it in to the rest. */
export const GLOBAL_ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'process.': ['cli', 'cli.ts', 'action'],
  'console.': ['cli', 'cli.ts', 'action'],
  'Date.now(': ['cli', 'cli.ts', 'action'],
  'new Date()': ['cli', 'cli.ts', 'action'],
  'performance.': ['cli', 'cli.ts', 'action'],
  'Math.random': ['cli', 'cli.ts', 'action'],
  randomBytes: ['cli', 'cli.ts', 'action'],
  randomUUID: ['cli', 'cli.ts', 'action'],
}
