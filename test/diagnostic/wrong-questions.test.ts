/** A question of a caller without types is refused in one sentence, before anything is read or written. */
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { folderWith } from '../support/suite/folder.ts'

const FILES = { kind: 'files' }
const LOG = { files: ['calls.jsonl'], approvals: false, format: null, fields: {}, agent: null }
const REQUEST = { method: 'GET', url: 'https://a.example/', tags: [], tool: null, capability: null }
const WISHES = { only: [], skipBlocked: false, yes: false, wait: 0 }
const OVERRIDES = { ...WISHES, overrides: library.NO_OVERRIDES }

/** A right question for each function. */
const QUESTIONS: Readonly<Record<string, object>> = {
  lintProject: { paths: [], fix: false, live: false },
  testProject: { paths: [], coverage: false },
  planProject: { only: [], out: null, failOn: 'wider', exitCode: false },
  applyProject: { ...OVERRIDES, planFile: null },
  applyTargets: { ...WISHES, overridesFor: () => library.NO_OVERRIDES },
  rollBack: { ...OVERRIDES, to: null },
  unlockTarget: { yes: false },
  forgetPolicies: { names: ['payments'] },
  moveLedgerTo: { from: 'old' },
  renderTargets: { targets: [], out: null },
  findDrift: { exitCode: false },
  diffSides: { from: FILES, to: FILES, failOn: null, exitCode: false },
  replayLog: { from: FILES, to: FILES, log: LOG, failOn: 'denied' },
  tightenRules: { log: LOG, write: false, shared: false },
  proposeGrants: { decision: 'allow', write: false, shared: false, wanted: { from: 'log', log: LOG } },
  explainRequest: { request: REQUEST, sender: { by: 'all' }, side: FILES },
  whoCanSend: { method: 'GET', pattern: '*', side: FILES },
  accessHistory: { names: [], agent: null, request: null },
  verifyLedger: { required: ['signatures'] },
  pullLive: { names: [], all: true, force: false, shared: false },
  adoptLive: { names: [], all: true, shared: false },
  adoptFleet: {
    ...{ targets: [], from: [], names: [], dryRun: true },
    ...{ explains: false, bindings: false, config: null },
  },
  translateWords: { words: 'read mail', name: null, resource: null, out: null, force: false, shared: false },
  formatFiles: { paths: [], check: true },
}

/** No field allows the first three; a text is wrong for a flag, and a misspelled word for a demand. */
const WRONG: readonly unknown[] = [42n, undefined, Symbol('x'), 'misspelt']

const EXPORTS = new Map<string, unknown>(Object.entries(library))

const ask = (name: string, question: unknown): Promise<unknown> => {
  const asked = EXPORTS.get(name) as (...given: unknown[]) => Promise<unknown>
  // A workbench that cannot be used: a right question is not refused, and fails at the first use of it.
  return asked(null, question, null).then(
    () => 'answered',
    (error: unknown) =>
      error instanceof library.PolicyctlError ? `${error.code}: ${error.message}` : 'used',
  )
}

const TEXT_FIELDS = new Set([
  'out',
  'planFile',
  'to',
  'from',
  'method',
  'pattern',
  'agent',
  'request',
  'words',
  'name',
  'resource',
  'config',
])

test.each(Object.entries(QUESTIONS))(
  '%s refuses a field that is missing, unknown or wrong',
  async (name, right) => {
    expect(await ask(name, right)).toBe('used')
    for (const none of [undefined, null, 'files', []])
      expect(await ask(name, none)).toContain('must be an object')
    expect(await ask(name, { ...right, yess: true })).toContain(
      `the question of ${name} has no field 'yess'; it has`,
    )
    for (const field of Object.keys(right))
      for (const value of WRONG) {
        if (typeof value === 'string' && TEXT_FIELDS.has(field)) continue
        expect(await ask(name, { ...right, [field]: value })).toContain(
          `usage: ${field} in the question of ${name} must be `,
        )
      }
  },
)

/** These have no question, or one that is checked below. */
const OTHERS = [
  ...['listTargets', 'openWorkbench', 'runPlan', 'startEmulator', 'startRepository'],
  ...['withTargets', 'withWorkbench'],
]

test('every function that is asked of a workbench is in the list', () => {
  const asked = [...EXPORTS].flatMap(([name, value]) =>
    typeof value === 'function' && value.constructor.name === 'AsyncFunction' ? [name] : [],
  )
  expect(asked.filter((name) => !(name in QUESTIONS)).sort()).toEqual(OTHERS)
})

test('a workbench needs a config and a target, and a log says what it is', async () => {
  const context = memoryContext(folderWith())
  const open = (options: object) =>
    library.withWorkbench(context, options as library.WorkbenchOptions, async () => 'opened')
  await expect(open({})).rejects.toThrow(
    'config in the question of openWorkbench must be a text or null, and is missing',
  )
  await expect(open({ config: null, target: ['local'] })).rejects.toThrow('and is a list')
  const targets = { config: null, targets: 'local' } as unknown as library.SeveralOptions
  await expect(library.withTargets(context, targets, async () => 'opened')).rejects.toThrow(
    "targets in the question of withTargets must be a list of texts or null, and is 'local'",
  )
})
