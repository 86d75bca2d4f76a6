/** A run that keeps what it has opened asks once what a clone is, and sees the HEAD that it began with. */
import { expect, test } from 'vitest'
import type { Repository } from '../../src/git/repository.ts'
import type { Context } from '../../src/workbench/context.ts'
import { openOnce } from '../../src/workbench/open-once.ts'
import { commitFiles, GIT_ENV, git, repositoryWith } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

const ENV = { ...GIT_ENV, RUNAGENTS_API_KEY: 'key' }

async function opened(
  context: Pick<Context, 'opened'>,
  root: string,
  env: Readonly<Record<string, string>> = ENV,
): Promise<Repository> {
  const found = await openOnce(context, { root, env, hidden: ['OTHER_KEY'] })
  if (found.git === null) throw new Error(found.reason)
  return found
}

test('the same repository for the whole run, also with other keys and proxies', async () => {
  const root = repositoryWith({ a: 'a' })
  const run = { opened: new Map() }
  const first = await opened(run, root)
  commitFiles(root, { b: 'b' })
  expect(await opened(run, root)).toBe(first)
  expect(await opened(run, root, { ...ENV, OTHER_KEY: 'b' })).toBe(first)
  const proxied = await opened(run, root, { ...ENV, HTTPS_PROXY: 'http://proxy.example' })
  expect(proxied).toEqual({ ...first, git: expect.anything() })
  expect(proxied.git.env.HTTPS_PROXY).toBe('http://proxy.example')
  expect(proxied.git.commonFolder).toBe(first.git.commonFolder)
})

test('another run, another folder, or another config of git opens anew', async () => {
  const root = repositoryWith({ a: 'a', 'in/b': 'b' })
  const run = { opened: new Map() }
  const first = await opened(run, root)
  const head = commitFiles(root, { c: 'c' })
  expect((await opened({ opened: new Map() }, root)).head).toBe(head)
  expect((await opened({}, root)).head).toBe(head)
  expect((await opened(run, `${root}/in`)).folder).toBe('in')
  expect((await opened(run, root, { ...ENV, GIT_CONFIG_GLOBAL: '/dev/null' })).head).toBe(head)
  expect((await opened(run, root)).head).toBe(first.head)
})

test('with other keys, the clone is a partial one still', async () => {
  const root = repositoryWith({ a: 'a' })
  git(root, 'config', 'remote.origin.promisor', 'true')
  const run = { opened: new Map() }
  expect((await opened(run, root)).git.promisor).toBe('origin')
  expect((await opened(run, root, { ...ENV, HTTPS_PROXY: 'http://proxy.example' })).git.promisor).toBe(
    'origin',
  )
})

test('a failure is not kept', async () => {
  const root = repositoryWith({ a: 'a' })
  const run = { opened: new Map() }
  const env = { ...ENV, GIT_DIR: folderWith() }
  for (const _time of [1, 2])
    await expect(opened(run, root, env)).rejects.toMatchObject({ code: 'repository-unusable' })
  expect(run.opened.size).toBe(0)
})
