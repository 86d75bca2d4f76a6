/** What an apply says where it did more, or less, than it looks. */
import { expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'

const A = spec('allow GET https://a.example/*')
const B = spec('allow GET https://b.example/*')

test('the remote goes away while it writes: what is written is said, and nothing claims that nothing was', async () => {
  let breakRemote = (): void => {}
  const project = await projectWith({
    files: { a: A, b: B },
    emulator: {
      onRequest: ({ method }) => {
        if (method === 'POST') breakRemote()
        return undefined
      },
    },
  })
  breakRemote = () => void git(project.root, 'remote', 'set-url', 'origin', 'http://127.0.0.1:1/nowhere.git')
  const { status, stdout, stderr } = await project.run('apply', '--yes')
  expect(await project.live()).toEqual({ a: A, b: B })
  expect(status).toBe(4)
  expect(stdout).toContain('2 applied: production holds what was planned.')
  expect(stderr).toContain('production was written to, and the ledger does not know of it')
  expect(stderr).toContain('error remote-unreachable')
  expect(stderr).not.toContain('nothing is done')
})
