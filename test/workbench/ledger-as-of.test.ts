/** `ledger:NAME@…`: equals what a list of all that was applied says, at any moment of any history. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import type { Bindings } from '../../src/policy/binding.ts'
import type { LedgerSnapshot } from '../../src/policy/ledger-snapshot.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { ledgerAt } from '../../src/workbench/ledger-side.ts'
import { parseSideName, type SideName } from '../../src/workbench/side-name.ts'
import { openWorkbench } from '../../src/workbench/workbench.ts'
import { spec } from '../support/builders/specs.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { allow, placeIn, REF, writing } from '../support/git/ledger.ts'
import { projectWith } from '../support/project/project.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'
import { runs } from '../support/suite/soak.ts'

const START = Date.UTC(2026, 5, 29, 12)
const HOUR = 3_600_000

/** What one run leaves: policies that are there afterwards, who has them, and how long it took to the next. */
const applied = fc.record({
  policies: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
  agents: fc.uniqueArray(fc.constantFrom('default/x', 'default/y')),
  pause: fc.integer({ min: 1, max: 40 * HOUR }),
})

interface Known {
  readonly at: number
  /** Each with what it says. */
  readonly policies: readonly (readonly [name: string, spec: Spec])[]
  readonly agents: readonly string[]
  readonly revision: string
}

async function history(applies: readonly { policies: string[]; agents: string[]; pause: number }[]) {
  const root = repositoryWith({ 'policyctl.yaml': 'version: 1\nledger: { remote: none }\n' })
  const place = await placeIn(root, { remote: null })
  const known: Known[] = []
  let at = START
  for (const { policies, agents, pause } of applies) {
    const base: LedgerSnapshot | null = await readLedger(place)
    const gone = [...(base?.policies.keys() ?? [])].filter((name) => !policies.includes(name))
    const specs = [...policies].sort().map((name) => [name, allow(`https://${name}.io/${at}/*`)] as const)
    const settled = {
      ...Object.fromEntries(specs),
      ...Object.fromEntries(gone.map((name) => [name, null])),
    }
    const bindings: Bindings = new Map(agents.map((agent) => [agent, policies]))
    const revision = await writeLedger(place, writing(settled, { base, bindings, at: new Date(at) }))
    known.push({ at, policies: specs, agents, revision: revision ?? '' })
    at += pause
  }
  return { root, known }
}

const MOMENTS = runs(5, 10)

type LedgerSide = Extract<SideName, { kind: 'ledger' }>

async function answered(root: string, side: string) {
  const workbench = await openWorkbench(memoryContext(root), { target: null, config: null })
  const { snapshot, held } = await ledgerAt(workbench, parseSideName(side) as LedgerSide)
  const { revision, policies, bindings } = snapshot
  return { revision, policies: [...policies], agents: [...(bindings?.keys() ?? [])], held }
}

test('at any moment, on any day, at any revision: as a list of all applies says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(applied, { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 0, max: 100 * HOUR }), { minLength: MOMENTS, maxLength: MOMENTS }),
      async (applies, offsets) => {
        const { root, known } = await history(applies)
        for (const offset of offsets) {
          const moment = new Date(START + offset)
          const day = moment.toISOString().slice(0, 10)
          for (const [side, until] of [
            [`ledger:production@${moment.toISOString()}`, moment.getTime()],
            [`ledger:production@${day}`, Date.parse(`${day}T23:59:59.999Z`)],
          ] as const) {
            const index = known.findLastIndex(({ at }) => at <= until)
            const [is, next] = [known[index], known[index + 1]]
            const { held, ...answer } = await answered(root, side)
            expect(answer).toEqual({ revision: is?.revision, policies: is?.policies, agents: is?.agents })
            expect(held).toEqual({
              revision: is?.revision,
              deed: 'apply',
              at: new Date(is?.at ?? 0).toISOString(),
              until: next === undefined ? null : new Date(next.at).toISOString(),
              leftOut: [],
            })
          }
        }
        for (const { revision, policies } of known)
          expect((await answered(root, `ledger:production@${revision.slice(0, 12)}`)).policies).toEqual(
            policies,
          )
      },
    ),
    // The long form asks 2,000 times about 1,000 moments.
    { numRuns: runs(4, 100) },
  )
})

