/** Who may import whom, and why; STYLE of this house, executed by boundaries.test.ts. */

const ACCESS = ['access/model', 'access/compare', 'access/questions']
const CORE = [
  'policy',
  'diagnostic',
  'parse',
  'lint',
  ...ACCESS,
  'testing',
  'calls',
  'fleet',
  'change',
  'plan',
  'apply',
  'edit',
  'evidence',
]
const EDGES = ['store', 'files', 'git', 'emulator']

/** Room (folder of src/, or one below it) → rooms and modules it may import besides itself. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  // Made from schema/ by the build, and not kept in git.
  generated: [],
  policy: ['generated'],
  // Messages name pages by their address, which package.json knows.
  diagnostic: ['generated/package.ts'],
  // What cannot be told exactly ends the run with the one error.
  'access/model': ['policy', 'diagnostic'],
  'access/compare': ['policy', 'diagnostic', 'access/model'],
  'access/questions': ['policy', 'diagnostic', 'access/model', 'access/compare'],
  // Logs of real calls, as bytes that come in; who opens them is at the edges.
  calls: ['policy', 'diagnostic', ...ACCESS],
  change: ['policy'],
  parse: ['policy', 'diagnostic', 'generated'],
  // Files of a project × one of its targets.
  fleet: ['policy', 'diagnostic', 'parse', ...ACCESS],
  lint: ['policy', 'diagnostic', 'parse', 'fleet', ...ACCESS],
  testing: ['policy', 'diagnostic', 'parse', ...ACCESS],
  plan: ['policy', 'diagnostic', 'change', 'generated', ...ACCESS],
  apply: ['plan', 'change', 'policy', 'diagnostic', 'store/policy-store.ts'],
  edit: ['policy', 'parse', 'change'],
  store: ['policy', 'diagnostic', 'parse'],
  files: ['policy', 'diagnostic', 'parse', 'generated'],
  git: ['policy', 'diagnostic', 'parse'],
  emulator: ['policy', 'diagnostic', ...ACCESS, 'files/make-folder.ts'],
  // What reviewers were shown: kept in comments, compared by an apply.
  review: ['access/model', 'policy'],
  evidence: ['policy', 'diagnostic', ...ACCESS],
  answers: CORE,
  workbench: [...CORE, ...EDGES, 'answers'],
  deploy: [...CORE, ...EDGES, 'answers', 'workbench'],
  // What it writes is read on a terminal too.
  author: [
    ...CORE,
    ...EDGES,
    'answers',
    'workbench',
    'words/printable.ts',
    'words/effect-words.ts',
    'generated/package.ts',
  ],
  inspect: [...CORE, ...EDGES, 'answers', 'workbench', 'author'],
  // Targets of a fleet that become files: it writes them, and proves it with a plan of each.
  onboard: [...CORE, ...EDGES, 'answers', 'workbench', 'author', 'deploy'],
  words: [...CORE, 'answers'],
  media: [...CORE, 'answers', 'words', 'generated/page.ts'],
  // The page is a medium that runs elsewhere: what it says of a request, explain says.
  page: ['policy', 'access/model', 'access/questions', 'answers', 'words', 'media/explain-text.ts'],
  'page/dom': [
    'page',
    'policy',
    'access/model',
    'access/questions',
    'answers',
    'words',
    'media/explain-text.ts',
  ],
  commands: [
    'answers',
    'evidence',
    'workbench',
    'deploy',
    'inspect',
    'author',
    'onboard',
    'media',
    'diagnostic',
    'plan',
    'policy',
    'lint',
    'calls',
  ],
  // The action is a second command line in the same kind of process.
  action: [
    ...CORE,
    ...EDGES,
    'answers',
    'review',
    'workbench',
    'deploy',
    'inspect',
    'words',
    'media',
    // The flags of everything that writes are inputs of the Action, too.
    'commands/command.ts',
    'commands/override-options.ts',
    'commands/write-options.ts',
    'cli/process-context.ts',
  ],
  cli: [
    'node-context.ts',
    // For what Node keeps of a run, before anything else is loaded.
    'files/make-folder.ts',
    'commands',
    'deploy/desk.ts',
    'workbench',
    'media',
    'answers',
    'apply',
    'words',
    'diagnostic',
  ],
  'cli.ts': ['cli'],
  'node-context.ts': ['workbench/context.ts'],
  'index.ts': [
    ...CORE,
    ...EDGES,
    'answers',
    'workbench',
    'deploy',
    'inspect',
    'author',
    'onboard',
    'node-context.ts',
  ],
}

/** Module → folders that may import it; what touches the world stays at the edges. */
export const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'node:fs': ['files', 'git', 'emulator'],
  'node:fs/promises': ['files', 'git', 'emulator'],
  'node:child_process': ['git'],
  'node:worker_threads': ['inspect'],
  'simple-git': ['git'],
  undici: ['store'],
  commander: ['cli'],
  '@actions/core': ['action'],
  '@octokit/rest': ['action'],
}

/** Who makes a world of the process, and passes it in. */
const WORLD = ['cli', 'cli.ts', 'action', 'node-context.ts']

/** Global → folders that may name it; they pass it in to the rest. */
export const GLOBAL_ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  'process.': WORLD,
  'console.': ['cli', 'cli.ts', 'action'],
  'Date.now(': WORLD,
  'new Date()': WORLD,
  // What runs in a browser has nobody above it to pass these in.
  'performance.': [...WORLD, 'page/dom'],
  'Math.random': [...WORLD, 'page/dom'],
  randomBytes: WORLD,
  randomUUID: WORLD,
}
