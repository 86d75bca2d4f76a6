/** The classic API has the workspace in a header: it is part of what a target is, as the URL is. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')

/** A project whose target is classic, and what was sent of namespaces. */
async function classic(namespace: string | null) {
  const seen = new Set<string>()
  const project = await projectWith({
    files: { a: A },
    emulator: {
      onRequest: ({ headers }) => {
        seen.add(String(headers['x-workspace-namespace'] ?? 'none'))
        return undefined
      },
    },
  })
  const point = (to: string | null): void => {
    const inside = to === null ? '' : `, namespace: ${to}`
    const target = `{ endpoint: "${project.server.url}/api"${inside} }`
    writeFiles(project.root, { 'policyctl.yaml': `version: 1\ntargets: { production: ${target} }\n` })
    seen.clear()
  }
  point(namespace)
  return { ...project, seen, point }
}

test('every request names it, and only its policies are written', async () => {
  const { run, seen, live } = await classic('prod')
  expect((await run('apply', '--yes')).status).toBe(0)
  expect([...seen]).toEqual(['prod'])
  expect(await live()).toEqual({ 'prod/a': A })
  const { stdout } = await run('plan', '--format', 'json')
  expect(JSON.parse(stdout)).toMatchObject({ target: { namespace: 'prod' }, summary: { unchanged: 1 } })
})

test('ledger and plan of another namespace are refused before anything is sent', async () => {
  const { run, seen, point } = await classic('prod')
  await run('plan', '--out', 'plan.json')
  await run('apply', '--yes')
  point('dev')
  const plan = await run('plan')
  expect([plan.status, plan.stderr]).toEqual([3, expect.stringContaining('ledger-mismatch')])
  expect(plan.stderr).toContain('(namespace prod)')
  const apply = await run('apply', 'plan.json')
  expect(apply.status).toBe(3)
  expect([...seen]).toEqual([])
})

test('a plan for another namespace is refused where there is no ledger to say so', async () => {
  const { run, point } = await classic('prod')
  await run('plan', '--out', 'plan.json')
  point('dev')
  const { status, stderr } = await run('apply', 'plan.json')
  expect([status, stderr]).toEqual([3, expect.stringContaining('plan-target')])
})

test('a ledger that names none is taken for the default one, with a word until it is written down', async () => {
  const { run, edit, point } = await classic(null)
  await run('apply', '--yes')
  point('default')
  edit({ b: A })
  const first = await run('apply', '--yes')
  expect([first.status, first.stderr]).toEqual([
    0,
    expect.stringContaining("records no namespace: policyctl takes it for that of 'default'"),
  ])
  expect((await run('plan')).stderr).not.toContain('records no namespace')
  point('prod')
  expect((await run('plan')).status).toBe(3)
})

test('--target decides, and a namespace that is around and left out is told', async () => {
  const { run, root, seen, point } = await classic(null)
  const env = { RUNAGENTS_API_KEY: 'key', RUNAGENTS_NAMESPACE: 'dev' }
  const plan = () => runInProcess(['plan', '--target', 'production'], { cwd: root, env })
  expect((await plan()).stderr).toContain(
    "RUNAGENTS_NAMESPACE is 'dev', but is ignored: target 'production' of policyctl.yaml names no namespace",
  )
  expect([...seen]).toEqual(['none'])
  point('dev')
  expect((await plan()).stderr).not.toContain('RUNAGENTS_NAMESPACE')
  expect([...seen]).toEqual(['dev'])
  expect((await run('plan')).status).toBe(0)
})