describe('one apply was made under a clock that was set back', () => {
  const DAY = 24 * HOUR
  const day = (days: number): string => new Date(START + days * DAY).toISOString().slice(0, 10)

  async function backdatedHistory() {
    const { root, known } = await history([
      { policies: ['a'], agents: [], pause: 10 * DAY },
      { policies: ['a', 'b'], agents: [], pause: -2000 * DAY },
      { policies: ['a', 'b', 'c'], agents: [], pause: 2040 * DAY },
      { policies: ['a'], agents: [], pause: 1 },
    ])
    const run = (...args: readonly string[]) =>
      runInProcess([...args, '--target', 'production'], { cwd: root })
    return { root, revisions: known.map(({ revision }) => revision), run }
  }

  test('no other day gets what it applied, and the answer names it', async () => {
    const { root, revisions } = await backdatedHistory()
    const [first, second, third = ''] = revisions
    const leftOut = [{ revision: third, at: new Date(START - 1990 * DAY).toISOString() }]
    for (const [at, revision] of [
      [day(5), first],
      [day(20), second],
    ] as const) {
      const answer = await answered(root, `ledger:production@${at}`)
      expect([answer.revision, answer.held.leftOut]).toEqual([revision, leftOut])
    }
    const now = await answered(root, `ledger:production@${day(60)}`)
    expect([now.revision, now.held.leftOut]).toEqual([revisions[3], []])
  })

  test('who-can says so', async () => {
    const { run, revisions } = await backdatedHistory()
    const { stderr } = await run('who-can', 'GET', '*', '--side', `ledger:production@${day(20)}`)
    expect(stderr).toContain(
      `leaves out ledger ${revisions[2]?.slice(0, 12)}: it is dated 2021-01-16T12:00:00.000Z`,
    )
    expect(stderr).toContain('the next revision has an earlier date, so nobody knows until when it held')
  })

  test.each([
    ['from before it to after it', day(20), day(30), [2]],
    // Either date may be the wrong one, so those before it may belong there too.
    ['that it says', '2021-01-01', '2021-02-01', [0, 1, 2]],
    ['of all', '2020-01-01', day(60), [0, 1, 2, 3]],
    ['that ended before', day(-1), day(5), [0, 1, 2]],
    ['that began after', day(45), day(60), [2, 3]],
  ])('a pack of a span %s', async (_what, since, until, expected) => {
    const { run, revisions } = await backdatedHistory()
    const out = join(folderWith(), 'pack')
    const { stderr, status } = await run('evidence', '--out', out, '--since', since, '--until', until)
    expect(status).toBe(0)
    const rows = readFileSync(join(out, 'population.csv'), 'utf8').trim().split('\n').slice(1)
    expect(rows.map((row) => revisions.indexOf(row.split(',')[1] ?? ''))).toEqual(expected)
    expect(stderr).toContain(
      `1 commit of the ledger is dated before a commit that came first, so a clock was wrong: ${revisions[2]?.slice(0, 12)} (2021-01-16)`,
    )
  })
})

describe('the answer says which apply it rests on', () => {
  test('explain, who-can and diff, in document and notes', async () => {
    const project = await projectWith({ files: { a: spec('allow GET https://a.example/*') } })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    project.edit({ a: spec('allow https://a.example/*') })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    const [newest = '', first = ''] = git(project.root, 'rev-list', REF).split('\n')
    const side = `ledger:production@${first.slice(0, 10)}`
    const at = (revision: string) =>
      git(
        project.root,
        'log',
        '-1',
        '--format=%(trailers:key=Policyctl-Applied-At,valueonly)',
        revision,
      ).trim()
    const asOf = [{ side, revision: first, at: at(first), until: at(newest) }]
    const ask = (...args: readonly string[]) => runInProcess(args, { cwd: project.root })
    for (const question of [
      ['explain', 'POST', 'https://a.example/', '--side', side],
      ['who-can', 'POST', 'https://a.example/', '--side', side],
      ['diff', side, side],
    ]) {
      const { stdout, stderr } = await ask(...question, '--format', 'json')
      expect(JSON.parse(stdout).asOf.slice(0, 1)).toEqual(asOf)
      expect(stderr).toContain(
        `${side} is ledger ${first.slice(0, 12)}, applied at ${at(first)}; it held until ${at(newest)}\n`,
      )
    }
    const now = await ask('diff', side, 'ledger:production', '--format', 'json')
    expect(JSON.parse(now.stdout).asOf[1]).toEqual({
      side: 'ledger:production',
      revision: newest,
      at: at(newest),
      until: null,
    })
    expect(now.stderr).toContain('; nothing was recorded since that changed it\n')
  })

  test('a commit that wrote nothing to the workspace is not called applied', async () => {
    const a = spec('allow GET https://a.example/*')
    const project = await projectWith({ files: { a }, live: { a, b: a } })
    const side = ['diff', 'ledger:production', 'ledger:production']
    const told = async (...args: readonly string[]) => {
      expect((await project.run(...args)).status).toBe(0)
      return (await runInProcess(side, { cwd: project.root })).stderr
    }
    expect(await told('adopt', 'b')).toContain(' by adopt, which writes nothing to the workspace; ')
    expect(await told('forget', 'b')).toContain(
      ' by forget, which writes nothing to the workspace: what left the ledger there was given up, not deleted; ',
    )
  })

  test('an apply that only moves the commit ends nothing', async () => {
    const project = await projectWith({ files: { a: spec('allow GET https://a.example/*') } })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    writeFiles(project.root, { 'README.md': 'other\n' })
    project.edit({})
    git(project.root, 'push', '-q', 'origin', 'HEAD')
    expect((await project.run('apply', '--yes')).status).toBe(0)
    const { stdout } = await runInProcess(
      ['who-can', 'GET', '*', '--side', 'ledger:production~1', '--format', 'json'],
      { cwd: project.root },
    )
    expect(JSON.parse(stdout).asOf).toMatchObject([{ until: null }])
  })

  test('a revision that the ledger does not have: 4', async () => {
    const project = await projectWith({ files: { a: spec('allow GET https://a.example/*') } })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    const { status, stderr } = await runInProcess(
      ['who-can', 'GET', '*', '--side', 'ledger:production@abcdef12'],
      { cwd: join(project.root) },
    )
    expect([status, stderr]).toEqual([
      4,
      expect.stringContaining("revision-unknown: the ledger of 'production' has no revision 'abcdef12'"),
    ])
  })
})
