/** A route needs no name: everywhere it is called by its place, as the vendor's client does. */
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { projectWith } from '../support/project/project.ts'

const asks = (...windows: readonly string[]): Spec => ({
  policies: [
    { permission: 'approval_required', operations: ['POST'], resource: 'https://pay.example/*' },
    { permission: 'approval_required', operations: ['PUT'], resource: 'https://pay.example/*' },
  ],
  approvals: windows.map((defaultDuration, index) => ({
    operations: [index === 0 ? 'POST' : 'PUT'],
    approvers: { groups: ['finance'] },
    defaultDuration,
  })),
})

test('they are applied, told in every surface, adopted and pulled', async () => {
  const project = await projectWith({ files: { pay: asks('1h', '2h') } })
  const out = async (...line: readonly string[]) => (await project.run(...line)).stdout.replaceAll('`', '')
  expect((await project.run('apply', '--yes')).status).toBe(0)
  expect(await out('explain', 'PUT', 'https://pay.example/1', '--policy', 'pay')).toContain('pay@approval-2')
  project.edit({ pay: asks('1h', '3h') })
  expect(await out('plan')).toContain('approval-2')
  expect(await out('plan', '--format', 'markdown')).toContain(
    '- route approval-2 (operations: PUT) asks finance, 2h',
  )
  expect(await out('diff', 'git:HEAD~1')).toMatch(/approval-2\s+duration|approval-2 .*2h → 3h/)
  const plan = JSON.parse((await project.run('plan', '--format', 'json')).stdout)
  expect(plan.access[0].routeBefore.name).toBe('approval-2')
  project.edit({ pay: asks('1h', '2h') })
  await project.put('pay', asks('5h', '2h'))
  expect(await out('drift')).toContain('approval-1')
  expect((await project.run('pull')).status).toBe(0)
  expect(JSON.parse((await project.run('plan', '--format', 'json')).stdout).steps).toEqual([])

  const other = await projectWith({ live: { pay: asks('1h', '2h') } })
  expect((await other.run('adopt', '--all')).status).toBe(0)
  expect(JSON.parse((await other.run('plan', '--format', 'json')).stdout).steps).toEqual([])
})

test('one that is put before another is that one alone', async () => {
  const project = await projectWith({ files: { pay: asks('1h') } })
  const [first] = asks('1h').approvals ?? []
  expect((await project.run('apply', '--yes')).status).toBe(0)
  project.edit({
    pay: {
      ...asks('1h'),
      approvals: [{ operations: ['PUT'], approvers: { groups: ['it'] } }, ...(first ? [first] : [])],
    },
  })
  const { stdout } = await project.run('plan', '--format', 'markdown')
  expect(stdout).toContain('+ route approval-1 (operations: PUT) asks it')
  expect(stdout).not.toContain('- route')
})
