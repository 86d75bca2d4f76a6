/** A workspace that people have filled by hand for years, from `adopt --all` to the first applies. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { odd, spec } from '../support/builders/specs.ts'
import { commitFiles } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { folderWith } from '../support/suite/folder.ts'

const host = (name: string): string => `https://${name}.example`

/** What there is so many of, by the first part of its name. */
const KINDS: Readonly<Record<string, readonly [number, (name: string) => Spec]>> = {
  plain: [52, (name) => spec(`allow GET ${host(name)}/*`, `deny ${host(name)}/admin*`)],
  keyed: [
    25,
    (name) =>
      odd({
        policies: [
          { permission: 'deny', resource: `${host(name)}/pay*`, subjects: ['group:interns'] },
          { permission: 'allow', operations: ['GET'], resource: `${host(name)}/*` },
        ],
      }),
  ],
  nameless: [
    20,
    (name) => ({
      ...spec(`ask POST ${host(name)}/*`, `ask PUT ${host(name)}/*`),
      approvals: [
        { operations: ['POST'], approvers: { groups: ['ops'] }, defaultDuration: '240m' },
        { approvers: { groups: ['ops', 'sec'], match: 'all' } },
      ],
    }),
  ],
  wide: [15, (name) => spec('allow GET https://*', `allow ${host(name)}*`)],
  under_score: [5, (name) => spec(`allow GET ${host(name.replace('_', '-'))}/*`)],
}
/** Nobody can read these. */
const STRANGE: Readonly<Record<string, Spec>> = {
  Console: spec('allow https://x.example/*'),
  'new-kind': odd({ policies: [{ permission: 'allow_with_log', resource: 'https://x.example/*' }] }),
  'odd-shape': odd({ policies: [{ permission: 'allow', operations: 'GET' }] }),
}
const ORDINARY = Object.fromEntries(
  Object.entries(KINDS).flatMap(([kind, [count, of]]) =>
    Array.from({ length: count }, (_, index) => [`${kind}-${index}`, of(`${kind}-${index}`)] as const),
  ),
)

test('nothing of it is lost, changed or blocked by the rest of it', { timeout: 300_000 }, async () => {
  const live = { ...ORDINARY, ...STRANGE }
  const bound = { 'plain-0': ['ops-agent'], Console: ['console-agent'], 'keyed-0': ['pay-agent'] }
  const project = await projectWith({ live, bound })
  const json = async (...line: readonly string[]) => {
    const { status, stdout } = await project.run(...line, '--format', 'json')
    return { status, ...JSON.parse(stdout) }
  }
  const before = await project.live()

  const adopted = await json('adopt', '--all')
  expect([adopted.status, adopted.summary.adopted]).toEqual([0, Object.keys(ORDINARY).length])
  expect(
    adopted.left.map(({ policy, reason }: { policy: string; reason: string }) => [policy, reason]),
  ).toEqual(Object.keys(STRANGE).map((policy) => [policy, 'unreadable']))
  expect([adopted.notLive, adopted.unknownFields.length]).toEqual([[], 25])
  expect(await project.live()).toEqual(before)
  expect((await project.run('lint')).status).toBe(0)
  commitFiles(project.root, {})

  const quiet = (await json('plan', '--exit-code')) as Plan & { status: number }
  expect([quiet.status, quiet.steps, quiet.unmanaged]).toEqual([0, [], Object.keys(STRANGE).sort()])
  expect(quiet.unreadable.map(({ policy }) => policy)).toEqual(Object.keys(STRANGE).sort())

  await project.put('console-made', spec('allow https://*'))
  const rules = (name: string): Spec => JSON.parse(JSON.stringify(ORDINARY[name]))
  const narrower = spec(`allow GET ${host('plain-0')}/public/*`)
  const longer = {
    ...rules('nameless-0'),
    approvals: [{ approvers: { groups: ['ops'] }, defaultDuration: '8h' }],
  }
  const files = {
    'plain-0': narrower,
    'nameless-0': longer,
    'keyed-0': spec(`allow GET ${host('keyed-0')}/*`),
  }
  commitFiles(
    project.root,
    Object.fromEntries(
      Object.entries(files).map(([name, of]) => [
        `policies/${name}.yaml`,
        JSON.stringify({ name, spec: of }),
      ]),
    ),
  )
  const plan = (await json('plan')) as Plan & { status: number }
  expect([plan.status, plan.steps.map(({ policy }) => policy).sort()]).toEqual([3, Object.keys(files).sort()])
  expect(plan.blocked.map(({ policy, guard }) => [policy, guard])).toEqual([['keyed-0', 'unknown-fields']])
  const text = (await project.run('plan')).stdout
  expect(text).toMatch(/UNMANAGED {3}Console {3}console-agent {3}cannot be read/)
  expect(text).toContain(
    'UNMANAGED   console-made   bound to nobody   allow any method https://*   left alone',
  )
  expect(text).toContain('approval-1')

  expect((await project.run('apply', '--yes')).status).toBe(3)
  expect((await project.run('apply', '--yes', '--drop-fields=keyed-0')).status).toBe(0)
  const after = await project.live()
  const { 'console-made': made, ...others } = after
  expect(made).toEqual(spec('allow https://*'))
  expect(others).toEqual({ ...before, ...files })

  const drift = await json('drift', '--exit-code')
  expect([drift.status, drift.changes]).toEqual([0, []])
  expect(drift.unmanaged).toEqual(['Console', 'console-made', 'new-kind', 'odd-shape'])
  expect((await json('plan', '--exit-code')).status).toBe(0)
  expect(readFileSync(join(project.root, 'policies/keyed-1.yaml'), 'utf8')).not.toContain('subjects')
})

test('a managed policy that nobody can read any more keeps its file, and is not compared', async () => {
  const of = spec('allow GET https://a.example/*')
  const file = join(folderWith({}), 'live.json')
  const project = await projectWith({ files: { a: of, b: of }, emulator: { file } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const data = JSON.parse(readFileSync(file, 'utf8'))
  for (const policy of data.policies)
    if (policy.name === 'a') policy.spec = { policies: [{ permission: 'allow_with_log' }] }
  writeFileSync(file, JSON.stringify(data))
  for (const [line, status] of [
    ['pull', 3],
    ['pull --all --force', 3],
    ['diff files live --exit-code', 2],
    ['diff live --exit-code', 2],
    ['plan --exit-code', 2],
    ['drift --exit-code', 2],
  ] as const)
    expect([line, (await project.run(...line.split(' '))).status]).toEqual([line, status])
  expect(readFileSync(join(project.root, 'policies/a.json'), 'utf8')).toContain('a.example')
  expect((await project.run('pull', 'a')).status).toBe(3)
  expect(JSON.parse((await project.run('pull', 'a', '--format', 'json')).stdout).left).toMatchObject([
    { policy: 'a', reason: 'unreadable' },
  ])
  expect(JSON.parse((await project.run('adopt', '--all', '--format', 'json')).stdout).notLive).toEqual([])
})
