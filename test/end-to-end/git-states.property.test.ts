/**
 * Random states of a clone: what HEAD has is never deleted live, what decides
 * is attested, and a refusal names the path. The clone is whole, shallow,
 * partial or a worktree; up to date, ahead of what was applied, or behind it;
 * files are where HEAD has them, linked, in a submodule, left out, hidden from
 * git, edited, moved, removed or ignored. Real git, through apply.
 */
import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { configFor } from '../support/builders/project-files.ts'
import { named, spec } from '../support/builders/specs.ts'
import { commitFiles, git } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'
import { runs } from '../support/suite/soak.ts'
import {
  AS_EDITED,
  AS_IN_HEAD,
  befall,
  dueOf,
  fatesOf,
  fileText,
  type Home,
  isUncommitted,
  type Loss,
  leaveOut,
  leftOut,
  type PolicyState,
  settleIn,
  shownPath,
} from './git-state.ts'

const LEDGER = 'refs/policyctl/ledger/production'
const HOMES: readonly Home[] = ['plain', 'deep', 'linked-folder', 'linked-file', 'submodule']
const SAFETY = 'safety: { maxDeletes: 100, maxDeletePercent: 100 }\n'
/** Is there and stays there, so that something always is. */
const ANCHOR: PolicyState = { name: 'anchor', home: 'plain', fate: 'untouched' }
const SINCE = spec('allow GET https://since.io/*')

const policyState = fc
  .constantFrom(...HOMES)
  .chain((home) => fc.record({ home: fc.constant(home), fate: fc.constantFrom(...fatesOf(home)) }))

const cases = fc.record({
  places: fc.array(policyState, { minLength: 1, maxLength: 4 }),
  loss: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Loss>('none') },
    { weight: 1, arbitrary: fc.constantFrom<Loss>('deinit', 'stale', 'link-as-text', 'target-left-out') },
  ),
  clone: fc.constantFrom('whole', 'shallow', 'partial', 'worktree'),
  time: fc.constantFrom('now', 'ahead', 'behind'),
  config: fc.oneof(
    { weight: 3, arbitrary: fc.constant('untouched' as const) },
    { weight: 2, arbitrary: fc.constantFrom('edited' as const, 'edited-assumed' as const) },
    { weight: 1, arbitrary: fc.constantFrom('sparse' as const, 'assumed' as const) },
  ),
  hasIgnored: fc.boolean(),
})
type Case = typeof cases extends fc.Arbitrary<infer One> ? One : never

const LOST: Readonly<Record<Loss, Home | null>> = {
  none: null,
  deinit: 'submodule',
  stale: 'submodule',
  'link-as-text': 'linked-folder',
  'target-left-out': 'linked-folder',
}

/** Only what is there can be lost. */
function withLoss(one: Case): Case {
  const linked = one.places.filter(({ home }) => home === 'linked-folder')
  // Git keeps no folder of which a sparse checkout leaves out every file.
  if (linked.length > 0 && linked.every(({ fate }) => fate === 'sparse'))
    return { ...one, loss: 'target-left-out' }
  return one.places.some(({ home }) => home === LOST[one.loss]) ? one : { ...one, loss: 'none' }
}

/** A target that a sparse checkout leaves out has no files to do more to. */
function statesOf({ places, loss }: Case): readonly PolicyState[] {
  const states = places.map(
    ({ home, fate }, at): PolicyState => ({
      name: `p${at}`,
      home,
      fate: loss === 'target-left-out' && home === 'linked-folder' ? 'untouched' : fate,
    }),
  )
  return [ANCHOR, ...states]
}

