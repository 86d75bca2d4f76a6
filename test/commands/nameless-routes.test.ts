/** A route needs no name: everywhere it is called by its place, as the vendor's client does. */
import { expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { workshop } from '../support/project/workshop.ts'

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
  const shop = await workshop({ files: { pay: asks('1h', '2h') } })
  const out = async (...line: readonly string[]) => (await shop.run(...line)).stdout.replaceAll('`', '')
  expect((await shop.run('apply', '--yes')).status).toBe(0)
  expect(await out('explain', 'PUT', 'https://pay.example/1', '--policy', 'pay')).toContain('pay@approval-2')
  shop.edit({ pay: asks('1h', '3h') })
  expect(await out('plan')).toContain('approval-2')
  expect(await out('plan', '--format', 'markdown')).toContain(
    '- route approval-2 (operations: PUT) → finance, 2h',
  )
  expect(await out('diff', 'git:HEAD~1')).toMatch(/approval-2\s+duration|approval-2 .*2h → 3h/)
  const plan = JSON.parse((await shop.run('plan', '--format', 'json')).stdout)
  expect(plan.access[0].routeBefore.name).toBe('approval-2')
  shop.edit({ pay: asks('1h', '2h') })
  await shop.put('pay', asks('5h', '2h'))
  expect(await out('drift')).toContain('approval-1')
  expect((await shop.run('pull')).status).toBe(0)
  expect(JSON.parse((await shop.run('plan', '--format', 'json')).stdout).steps).toEqual([])

  const other = await workshop({ live: { pay: asks('1h', '2h') } })
  expect((await other.run('adopt', '--all')).status).toBe(0)
  expect(JSON.parse((await other.run('plan', '--format', 'json')).stdout).steps).toEqual([])
})

test('one that is put before another is that one alone', async () => {
  const shop = await workshop({ files: { pay: asks('1h') } })
  const [first] = asks('1h').approvals ?? []
  expect((await shop.run('apply', '--yes')).status).toBe(0)
  shop.edit({
    pay: {
      ...asks('1h'),
      approvals: [{ operations: ['PUT'], approvers: { groups: ['it'] } }, ...(first ? [first] : [])],
    },
  })
  const { stdout } = await shop.run('plan', '--format', 'markdown')
  expect(stdout).toContain('+ route approval-1 (operations: PUT) → it')
  expect(stdout).not.toContain('- route')
})
