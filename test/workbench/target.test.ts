import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startEmulator } from '../../src/emulator/start-emulator.ts'
import { openWorkbench } from '../../src/workbench/workbench.ts'
import { type MemoryContext, memoryContext } from '../support/run/memory-context.ts'
import { folderWith } from '../support/suite/folder.ts'

async function open(context: MemoryContext, target: string | null = null) {
  return (await openWorkbench(context, { target, config: null })).target()
}

const POLICY = { name: 'a', spec: { policies: [{ permission: 'deny' as const }] } }

test('without a target: the embedded workspace serves, says so, and keeps what is written', async () => {
  const cwd = folderWith({ 'policies/a.yaml': '' })
  const context = memoryContext(cwd)
  const target = await open(context)
  expect(target).toMatchObject({
    name: 'local',
    endpoint: 'embedded:.policyctl/local.json',
    isEmbedded: true,
    remote: null,
  })
  expect(context.written.stderr).toBe(
    'no target is named: using the embedded workspace .policyctl/local.json\n',
  )
  await target.store.create(POLICY)
  await target.close()
  expect(existsSync(join(cwd, '.policyctl/local.json'))).toBe(true)
  const again = await open(memoryContext(cwd))
  expect(await again.store.get('a')).toMatchObject({ name: 'a' })
  await again.close()
})

test('an endpoint from the environment: its base URL, the ledger at origin', async () => {
  const emulator = await startEmulator({ file: null, apiKey: 'k' })
  const cwd = folderWith()
  const target = await open(
    memoryContext(cwd, { env: { RUNAGENTS_ENDPOINT: emulator.url, RUNAGENTS_API_KEY: 'k' } }),
  )
  expect(target).toMatchObject({
    name: 'default',
    endpoint: `${emulator.url}/api/v1`,
    isEmbedded: false,
    remote: { name: 'origin', isNamed: false },
  })
  expect(await target.store.list()).toEqual([])
  await target.close()
  await emulator.close()
})

test('an endpoint without a key: key-missing, with the place that was looked at', async () => {
  const context = memoryContext(folderWith(), { env: { RUNAGENTS_ENDPOINT: 'https://acme.example' } })
  await expect(open(context)).rejects.toMatchObject({
    code: 'key-missing',
    message: "target 'default' needs a key, and the environment variable RUNAGENTS_API_KEY holds none",
  })
})