/** The remote, with all of it applied from a desk; then what the desk did since. */
async function stageOf(states: readonly PolicyState[], { time }: Case) {
  const server = await emulator({ data: { formatVersion: 1, policies: [], bindings: [] } })
  const top = folderWith()
  const [source, sub, bare, desk] = ['source', 'sub', 'remote.git', 'desk'].map((name) =>
    join(top, name),
  ) as [string, string, string, string]
  const config = configFor({ production: `${server.url}/api/v1` }, SAFETY)
  git(top, 'init', '-q', '-b', 'main', source)
  const inSubmodule = settleIn(source, states)
  if (Object.keys(inSubmodule).length > 0) addSubmodule(source, sub, inSubmodule)
  commitFiles(source, { 'policyctl.yaml': config })
  git(source, 'branch', 'old')
  git(top, 'clone', '-q', '--bare', source, bare)
  git(bare, 'config', 'uploadpack.allowFilter', 'true')
  git(top, '-c', 'protocol.file.allow=always', 'clone', '-q', '--recurse-submodules', `file://${bare}`, desk)
  await applied(desk)
  if (time !== 'now')
    commitFiles(desk, time === 'behind' ? { 'policies/anchor.json': fileText('anchor', SINCE) } : {})
  git(desk, 'push', '-q', 'origin', 'HEAD:main')
  if (time === 'behind') await applied(desk)
  return { top, bare, desk, server, config }
}

function addSubmodule(root: string, sub: string, files: Readonly<Record<string, string>>): void {
  git(root, 'init', '-q', '-b', 'main', sub)
  commitFiles(sub, files)
  commitFiles(sub, { 'note.txt': 'newer\n' })
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', sub, 'policies/sub')
}

async function applied(root: string): Promise<void> {
  const args = ['apply', '--yes', '--target', 'production']
  const { status, stderr } = await runInProcess(args, { cwd: root, env: { RUNAGENTS_API_KEY: 'key' } })
  expect([status, stderr]).toEqual([0, expect.any(String)])
}

const CLONE = { whole: [], shallow: ['--depth=1'], partial: ['--filter=blob:none'] } as const

/** The clone that the case is about, as it stands when somebody runs apply there. */
function cloneOf(
  states: readonly PolicyState[],
  { clone, time, loss, config, hasIgnored }: Case,
  { top, bare, desk }: { readonly top: string; readonly bare: string; readonly desk: string },
): string {
  const root = join(top, 'clone')
  const branch = time === 'behind' ? 'old' : 'main'
  if (clone === 'worktree')
    git(desk, 'worktree', 'add', '-q', '--no-checkout', '--detach', root, `origin/${branch}`)
  else git(top, 'clone', '-q', '--no-checkout', '--branch', branch, ...CLONE[clone], `file://${bare}`, root)
  leaveOut(root, [...leftOut(states, loss, '.'), ...(config === 'sparse' ? ['!/policyctl.yaml'] : [])])
  git(root, 'reset', '-q', '--hard')
  if (states.some(({ home }) => home === 'submodule')) {
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init')
    leaveOut(join(root, 'policies/sub'), leftOut(states, loss, 'policies/sub'))
  }
  befall(root, states, loss)
  if (config.endsWith('assumed')) git(root, 'update-index', '--assume-unchanged', 'policyctl.yaml')
  if (config.startsWith('edited'))
    writeFiles(root, { 'policyctl.yaml': `${git(root, 'show', 'HEAD:policyctl.yaml')}\n# edited\n` })
  if (config === 'assumed') unlinkSync(join(root, 'policyctl.yaml'))
  if (hasIgnored) {
    const exclude = git(root, 'rev-parse', '--path-format=absolute', '--git-path', 'info/exclude')
    writeFiles('/', {
      [exclude]: 'ignored.json\n',
      [join(root, 'policies/ignored.json')]: fileText('ignored', SINCE),
    })
  }
  return root
}

interface Wanted {
  readonly status: number
  /** One of them is named, where it is refused. */
  readonly named: readonly string[]
  readonly live: Readonly<Record<string, Spec>>
  readonly uncommitted: 'yes' | 'none'
}

