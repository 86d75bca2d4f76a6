/** One live policy that nobody here can read must not keep anybody from the others, least of all in an incident. */
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/diagnostic/finding.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { odd, spec } from '../support/builders/specs.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const LOCKDOWN = spec('deny https://a.example/*')
const GUARD = 'guardrails: [{ name: g, on: { resource: "https://b.example/*" }, never: allow }]\n'

describe.each<[string, string, Spec]>([
  [
    'an unknown permission',
    'new-kind',
    odd({ policies: [{ permission: 'allow_with_log', resource: 'https://x.example/*' }] }),
  ],
  ['a name of upper-case letters', 'Console', spec('allow https://x.example/*')],
  ['a rule that is not an object', 'odd-rule', odd({ policies: ['allow'] })],
  ['methods that are a text', 'odd-methods', odd({ policies: [{ permission: 'allow', operations: 'GET' }] })],
  ['routes that are no list', 'odd-routes', odd({ policies: [], approvals: { name: 'x' } })],
])('%s', (_what, name, of) => {
  test('it is told, never touched, and the rest goes on', async () => {
    const project = await projectWith({
      files: { a: A },
      live: { [name]: of },
      bound: { [name]: ['support-agent'] },
      config: GUARD,
    })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    project.edit({ a: LOCKDOWN })
    const planned = await project.run('plan', '--format', 'json')
    const plan = JSON.parse(planned.stdout) as Plan
    expect(planned.status).toBe(0)
    expect(planned.stderr).toContain(`never touched, and whose access nobody knows: ${name} (`)
    expect(plan.steps.map(({ policy }) => policy)).toEqual(['a'])
    expect(plan.guardrails.map(({ result }) => result)).toEqual(['unproven'])
    expect(plan).toMatchObject({
      summary: { unmanaged: 1 },
      unmanaged: [name],
      unreadable: [{ policy: name, message: expect.stringMatching(/^(spec|its name)/) }],
    })
    for (const line of ['plan', 'drift'])
      for (const format of ['text', 'markdown']) {
        const text = (await project.run(line, '--format', format)).stdout.replaceAll('`', '')
        expect(text).toMatch(
          new RegExp(`${name}.*bound to support-agent.*cannot be read`.replace('bound to', '(bound to )?')),
        )
      }
    const drift = JSON.parse((await project.run('drift', '--format', 'json')).stdout)
    expect(drift).toMatchObject({
      unmanaged: [name],
      unreadable: plan.unreadable,
      guardrails: [{ result: 'unproven' }],
    })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    expect(await project.live()).toEqual({ [name]: of, a: LOCKDOWN })
  })
})

describe.each<[string, Spec]>([
  ['Console', spec('allow https://x.example/*')],
  ['odd-rule', odd({ policies: ['allow'] })],
])('beside %s', (name, of) => {
  test.each([
    'drift',
    'lint --live',
    'diff live',
    'pull',
    'adopt --all',
    'who-can GET https://a.example/* --side live',
  ])('%s goes on too', async (line) => {
    const project = await projectWith({ files: { a: A }, live: { [name]: of } })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    const { status, stderr } = await project.run(...line.split(' '))
    expect([status, stderr]).toEqual([0, expect.stringContaining(`${name} (`)])
  })
})

test('who has it is told where somebody asks what that agent may do', async () => {
  const project = await projectWith({
    files: { a: A },
    live: { a: A, Console: spec('allow https://x.example/*') },
    bound: { Console: ['bot'], a: ['bot'] },
  })
  for (const line of ['explain GET https://a.example/1 --agent bot', 'who-can GET https://a.example/*']) {
    const { stderr } = await project.run(...line.split(' '), '--side', 'live')
    expect(stderr).toContain('bot is bound to Console, which cannot be read: nobody knows what it allows')
    expect(stderr).not.toContain('has no effect')
  }
})

test('the documents of diff, explain and who-can say what could not be read', async () => {
  const project = await projectWith({
    files: { a: A },
    live: { a: A, Console: spec('allow https://x.example/*') },
  })
  const unreadable = [{ policy: 'Console', message: 'its name is not safe in a URL path' }]
  for (const line of [
    'diff live',
    'diff files live',
    'explain GET https://a.example/1 --side live',
    'who-can GET https://a.example/* --side live',
  ]) {
    const { stdout } = await project.run(...line.split(' '), '--format', 'json')
    const document = JSON.parse(stdout)
    const isDocument = documentSchema(line.split(' ')[0] ?? '')
    isDocument(document)
    expect([line, isDocument.errors, document.unreadable]).toEqual([line, null, unreadable])
  }
})

