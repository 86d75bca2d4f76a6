import { fork } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startEmulator } from '../../src/emulator/start-emulator.ts'
import { errorOf, openStore } from '../store/open-store.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith } from '../support/suite/folder.ts'

const policy = (name: string) => ({ name, spec: { policies: [{ permission: 'deny' as const }] } })

test('the file is made by the first write, readable, and read again', async () => {
  const file = join(folderWith(), '.policyctl', 'local.json')
  const api = await emulator({ file })
  const store = openStore(`${api.url}/api`)
  expect(await store.list()).toEqual([])
  expect(existsSync(file)).toBe(false)
  await store.create(policy('b'))
  await store.create(policy('a'))
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    formatVersion: 1,
    policies: [policy('a'), policy('b')],
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(file, '..'))).toEqual(['local.json'])
  await api.close()
  expect(await openStore(`${(await emulator({ file })).url}/api`).list()).toHaveLength(2)
})

test('what is not ours in the file is kept, and edits by hand are seen', async () => {
  const bindings = [
    { policy: 'a', agent: 'ops/x' },
    { policy: 'a', agent: 'y' },
  ]
  const document = {
    formatVersion: 1,
    note: 'hands off',
    bindings,
    policies: [{ ...policy('a'), namespace: 'ops' }],
    tools: [{ name: 't' }],
  }
  const file = join(folderWith({ 'w.json': JSON.stringify(document) }), 'w.json')
  const store = openStore(`${(await emulator({ file })).url}/api`)
  expect((await store.list())[0]?.usedBy).toEqual(['default/y', 'ops/x'])
  await store.create(policy('b'))
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    ...document,
    policies: [document.policies[0], policy('b')],
  })
  writeFileSync(file, JSON.stringify({ ...document, policies: [policy('z')] }))
  expect((await store.list()).map(({ name }) => name)).toEqual(['z'])
  expect(await store.agents()).toEqual(['default/y', 'ops/x'])
})

describe('a damaged file is an error and stays as it is', () => {
  test.each([
    ['no JSON', '{"formatVersion":1,'],
    ['empty', ''],
    ['no object', '[]'],
    ['another version', '{"formatVersion":2}'],
    ['no version', '{}'],
    ['policies that are no list', '{"formatVersion":1,"policies":{}}'],
    ['a policy without a name', '{"formatVersion":1,"policies":[{"spec":{"policies":[]}}]}'],
    ['a policy without rules', '{"formatVersion":1,"policies":[{"name":"a","spec":{}}]}'],
    ['a policy twice', JSON.stringify({ formatVersion: 1, policies: [policy('a'), policy('a')] })],
    ['a binding of nobody', '{"formatVersion":1,"bindings":[{"policy":"a"}]}'],
  ])('%s', async (_name, text) => {
    const file = join(folderWith({ 'w.json': text }), 'w.json')
    expect(await errorOf(() => startEmulator({ file }))).toMatchObject({
      code: 'workspace-damaged',
      exitStatus: 4,
    })
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('a folder', async () => {
    const file = join(folderWith(), 'w.json')
    mkdirSync(file)
    expect(await errorOf(() => startEmulator({ file }))).toMatchObject({ code: 'workspace-damaged' })
  })

  test('damaged while it runs: 500, and nothing is overwritten', async () => {
    const file = join(folderWith(), 'w.json')
    const store = openStore(`${(await emulator({ file })).url}/api`)
    await store.create(policy('a'))
    writeFileSync(file, '{"formatVersion":1,')
    for (const run of [() => store.list(), () => store.create(policy('b')), () => store.delete('a')])
      expect(await errorOf(run)).toMatchObject({
        code: 'server-error',
        message: expect.stringContaining('not JSON'),
      })
    expect(readFileSync(file, 'utf8')).toBe('{"formatVersion":1,')
    expect(existsSync(`${file}.lock`)).toBe(false)
  })
})

describe('several at once', () => {
  test('two workspaces on one file lose no write', async () => {
    const file = join(folderWith(), 'w.json')
    const stores = await Promise.all(
      [1, 2, 3].map(async () => openStore(`${(await emulator({ file })).url}/api`)),
    )
    const names = Array.from({ length: 60 }, (_, index) => `p-${index}`)
    await Promise.all(names.map((name, index) => stores[index % 3]?.create(policy(name))))
    expect((await stores[0]?.list())?.map(({ name }) => name)).toEqual(names.toSorted())
  })

  test('neither do two processes, and none reads half a file', async () => {
    const file = join(folderWith(), 'w.json')
    const script = join(import.meta.dirname, 'write-many.mjs')
    const api = await emulator({ file })
    const children = ['a', 'b'].map((prefix) => fork(script, [file, prefix, '25']))
    const ends = children.map((child) => new Promise((resolve) => child.once('exit', resolve)))
    const store = openStore(`${api.url}/api`)
    let isDone = false
    const all = Promise.all(ends).then((statuses) => {
      isDone = true
      return statuses
    })
    while (!isDone) await store.list()
    expect(await all).toEqual([0, 0])
    expect(await store.list()).toHaveLength(50)
  })

  test('one create of a name wins', async () => {
    const file = join(folderWith(), 'w.json')
    const stores = await Promise.all(
      [1, 2].map(async () => openStore(`${(await emulator({ file })).url}/api`)),
    )
    const results = await Promise.allSettled([...stores, ...stores].map((store) => store.create(policy('a'))))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('a lock that a killed process left is taken over, and a link in its place is not written through', async () => {
    const folder = folderWith({ 'w.json.lock': '{"half', 'precious.txt': 'keep' })
    symlinkSync(join(folder, 'precious.txt'), join(folder, 'x.json.lock'))
    const create = async (file: string) => {
      const store = openStore(`${(await emulator({ file: join(folder, file) })).url}/api`)
      return store.create(policy('a'))
    }
    await Promise.all([create('w.json'), create('x.json')])
    expect(readdirSync(folder)).toEqual(['precious.txt', 'w.json', 'x.json'])
    expect(readFileSync(join(folder, 'precious.txt'), 'utf8')).toBe('keep')
  })

  test('a folder that cannot be written: an error with the reason, which nobody tries again', async () => {
    const folder = folderWith({ file: '' })
    const store = openStore(`${(await emulator({ file: join(folder, 'dir', 'w.json') })).url}/api`)
    writeFileSync(join(folder, 'dir'), '')
    expect(await errorOf(() => store.create(policy('a')))).toMatchObject({
      code: 'request-refused',
      kind: 'refused',
      message: expect.stringMatching(/^POST .* answered 400: .*w\.json cannot be written: E/),
    })
  })
})

test.each([['memory'], ['file']])('onWrite sees the state after every single write (%s)', async (kind) => {
  const seen: string[] = []
  const file = kind === 'file' ? join(folderWith(), 'w.json') : null
  const api = await emulator({
    file,
    onWrite: (policies) => void seen.push([...policies.keys()].sort().join()),
  })
  const store = openStore(`${api.url}/api`)
  await Promise.all(['a', 'b', 'c'].map((name) => store.create(policy(name))))
  await store.delete('b')
  await errorOf(() => store.delete('b'))
  expect(seen.map((state) => state.split(',').length)).toEqual([1, 2, 3, 2])
  expect(seen.at(-1)).toBe('a,c')
})
