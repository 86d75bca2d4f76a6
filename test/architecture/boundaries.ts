/** Who may import whom, and why; STYLE of this house, executed by boundaries.test.ts. */

const ACCESS = ['access/model', 'access/compare', 'access/questions']
const CORE = [
  'policy',
  'diagnostic',
  'parse',
  'lint',
  ...ACCESS,
  'testing',
  'change',
  'plan',
  'apply',
  'edit',
]
const EDGES = ['store', 'files', 'git', 'emulator']

/** Room (folder of src/, or one below it) → rooms and modules it may import besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // Made from schema/ by the build, and not kept in git.
  generated: [],
  policy: ['generated'],
  diagnostic: [],
  'access/model': ['policy'],
  'access/compare': ['policy', 'access/model'],
  'access/questions': ['policy', 'access/model', 'access/compare'],
  change: ['policy'],
  parse: ['policy', 'diagnostic', 'generated'],
  lint: ['policy', 'diagnostic', 'parse', ...ACCESS],
  testing: ['policy', 'diagnostic', 'parse', ...ACCESS],
  plan: ['policy', 'diagnostic', 'change', 'generated', ...ACCESS],
  apply: ['plan', 'change', 'policy', 'diagnostic', 'store/policy-store.ts'],
  edit: ['policy', 'parse', 'change'],
  store: ['policy', 'diagnostic', 'parse'],
  files: ['policy', 'diagnostic', 'parse', 'generated'],
  git: ['policy', 'diagnostic', 'parse'],
  emulator: ['policy', 'diagnostic', ...ACCESS],
  answers: CORE,
  workbench: [...CORE, ...EDGES, 'answers'],
  deploy: [...CORE, ...EDGES, 'answers', 'workbench'],
  words: [...CORE, 'answers'],
  media: [...CORE, 'answers', 'words'],
  commands: [...CORE, ...EDGES, 'answers', 'workbench', 'deploy', 'words', 'media'],
  // The action is a second command line in the same kind of process.
  action: [
    ...CORE,
    ...EDGES,
    'answers',
    'workbench',
    'deploy',
    'words',
    'media',
    'commands',
    'cli/process-context.ts',
  ],
  cli: ['commands', 'workbench', 'media', 'answers', 'diagnostic'],
  'cli.ts': ['cli'],
  'index.ts': [...CORE, ...EDGES, 'answers', 'workbench', 'deploy', 'words', 'media', 'commands'],
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

/** What the move into the rooms has not reached; the list only gets shorter. */
export const MOVING: readonly string[] = [
  'answers/diff-document.ts imports workbench/side.ts',
  'answers/explain-document.ts imports workbench/side.ts',
  'answers/who-can-document.ts imports workbench/side.ts',
  'deploy/planning.ts imports commands/command.ts',
  'deploy/run-prepared.ts imports commands/apply/options.ts',
  'deploy/run-prepared.ts imports commands/apply/progress-line.ts',
  'deploy/run-prepared.ts imports words/printable.ts',
  'workbench/live-facts.ts imports commands/command.ts',
  'workbench/patient-reads.ts imports commands/command.ts',
  'workbench/patient-reads.ts imports words/printable.ts',
  'workbench/project-files.ts imports commands/command.ts',
  'workbench/project-files.ts imports commands/refuse-findings.ts',
  'workbench/project.ts imports commands/command.ts',
  'workbench/side.ts imports commands/command.ts',
  'workbench/sound-files.ts imports commands/command.ts',
  'workbench/sound-files.ts imports commands/refuse-findings.ts',
  'workbench/target.ts imports commands/command.ts',
]
