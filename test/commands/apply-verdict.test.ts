/** The last line of an apply names everything that 'holds what was planned' would hide. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow PUT https://b.example/*')

test('the apply after adopt says that a missing file deletes from now on, and so does its plan', async () => {
  const { run, edit } = await projectWith({ files: { x: A, y: B }, live: { x: A, y: B, z: A } })
  await run('adopt', 'z')
  edit({})
  const planned = await run('plan')
  expect(planned.stdout).toContain(
    'TAKEN OVER   x, y, z: live already, not managed from here at present. From this apply on, a missing file deletes the live policy\n',
  )
  expect(planned.stdout).toContain('No writes: 3 unchanged (to take over) in production.')
  const document = JSON.parse((await run('plan', '--format', 'json')).stdout)
  expect(document).toMatchObject({ newlyManaged: ['x', 'y', 'z'], steps: [] })
  const markdown = await run('plan', '--format', 'markdown')
  expect(markdown.stdout).toContain(
    '**Taken over** `x`, `y` and `z`: live already, not managed from here at present.',
  )
  const applied = await run('apply', '--yes', '--quiet')
  expect(applied.stdout).toBe(
    'Nothing to write, 3 policies taken over: production holds what was planned. x, y, z are managed from now on: a missing file deletes the live policy.\n',
  )
  const again = await run('apply', '--yes', '--format', 'json')
  expect(JSON.parse(again.stdout)).toMatchObject({ newlyManaged: [], converged: true })
})

test('a policy that the apply wrote over is taken over too; one that it leaves is named', async () => {
  const { run, root, put } = await projectWith({ files: { x: A, y: A }, live: { x: B, y: B } })
  const first = await run('apply', '--yes', '--only', 'x', '--format', 'json')
  expect(JSON.parse(first.stdout)).toMatchObject({ newlyManaged: ['x'], leftOut: ['y'], converged: true })
  expect(first.stderr).toContain(
    '1 applied: production holds what was planned. x is managed from now on: a missing file deletes the live policy. Left as it was, though it differs too: y.\n',
  )
  const saved = join(root, 'plan.json')
  await run('plan', '--only', 'y', '--out', saved)
  await put('x', B)
  const second = await run('apply', saved, '--quiet')
  expect(second.stdout).toContain('Left as it was, though it differs too: x.\n')
  const some = await run('plan', '--only', 'y')
  expect(some.stdout).toContain('LEFT OUT   x: it differs too, and this plan leaves that as it is\n')
})

test('nothing is taken over where no ledger is kept, and where a guard holds the step', async () => {
  const loose = await projectWith({ files: { x: A }, live: { x: A }, hasGit: false })
  const { stdout } = await loose.run('apply', '--yes', '--quiet')
  expect(stdout).toBe('Nothing to do: production holds what was planned.\n')
  const config = 'safety: { widening: approve }\n'
  const { run } = await projectWith({
    files: { x: A, y: B },
    live: { x: A, y: A },
    bound: { y: ['etl'] },
    config,
  })
  const held = await run('apply', '--yes', '--skip-blocked', '--format', 'json')
  expect(held.status).toBe(3)
  expect(JSON.parse(held.stdout).newlyManaged).toEqual(['x'])
})

test('a live edit that --yes writes over is named', async () => {
  const { run, put } = await projectWith({ files: { x: A, y: A }, bound: { x: ['etl'] } })
  await run('apply', '--yes')
  await put('x', spec('allow https://a.example/*'))
  const { stdout } = await run('apply', '--yes', '--quiet')
  expect(stdout).toBe(
    '1 applied: production holds what was planned. Changed live since the last apply, and undone: x.\n',
  )
})

test('the practice workspace is named for what it is, with --quiet too', async () => {
  const cwd = folderWith({ 'policies/x.json': JSON.stringify({ name: 'x', spec: A }) })
  const { stdout } = await runInProcess(['apply', '--yes', '--quiet'], { cwd })
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(
    '1 applied: local holds what was planned. No real workspace was changed: local is the practice workspace in .policyctl/local.json.',
  )
})

const BINDING = {
  apiVersion: 'platform.ai/v1alpha1',
  kind: 'PolicyBinding',
  metadata: { name: 'b' },
  spec: { subjects: [{ kind: 'ServiceAccount', name: 'cal-agent' }], policyRef: { name: 'x' } },
}

test('PolicyBinding documents that live does not have are said not to be written', async () => {
  const { run, root } = await projectWith({ files: { x: A }, live: { x: A }, bound: { x: ['etl'] } })
  writeFileSync(join(root, 'policies/bindings.json'), JSON.stringify(BINDING))
  const words =
    'BINDINGS   the files bind cal-agent to x, and the workspace does not. ACCESS counts these bindings as live. But no apply writes bindings: PUT /agents/NAME/config or a deploy does\n'
  expect((await run('plan')).stdout).toContain(words)
  const document = JSON.parse((await run('plan', '--format', 'json')).stdout)
  expect(document.bindingsNotLive).toEqual([{ agent: 'default/cal-agent', policy: 'x' }])
})

test('a diff of two states of the files says that their bindings are not written', async () => {
  const { run, root } = await projectWith({ files: { x: A } })
  writeFileSync(join(root, 'policies/bindings.json'), JSON.stringify(BINDING))
  expect((await run('diff')).stdout).toContain(
    'BINDINGS   the PolicyBinding documents differ, and ACCESS reckons with them; no apply writes bindings to a workspace\n',
  )
  const of = async (...args: readonly string[]) =>
    JSON.parse((await run('diff', ...args, '--format', 'json')).stdout).bindingsDiffer
  expect([await of(), await of('files', 'files'), await of('live', 'files')]).toEqual([true, false, false])
})
