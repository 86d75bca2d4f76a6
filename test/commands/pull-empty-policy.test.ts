/** A live policy that no lint would accept gets no file: from then on no command could be used. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'

const READ = spec('allow GET https://a.example/*')

test('pull --all leaves a policy without rules, as adopt does, and says why', async () => {
  const project = await projectWith({ files: { crm: READ }, live: { empty: { policies: [] } } })
  await project.run('apply', '--yes')
  await project.put('new', READ)
  const { status, stdout } = await project.run('pull', '--all', '--format', 'json')
  const { pulled, left } = JSON.parse(stdout)
  expect(status).toBe(3)
  expect(pulled.map(({ policy }: { policy: string }) => policy)).toEqual(['new'])
  expect(left).toMatchObject([{ policy: 'empty', reason: 'not-editable' }])
  expect(left[0].message).toMatch(/^no command could use its file: .*rule/)
  expect(existsSync(join(project.root, 'policies/empty.yaml'))).toBe(false)
  expect((await project.run('lint')).status).toBe(0)
  const adopted = JSON.parse((await project.run('adopt', '--all', '--format', 'json')).stdout)
  expect(adopted.left).toMatchObject([{ policy: 'empty', reason: 'refused' }])
})
