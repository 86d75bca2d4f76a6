/** Policies in folders with a dot are not read, and it is told. */
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const spec = '{ policies: [{ permission: allow, operations: [GET], resource: "https://a.example/*" }] }'
const plain = (name: string): string => `name: ${name}\nspec: ${spec}\n`
const kubernetes = `apiVersion: platform.ai/v1alpha1\nkind: Policy\nmetadata: { name: b }\nspec: ${spec}\n`
const binding =
  'apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: b }\nspec: { policyRef: { name: a }, subjects: [] }\n'
const json = JSON.stringify({
  name: 'b',
  spec: { policies: [{ permission: 'deny', resource: 'https://a.example/*' }] },
})

async function unread(files: Readonly<Record<string, string>>, config = ''): Promise<readonly string[]> {
  const cwd = folderWith({
    'policyctl.yaml': `version: 1\n${config}`,
    'policies/a.yaml': plain('a'),
    ...files,
  })
  const { stdout, status } = await runInProcess(['lint', '--format', 'json'], { cwd })
  expect(status).toBe(0)
  const { findings } = JSON.parse(stdout)
  return findings.flatMap(({ check, file }: { check: string; file: string }) =>
    check === 'unread-folder' ? [file] : [],
  )
}

test.each([
  ['policies/.old/b.yaml', plain('b')],
  ['policies/team/.draft/deep/b.yml', kubernetes],
  ['policies/.old/b.yaml', binding],
  ['policies/.old/b.json', json],
])('%s is told', async (path, text) => {
  expect(await unread({ [path]: text })).toEqual([path])
})

test('the first of each folder, and off where the config says so', async () => {
  const files = {
    'policies/.old/b.yaml': plain('b'),
    'policies/.old/c.yaml': plain('c'),
    'policies/.new/d.yaml': plain('d'),
  }
  expect(await unread(files)).toEqual(['policies/.new/d.yaml', 'policies/.old/b.yaml'])
  expect(await unread(files, 'checks: { unread-folder: off }\n')).toEqual([])
})

describe('no false alarm', () => {
  test.each([
    ['.github/workflows/x.yaml', 'name: CI\non: push\npermissions:\n  contents: read\njobs: {}\n'],
    ['.github/x.json', '{"name":"x","version":"1"}'],
    ['node_modules/x/policy.yaml', plain('b')],
    ['.git/x.yaml', plain('b')],
    ['.policyctl/local.yaml', plain('b')],
    ['.venv/x.test.yaml', plain('b')],
    ['.cache/big.yaml', `${plain('b')}#${'x'.repeat(70_000)}\n`],
  ])('%s beside policies of the whole project', async (path, text) => {
    const root = { 'a.yaml': plain('a'), [path]: text }
    const cwd = folderWith({ 'policyctl.yaml': 'version: 1\npolicies: .\n', ...root })
    const { stdout, status } = await runInProcess(['lint'], { cwd })
    expect(stdout).not.toContain('unread-folder')
    expect(status).toBe(0)
  })
})