function wantedOf(states: readonly PolicyState[], one: Case, live: Readonly<Record<string, Spec>>): Wanted {
  const { loss, config, time, hasIgnored } = one
  const isEdited = config.startsWith('edited') || hasIgnored || states.some(isUncommitted)
  const uncommitted = isEdited ? 'yes' : 'none'
  const refused = states
    .filter((state) => dueOf(state, loss) === 'refused')
    .flatMap((state) => namesOf(state, loss))
  if (config === 'sparse' || config === 'assumed') refused.push('policyctl.yaml')
  if (refused.length > 0) return { status: 4, named: refused, live, uncommitted }
  if (time === 'behind') return { status: 3, named: ['behind'], live, uncommitted }
  const due = states.flatMap((state): readonly (readonly [string, Spec])[] => {
    const what = dueOf(state, loss)
    return what === 'deleted'
      ? []
      : [[state.name, (what === 'as edited' ? AS_EDITED : AS_IN_HEAD)(state.name)]]
  })
  const ignored = hasIgnored ? { ignored: SINCE } : {}
  return { status: 0, named: [], live: { ...Object.fromEntries(due), ...ignored }, uncommitted }
}

/** The file itself, or what stands above it and is not there. */
function namesOf(state: PolicyState, loss: Loss): readonly string[] {
  if (state.home === 'submodule' && loss !== 'none') return ['policies/sub']
  return state.home === 'linked-folder' && loss !== 'none' ? ['policies/team'] : [shownPath(state)]
}

/** What the ledger says of itself: of policies and config, as in the commit that it names, where nothing was uncommitted. */
function expectAttested(root: string, bare: string, { live, uncommitted }: Wanted, config: string): void {
  const message = git(bare, 'cat-file', 'commit', LEDGER)
  expect(message).toContain(`\nPolicyctl-Commit: ${git(root, 'rev-parse', 'HEAD')}\n`)
  expect(message).toContain(`\nPolicyctl-Uncommitted: ${uncommitted}\n`)
  const files = git(bare, 'ls-tree', '--name-only', LEDGER, 'policies/').split('\n')
  const specs = files.map(
    (file) => JSON.parse(git(bare, 'show', `${LEDGER}:${file}`)) as { name: string; spec: Spec },
  )
  expect(Object.fromEntries(specs.map(({ name, spec: of }) => [name, of]))).toEqual(live)
  if (uncommitted === 'none') expect(`${git(bare, 'show', `${LEDGER}:config.yaml`)}\n`).toBe(config)
}

/** Met once, and too rare to leave to chance. */
const MET: [Case][] = [
  [
    {
      places: [{ home: 'linked-folder', fate: 'moved' }],
      loss: 'link-as-text',
      clone: 'whole',
      time: 'now',
      config: 'untouched',
      hasIgnored: false,
    },
  ],
]

test('apply: whatever state the clone is in', async () => {
  await fc.assert(
    fc.asyncProperty(cases.map(withLoss), async (one) => {
      const states = statesOf(one)
      const stage = await stageOf(states, one)
      const { bare, server, config } = stage
      const root = cloneOf(states, one, stage)
      const [before, revision] = [named(await server.policies()), git(bare, 'rev-parse', LEDGER)]
      const wanted = wantedOf(states, one, before)
      // Without its config the target would come from the environment, as in CI.
      const hasConfig = one.config !== 'sparse' && one.config !== 'assumed'
      const env = {
        RUNAGENTS_API_KEY: 'key',
        ...(hasConfig ? {} : { RUNAGENTS_ENDPOINT: `${server.url}/api/v1` }),
      }
      const target = hasConfig ? ['--target', 'production'] : []
      const result = await runInProcess(['apply', '--yes', ...target], { cwd: root, env })
      const said = `${result.stdout}${result.stderr}`
      expect({ status: result.status, live: named(await server.policies()) }, said).toEqual({
        status: wanted.status,
        live: wanted.live,
      })
      if (wanted.status !== 0) {
        expect(
          wanted.named.some((name) => said.includes(name)),
          `${wanted.named} in ${said}`,
        ).toBe(true)
        expect(git(bare, 'rev-parse', LEDGER)).toBe(revision)
      } else if (git(bare, 'rev-parse', LEDGER) !== revision) expectAttested(root, bare, wanted, config)
      else expect(before).toEqual(wanted.live)
    }),
    { numRuns: runs(6, 400), examples: MET },
  )
})
