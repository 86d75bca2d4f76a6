/** The head of the page names what its rows cannot show, as the other formats do. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PageDocument } from '../../src/answers/page.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const READ = spec('allow GET https://a.example/*')
const WRITE = spec('allow https://a.example/*')
const CALL = { method: 'GET', url: 'https://a.example/x', agent: 'sales' }

type Project = Awaited<ReturnType<typeof projectWith>>

async function scene(config = ''): Promise<Project> {
  const files = { crm: READ, erp: READ }
  const project = await projectWith({ files, bound: { crm: ['sales'] }, config })
  await project.run('apply', '--yes')
  return project
}

function notesIn(html: string): readonly string[] {
  const [, json = ''] = /id="data">(.*?)<\/script>/s.exec(html) ?? []
  return (JSON.parse(json) as PageDocument).notes
}

async function pageOf({ run, root }: Project, ...args: readonly string[]): Promise<readonly string[]> {
  if (args[0] !== 'map') return notesIn((await run(...args, '--format', 'html')).stdout)
  await run(...args, '--out', 'map.html')
  return notesIn(readFileSync(join(root, 'map.html'), 'utf8'))
}

const UNREAD = /policies\/erp\.json:\d+: .*the file cannot be read in full/
const MAY_BE_THERE = /^not compared: erp: it may be in a file that cannot be read/

test.each([
  [['map'], [UNREAD]],
  [
    ['diff', 'live'],
    [UNREAD, MAY_BE_THERE],
  ],
  [
    ['replay', 'calls.jsonl'],
    [UNREAD, MAY_BE_THERE],
  ],
] as const)('%j: a file that cannot be read', async (args, wanted) => {
  const project = await scene()
  writeFiles(project.root, { 'calls.jsonl': `${JSON.stringify(CALL)}\n` })
  expect(await pageOf(project, ...args)).toEqual([])
  writeFiles(project.root, { 'policies/erp.json': '{ "name": "erp", "spec": [' })
  const notes = await pageOf(project, ...args)
  expect(notes).toEqual(wanted.map((one) => expect.stringMatching(one)))
})

test('plan: steps that a guard blocks, and policies that an apply takes over', async () => {
  const project = await scene('safety: { protect: [crm] }\n')
  expect(await pageOf(project, 'plan')).toEqual([])
  project.edit({ crm: WRITE })
  expect(await pageOf(project, 'plan')).toEqual([
    expect.stringMatching(/^an apply would refuse: crm: .*protect/),
  ])
  const other = await projectWith({ files: { crm: READ }, live: { crm: READ } })
  expect(await pageOf(other, 'plan')).toEqual([expect.stringMatching(/^taken over: crm: live already/)])
})

test('diff of two revisions of a ledger: what only the record gained or lost', async () => {
  const project = await projectWith({ files: { crm: READ, erp: READ }, live: { crm: READ } })
  await project.run('apply', '--yes')
  await project.run('forget', 'crm')
  const [from, to] = ['ledger:production~1', 'ledger:production']
  expect(await pageOf(project, 'diff', from, to)).toEqual([
    'given up: crm: still live, so giving up changed no access',
  ])
})

test('a password in a finding is hidden', async () => {
  const project = await scene('safety: { protect: [crm] }\n')
  project.edit({ crm: spec('allow GET https://bob:secret@a.example/*') })
  const { stdout } = await project.run('plan', '--format', 'html')
  expect(stdout).not.toContain('secret')
})