test('one that nobody manages is there: --only finds it, and pull --all leaves it', async () => {
  const project = await projectWith({ files: { a: A }, live: { a: A, 'new-kind': STRANGE } })
  for (const line of ['plan', 'apply --yes']) {
    const { status, stderr } = await project.run(...line.split(' '), '--only', 'new-kind')
    expect([line, status, stderr]).toEqual([line, 0, expect.not.stringContaining('matches no policy')])
  }
  const { status, stdout } = await project.run('pull', '--all', '--format', 'json')
  expect([status, JSON.parse(stdout).left]).toMatchObject([3, [{ policy: 'new-kind', reason: 'unreadable' }]])
  expect((await project.run('pull', '--all')).stdout).not.toContain('nothing to pull')
})

const BINDING = `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: bound }
spec: { policyRef: { name: a }, subjects: [{ kind: ServiceAccount, name: bot }] }
`
const STRANGE = odd({ policies: [{ permission: 'allow_with_log', resource: 'https://x.example/*' }] })

describe('one that the repository manages is neither written nor deleted nor missed, and nothing claims that it is right', () => {
  test('only the files have it', async () => {
    const project = await projectWith({ files: { a: A }, live: { a: STRANGE } })
    const { status, stdout } = await project.run('plan', '--format', 'json')
    const plan = JSON.parse(stdout) as Plan
    expect([status, plan.steps, plan.unmanaged]).toEqual([0, [], []])
    expect(plan.unreadable.map(({ policy }) => policy)).toEqual(['a'])
    expect((await project.run('plan', '--exit-code')).status).toBe(2)
    const planned = await project.run('plan')
    expect(planned.stdout).toMatch(/^NOT COMPARED {3}a: spec\.policies\[0\]\.permission is 'allow_with_log'/m)
    expect(planned.stdout).not.toMatch(/No changes|UNMANAGED/)
    expect(planned.stdout).toContain('1 not compared in production.')
    const markdown = await project.run('plan', '--format', 'markdown')
    expect(markdown.stdout).toMatch(/\*\*Not compared\*\* `a`: /)
    const applied = await project.run('apply', '--yes', '--format', 'json')
    expect([applied.status, JSON.parse(applied.stdout).converged]).toEqual([1, false])
    expect((await project.run('apply', '--yes')).stdout).toContain(
      '! a   live cannot be read (spec.policies[0]',
    )
    expect(await project.live()).toEqual({ a: STRANGE })
  })

  test('it was applied, and somebody edited it live: that is drift', async () => {
    const { project, shown } = await strangeShop({ a: A, b: A }, { isStrange: false, beside: ['b'] })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    shown.isStrange = true
    const drift = await project.run('drift', '--exit-code')
    expect(drift.status).toBe(2)
    expect(drift.stdout).toContain(', but for 1 policy that cannot be read')
    expect(drift.stdout).toMatch(/^NOT COMPARED {3}a: spec/m)
    expect((await project.run('drift', '--format', 'markdown')).stdout).toContain(
      '## Not all of production could be',
    )
    for (const format of ['text', 'markdown']) {
      const diff = await project.run('diff', 'files', 'live', '--exit-code', '--format', format)
      expect(diff.status).toBe(2)
      expect(diff.stdout).toMatch(/not compared\W+`?a`?: `?spec.*live cannot be read/i)
      expect(diff.stdout).toContain('no policy differs, 1 not compared')
    }
    const pulled = await project.run('pull', '--format', 'json')
    expect([pulled.status, JSON.parse(pulled.stdout).left]).toMatchObject([
      (await project.run('pull', 'a')).status,
      [{ policy: 'a', reason: 'unreadable' }],
    ])
    const who = await project.run('who-can', 'DELETE', 'https://nobody.example/', '--side', 'live')
    expect(who.stdout).toMatch(/^UNKNOWN {3}a: spec.*\n\nnobody, as far as it can be read; reading/m)
    const explained = await project.run(...'explain GET https://a.example/ --policy a --side live'.split(' '))
    expect([explained.status, explained.stderr]).toEqual([
      4,
      expect.stringContaining("live has policy 'a' in a form that cannot be read: spec"),
    ])
    const several = await project.run('plan', '--target', 'production')
    expect(several.stdout).toMatch(/1 target: 1 not compared|2 targets?: /)
    expect((await project.run('apply', '--yes')).status).toBe(1)
    expect((await project.run('apply', '--yes', '--only', 'b')).status).toBe(0)
    shown.isStrange = false
    expect((await project.run('drift', '--exit-code')).status).toBe(0)
    expect((await project.run('apply', '--yes')).status).toBe(0)
  })

  test('its file is gone: the delete that is not done is told, and --only of it is no stranger to the plan', async () => {
    const { project, shown } = await strangeShop({ a: A, b: A }, { isStrange: false, beside: ['b'] })
    expect((await project.run('apply', '--yes')).status).toBe(0)
    project.edit({ a: null })
    const plan = async (format: string) => (await project.run('plan', '--format', format)).stdout
    expect(await plan('text')).toContain('1 to delete')
    shown.isStrange = true
    for (const format of ['text', 'markdown'])
      expect(await plan(format)).toMatch(
        /not compared\W+`?a`?: `?spec.*no file has it any more, and its delete is not done/i,
      )
    const document = JSON.parse(await plan('json'))
    expect(document.unreadable).toEqual([{ policy: 'a', message: expect.any(String), pending: 'delete' }])
    const isPlan = documentSchema('plan')
    isPlan(document)
    expect(isPlan.errors).toBeNull()
    expect(await plan('text')).toContain('live agrees with it as far as it can be read')
    expect(await plan('text')).not.toContain('changed live since')
    const drift = await project.run('drift')
    expect(drift.stdout).toMatch(
      /NOT COMPARED {3}a: spec.* {3}no file has it any more, and its delete is not done/,
    )
    const seen = JSON.parse((await project.run('drift', '--format', 'json')).stdout)
    expect(seen.unreadable).toEqual(document.unreadable)
    const applied = await project.run('apply', '--yes', '--only', 'a')
    expect(applied.stdout).toMatch(/^! a {3}live cannot be read .*; fix it live$/m)
    expect([applied.status, applied.stdout]).toEqual([
      1,
      expect.not.stringContaining('not part of this plan'),
    ])
  })

  test('lint --live names it, and takes it neither for absent nor for one that grants nothing', async () => {
    const { project, shown } = await strangeShop(
      { a: A, b: spec('deny https://other.example/*') },
      { isStrange: true, beside: ['b'] },
      'safety: { protect: [a] }\n',
    )
    writeFiles(project.root, { 'policies/bound.yaml': BINDING })
    project.edit({ a: null })
    const lint = async () => {
      const { status, stdout } = await project.run('lint', '--live', '--format', 'json')
      const findings: readonly Finding[] = JSON.parse(stdout).findings
      return { status, told: findings.map(({ check, file, message }) => [check, file, message]) }
    }
    expect(await lint()).toEqual({
      status: 0,
      told: [
        [
          'unreadable-live',
          'policyctl.yaml',
          expect.stringMatching(/^the workspace shows a in a form that cannot be read \(spec/),
        ],
      ],
    })
    shown.isStrange = false
    expect((await lint()).told.map(([check]) => check)).toContain('matches-nothing')
  })

  test('a guardrail beside it is not proven, and the reason is the one that is true', async () => {
    const { project } = await strangeShop({ b: A }, { isStrange: true, beside: ['b'] }, GUARD)
    for (const format of ['text', 'markdown'])
      for (const line of ['diff files live', 'plan']) {
        const { stdout } = await project.run(...line.split(' '), '--format', format)
        expect([line, format, stdout]).toEqual([
          line,
          format,
          expect.stringContaining('there are live policies that cannot'),
        ])
        expect(stdout).not.toContain('every reading')
      }
  })

  test('a plan that was saved meanwhile writes nothing of it once it can be read', async () => {
    const { project, shown } = await strangeShop({ a: A, b: A }, { isStrange: true })
    const planned = await project.run('plan', '--out', 'plan.json')
    expect(planned.stdout).toContain('1 to create, 1 not compared')
    shown.isStrange = false
    project.edit({ a: spec('allow https://other.example/*') })
    expect((await project.run('apply', 'plan.json')).stdout).toContain('1 applied')
    expect(await project.live()).toEqual({ b: A })
  })

  test('a plan that was saved before is stale, for the reason that is true', async () => {
    const { project, shown } = await strangeShop({ a: A })
    await project.run('plan', '--out', 'plan.json')
    shown.isStrange = true
    const { status, stderr } = await project.run('apply', 'plan.json')
    expect([status, stderr]).toEqual([3, expect.stringContaining('a cannot be read live any more')])
  })
})

/** A project on a workspace that shows `a` in a form that cannot be read while it is told to, and others beside it. */
async function strangeShop(
  files: Readonly<Record<string, Spec>>,
  shown: { isStrange: boolean; readonly beside?: readonly string[] } = { isStrange: false },
  config = '',
) {
  const others = (shown.beside ?? []).map((name) => ({ name, spec: A }))
  const body = [{ name: 'a', spec: STRANGE }, ...others]
  const project = await projectWith({
    files,
    config,
    emulator: {
      onRequest: async ({ method, path }) =>
        shown.isStrange && method === 'GET' && path.endsWith('/policies')
          ? { before: { status: 200, headers: {}, body } }
          : undefined,
    },
  })
  return { project, shown }
}
