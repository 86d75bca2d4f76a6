/** Removing a target, a layer, or what is in one, deletes nothing past the guards, whatever the fleet is like. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policyText } from '../support/builders/project-files.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { runs } from '../support/suite/soak.ts'

const LAYERS = ['base', 'eu', 'dev']
const TARGETS = ['a', 'b', 'c']
const BOUND = 'base-0'
const KEPT = 'eu-0'

interface FleetOfTest {
  /** Policies of each layer, by their number. */
  readonly sizes: Readonly<Record<string, number>>
  /** A policy that an agent uses, and one that is protected: else only their number holds deletes back. */
  readonly isGuarded: boolean
  /** The layers of each target. */
  readonly layers: Readonly<Record<string, readonly string[]>>
}

const fleets: fc.Arbitrary<FleetOfTest> = fc.record({
  isGuarded: fc.boolean(),
  sizes: fc.record({
    base: fc.constantFrom(1, 2, 9),
    eu: fc.constantFrom(1, 3, 6),
    dev: fc.constantFrom(2, 4),
  }),
  layers: fc.record(
    Object.fromEntries(TARGETS.map((name) => [name, fc.shuffledSubarray(LAYERS, { minLength: 1 })])),
  ),
})

type Edit =
  | 'target goes'
  | 'target renamed'
  | 'layer not listed'
  | 'layer emptied'
  | 'layer renamed'
  | 'layers go'
const edits = fc.constantFrom<Edit>(
  'target goes',
  'target renamed',
  'layer not listed',
  'layer emptied',
  'layer renamed',
  'layers go',
)

function configText(
  layers: FleetOfTest['layers'],
  isGuarded: boolean,
  files: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries(layers).map(([name, own]) => {
    const list = own.length === 0 ? '' : `, layers: [${own.join(', ')}]`
    return `  ${name}: { embedded: .policyctl/${files[name] ?? name}.json${list} }\n`
  })
  return `version: 1\ntargets:\n${lines.join('')}${isGuarded ? `safety: { protect: [${KEPT}] }\n` : ''}`
}

function filesOf({ sizes, layers, isGuarded }: FleetOfTest): Record<string, string> {
  const policies = Object.entries(sizes).flatMap(([layer, size]) =>
    Array.from({ length: size }, (_, at) => [
      `policies/${layer}/${layer}-${at}.yaml`,
      policyText(`${layer}-${at}`, spec(`allow GET https://${layer}.io/${at}/*`)),
    ]),
  )
  return {
    'policyctl.yaml': configText(layers, isGuarded),
    '.gitignore': '.policyctl\n',
    ...Object.fromEntries(policies),
  }
}

function edited(root: string, { layers, isGuarded }: FleetOfTest, edit: Edit): string {
  const without = (name: string) => Object.fromEntries(Object.entries(layers).filter(([key]) => key !== name))
  switch (edit) {
    case 'target goes':
      return configText(without('a'), isGuarded)
    case 'target renamed':
      return configText({ ...without('a'), z: layers.a ?? [] }, isGuarded, { z: 'a' })
    case 'layer not listed':
      return configText(
        Object.fromEntries(
          Object.entries(layers).map(([name, own]) => [name, own.length === 1 ? own : own.slice(1)]),
        ),
        isGuarded,
      )
    case 'layer emptied':
      git(root, 'rm', '-q', '-r', 'policies/eu')
      mkdirSync(join(root, 'policies/eu'), { recursive: true })
      writeFileSync(join(root, 'policies/eu/.gitkeep'), '')
      return configText(layers, isGuarded)
    case 'layer renamed':
      git(root, 'mv', 'policies/eu', 'policies/europe')
      return configText(
        Object.fromEntries(
          Object.entries(layers).map(([name, own]) => [
            name,
            own.map((one) => (one === 'eu' ? 'europe' : one)),
          ]),
        ),
        isGuarded,
      )
    case 'layers go':
      return configText(Object.fromEntries(TARGETS.map((name) => [name, []])), isGuarded)
  }
}

function liveIn(root: string, target: string): readonly string[] {
  const { policies } = JSON.parse(readFileSync(join(root, `.policyctl/${target}.json`), 'utf8'))
  return policies.map(({ name }: { name: string }) => name).sort()
}

/** The guards, said in other words: how a run without overrides may delete. */
function mayBeDeleted(
  { isGuarded }: FleetOfTest,
  before: readonly string[],
  gone: readonly string[],
): boolean {
  if (isGuarded && (gone.includes(BOUND) || gone.includes(KEPT))) return false
  if (gone.length > 3) return false
  return before.length < 10 || gone.length <= before.length * 0.3
}

test('what leaves the config or a layer deletes nothing past the guards', async () => {
  const counts = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fleets, edits, async (fleet, edit) => {
      const root = repositoryWith(filesOf(fleet))
      for (const target of TARGETS) {
        const file = join(root, `.policyctl/${target}.json`)
        mkdirSync(dirname(file), { recursive: true })
        const bindings = fleet.isGuarded ? [{ policy: BOUND, agent: 'default/bot' }] : []
        writeFileSync(file, JSON.stringify({ formatVersion: 1, policies: [], bindings }))
      }
      expect(await runInProcess(['apply', '--yes', '--target', '*'], { cwd: root })).toMatchObject({
        status: 0,
      })
      const before = new Map(TARGETS.map((target) => [target, liveIn(root, target)]))
      commitFiles(root, { 'policyctl.yaml': edited(root, fleet, edit) })
      const plan = await runInProcess(['plan', '--target', '*', '--format', 'json'], { cwd: root })
      const apply = await runInProcess(['apply', '--yes', '--target', '*'], { cwd: root })
      for (const target of TARGETS) {
        const [was, is] = [before.get(target) ?? [], liveIn(root, target)]
        const gone = was.filter((name) => !is.includes(name))
        const isKept =
          (edit === 'target goes' && target === 'a') || edit === 'target renamed' || edit === 'layer renamed'
        if (isKept) expect([edit, target, is]).toEqual([edit, target, was])
        else expect([edit, target, gone, mayBeDeleted(fleet, was, gone)]).toEqual([edit, target, gone, true])
        if (gone.length > 0) counts.set('deleted', (counts.get('deleted') ?? 0) + 1)
      }
      // A plan that was blocked ended with 3, and wrote nothing to that target.
      if (JSON.parse(plan.stdout).targets?.some((one: { exitStatus: number }) => one.exitStatus === 3))
        expect(apply.status).toBe(3)
    }),
    { numRuns: runs(6, 60), examples: EXAMPLES },
  )
  expect(counts.get('deleted') ?? 0).toBeGreaterThan(0)
})

/** One of each kind at least: a small delete goes through, a large one is held. */
const EXAMPLES: [FleetOfTest, Edit][] = [
  [
    {
      sizes: { base: 2, eu: 3, dev: 2 },
      isGuarded: true,
      layers: { a: ['base', 'dev'], b: ['base', 'eu'], c: ['dev', 'base'] },
    },
    'layer not listed',
  ],
  [
    {
      sizes: { base: 9, eu: 6, dev: 4 },
      isGuarded: false,
      layers: { a: ['base', 'eu'], b: ['eu', 'dev'], c: ['base'] },
    },
    'layer emptied',
  ],
  [
    {
      sizes: { base: 9, eu: 6, dev: 4 },
      isGuarded: false,
      layers: { a: ['base', 'eu'], b: ['eu', 'dev'], c: ['base'] },
    },
    'target goes',
  ],
]
