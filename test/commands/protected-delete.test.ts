import { expect, test } from 'vitest'
import { projectWith } from '../support/project/project.ts'

const A = {
  policies: [{ permission: 'allow' as const, operations: ['GET'], resource: 'https://a.example/*' }],
}

test.each([[['a']], [['a*']], [['a', 'a*']]])(
  'the guard holds the delete of the only policies that protect names: %j',
  async (protect) => {
    const { run, edit } = await projectWith({
      files: { a: A, b: A },
      live: {},
      config: `safety: { protect: ${JSON.stringify(protect)} }\n`,
    })
    expect(await run('apply', '--yes')).toMatchObject({ status: 0 })
    edit({ a: null })
    const plan = await run('plan', '--format', 'json')
    expect(plan.status).toBe(3)
    expect(JSON.parse(plan.stdout).blocked).toMatchObject([{ policy: 'a', guard: 'protected' }])
    expect(await run('apply', '--yes')).toMatchObject({ status: 3 })
    expect(await run('apply', '--yes', '--skip-blocked')).toMatchObject({ status: 3 })
  },
)

test('a protection that neither a file nor the ledger knows keeps a plan from being made', async () => {
  const { run } = await projectWith({ files: { a: A }, live: {}, config: 'safety: { protect: [nope] }\n' })
  const { status, stderr } = await run('plan')
  expect(status).toBe(1)
  expect(stderr).toContain("no policy is called 'nope', so nothing is protected by it")
})
