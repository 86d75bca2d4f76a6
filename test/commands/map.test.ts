import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PageDocument } from '../../src/answers/page.ts'
import { inFile } from '../../src/answers/read-side.ts'
import { shownRule } from '../../src/page/entries.ts'
import { pageModel } from '../../src/page/page-model.ts'
import { placedPolicies } from '../../src/page/placed-policies.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const POLICY = (name: string): string =>
  `name: ${name}\nspec:\n  policies:\n    - { permission: allow, operations: [GET], resource: "https://api.example/*" }\n`
const FILES = { 'policyctl.yaml': 'version: 1\n', 'policies/a.yaml': POLICY('a') }

function map(cwd: string, ...args: readonly string[]) {
  return runInProcess(['map', ...args], { cwd })
}

function dataIn(file: string): PageDocument {
  const [, json = ''] = /id="data">(.*?)<\/script>/s.exec(readFileSync(file, 'utf8')) ?? []
  return JSON.parse(json) as PageDocument
}

test('a page among the policies would be read as one', async () => {
  const cwd = folderWith(FILES)
  const { status, stderr } = await map(cwd, '--out', 'policies/m.yaml')
  expect(status).toBe(4)
  expect(stderr).toContain('error usage: policies/m.yaml is in the folder of the policies')
})

test('writes the page, says what is on it, and writes over an earlier one', async () => {
  const cwd = folderWith(FILES)
  const said = 'map.html: who may do what, files (0 agents, 1 policy bound to no known agent, 1 host)\n'
  expect(await map(cwd, '--out', 'map.html')).toEqual({ status: 0, stdout: said, stderr: '' })
  const data = dataIn(join(cwd, 'map.html'))
  expect(data).toMatchObject({ formatVersion: 1, sides: { before: null, after: 'files' }, omitted: null })
  expect(data.grants).toMatchObject([
    { rows: [0], origin: 'https://api.example', part: { decision: 'allow' } },
  ])
  expect(data.policies).toMatchObject([{ name: 'a', file: 'policies/a.yaml', lines: [4] }])
  writeFileSync(join(cwd, 'policies/b.yaml'), POLICY('b'))
  expect((await map(cwd, '--out', 'map.html')).status).toBe(0)
  expect(dataIn(join(cwd, 'map.html')).rows).toEqual([{ policy: 'a' }, { policy: 'b' }])
})

test('a rule that the target maps: the page says so of it, as explain does', async () => {
  const cwd = folderWith({
    'policyctl.yaml':
      'version: 1\ntargets: { dev: { embedded: dev.json, layers: [base], map: { hosts: { api.example: api.test } } } }\n',
    'policies/base/a.yaml': `${POLICY('a')}    - { permission: deny, operations: [PUT], resource: "https://b.example/*" }\n`,
  })
  await map(cwd, '--target', 'dev', '--out', 'map.html')
  const page = pageModel(dataIn(join(cwd, 'map.html')))
  expect(page.document.title).toBe('Who may do what in dev, files')
  await map(cwd, '--target', 'dev', '--side', 'live', '--out', 'live.html')
  expect(dataIn(join(cwd, 'live.html')).title).toBe('Who may do what in dev, live')
  const { stdout } = await runInProcess(
    ['explain', 'GET', 'https://api.test/', '--policy', 'a', '--target', 'dev', '--format', 'json'],
    { cwd },
  )
  const parsed = placedPolicies(page.document.policies)
  expect(JSON.parse(stdout).because).toEqual([inFile({ policy: 'a', rule: 0 }, { parsed })])
  expect([0, 1].map((rule) => shownRule({ policy: 'a', rule }, page).more)).toEqual([
    'allow GET https://api.test/*  (api.example in the file is api.test in this target)',
    'deny PUT https://b.example/*',
  ])
})

test('a side that names a target is of no other, whatever the default target is', async () => {
  const cwd = folderWith({
    'policyctl.yaml':
      'version: 1\ndefaultTarget: dev\ntargets: { dev: { embedded: d.json, layers: [base] }, production: { embedded: p.json, layers: [base] } }\n',
    'policies/base/a.yaml': POLICY('a'),
  })
  await map(cwd, '--side', 'target:production', '--out', 'map.html')
  expect(dataIn(join(cwd, 'map.html')).title).toBe('Who may do what, target:production')
})

test('its policy names exactly the script and the styles that stand in it', async () => {
  const cwd = folderWith(FILES)
  await map(cwd, '--out', 'map.html')
  const html = readFileSync(join(cwd, 'map.html'), 'utf8')
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? []
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
  )
  expect(html).not.toMatch(/ style=| on[a-z]+=|\{\{/)
})

test.each([
  ['no file', [], 'usage', 'map needs a file to write'],
  ['a file that is something else', ['--out', 'policyctl.yaml'], 'file-exists', 'is not a page of policyctl'],
  ['a side that is none', ['--out', 'm.html', '--side', 'nowhere'], 'usage', 'nowhere'],
  ['a format that it does not have', ['--out', 'm.html', '--format', 'json'], 'usage', 'json'],
])('%s: 4, and nothing is written', async (_what, args, code, words) => {
  const cwd = folderWith(FILES)
  const { status, stdout, stderr } = await map(cwd, ...args)
  expect(status).toBe(4)
  // Who asked for JSON gets the refusal as JSON, too.
  if (args.includes('json')) expect(JSON.parse(stdout).error).toMatchObject({ code })
  else expect(stdout).toBe('')
  expect(stderr).toContain(`error ${code}: `)
  expect(stderr).toContain(words)
  expect(readFileSync(join(cwd, 'policyctl.yaml'), 'utf8')).toBe(FILES['policyctl.yaml'])
})

test('a file that cannot be read: the page is written of the rest, the error is told, and it ends with 1', async () => {
  const cwd = folderWith({ ...FILES, 'policies/broken.yaml': 'name: [\n' })
  const { status, stderr } = await map(cwd, '--out', 'map.html')
  expect(status).toBe(1)
  expect(stderr).toContain('policies/broken.yaml:')
})
