import { expect, test } from 'vitest'
import { documentSchema } from '../support/output/document-schema.ts'
import { runCli } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const isTargetsDocument = documentSchema('targets')

const CONFIG = `version: 1
targets:
  production: { endpoint: "https://acme.runagents.io/workspaces/payments", apiKeyEnv: PROD_KEY }
  local: { embedded: .policyctl/local.json }
`
const POLICY =
  '{"name":"a","spec":{"policies":[{"permission":"allow","operations":["GET"],"resource":"https://a.io/*"}]}}'

const project = () => folderWith({ 'policyctl.yaml': CONFIG, 'policies/a.json': POLICY })

test('targets --format json: in the order of the config, without a key', async () => {
  const { status, stdout, stderr } = await runCli(['targets', '--format', 'json'], { cwd: project() })
  expect([status, stderr]).toEqual([0, ''])
  const document = JSON.parse(stdout)
  expect(isTargetsDocument(document)).toBe(true)
  const nothing = { namespace: null, layers: [], policies: 1 }
  expect(document).toEqual({
    formatVersion: 1,
    targets: [
      {
        ...nothing,
        name: 'production',
        endpoint: 'https://acme.runagents.io/api/v1/workspaces/payments',
        embedded: false,
      },
      { ...nothing, name: 'local', endpoint: 'embedded:.policyctl/local.json', embedded: true },
    ],
  })
})

test('as text, and one of them', async () => {
  const cwd = project()
  expect(await runInProcess(['targets'], { cwd })).toMatchObject({
    status: 0,
    stdout:
      'production   https://acme.runagents.io/api/v1/workspaces/payments   1 policy\nlocal        embedded:.policyctl/local.json                         1 policy\n',
  })
  const one = await runInProcess(['targets', '--target', 'local'], { cwd })
  expect(one.stdout).toBe('local   embedded:.policyctl/local.json   1 policy\n')
  expect(await runInProcess(['targets', '--target', 'prod'], { cwd })).toMatchObject({ status: 4 })
})

test('none at all', async () => {
  const cwd = folderWith({ 'policyctl.yaml': 'version: 1\n', 'policies/a.json': POLICY })
  expect((await runInProcess(['targets'], { cwd })).stdout).toBe(
    'policyctl.yaml names no target. Without one, RUNAGENTS_ENDPOINT names the workspace, if it is set; --target local is a practice workspace on this disk\n',
  )
})
