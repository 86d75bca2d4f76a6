import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProject } from '../../src/workbench/project.ts'
import { commitFiles, git, repositoryWith } from '../support/git/git.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { folderWith } from '../support/suite/folder.ts'

test('git:REF: the config of that commit, for the files that are here', async () => {
  const root = repositoryWith({ 'policyctl.yaml': 'version: 1\nsafety: { maxDeletes: 1 }\n' })
  commitFiles(root, { 'policyctl.yaml': 'version: 1\nsafety: { maxDeletes: 300 }\n' })
  const project = await openProject(memoryContext(root), 'git:HEAD~1')
  expect(project.root).toBe(root)
  expect(project.config.safety.maxDeletes).toBe(1)
})

test('the nearest one upwards in that commit', async () => {
  const root = repositoryWith({
    'policyctl.yaml': 'version: 1\n',
    'team/policyctl.yaml': 'version: 1\npolicies: rules\n',
  })
  mkdirSync(join(root, 'team/deep'))
  const project = await openProject(memoryContext(join(root, 'team/deep')), 'git:HEAD')
  expect([project.root, project.config.policies]).toEqual([join(root, 'team'), 'rules'])
})

test('none in that commit: the defaults, whatever the files say', async () => {
  const root = repositoryWith({ 'a.txt': 'x' })
  commitFiles(root, { 'policyctl.yaml': 'version: 1\nsafety: { maxDeletes: 300 }\n' })
  const project = await openProject(memoryContext(root), 'git:HEAD~1')
  expect([project.root, project.configFile, project.config.safety.maxDeletes]).toEqual([root, null, 3])
})

test('a project that the change adds below another one is itself: nothing judges it but the defaults', async () => {
  const root = repositoryWith({ 'policyctl.yaml': 'version: 1\nsafety: { maxDeletes: 1 }\n' })
  commitFiles(root, { 'infra/policyctl.yaml': 'version: 1\npolicies: rules\nsafety: { maxDeletes: 300 }\n' })
  const {
    root: found,
    configFile,
    config,
    judge,
  } = await openProject(memoryContext(join(root, 'infra')), 'git:HEAD~1')
  expect([found, configFile, config.safety.maxDeletes]).toEqual([join(root, 'infra'), null, 3])
  expect([config.policies, judge?.policies]).toEqual(['rules', 'policies'])
})

test('a config that the change takes away still judges', async () => {
  const root = repositoryWith({
    'policyctl.yaml': 'version: 1\n',
    'infra/policyctl.yaml': 'version: 1\nsafety: { maxDeletes: 1 }\n',
    'infra/a.txt': 'x',
  })
  git(root, 'rm', '-q', 'infra/policyctl.yaml')
  const project = await openProject(memoryContext(join(root, 'infra')), 'git:HEAD')
  expect([project.root, project.config.safety.maxDeletes]).toEqual([join(root, 'infra'), 1])
})

const WITHOUT_LAYERS = 'version: 1\ntargets:\n  a: { endpoint: "https://a.example/api/v1" }\n'
const layersOf = (layers: string, more = '', host = 'a'): string =>
  `version: 1\ntargets:\n  a: { endpoint: "https://${host}.example/api/v1", layers: [${layers}]${more} }\n`

test('layers that a change introduces are those of the files; endpoints are those of the commit', async () => {
  const root = repositoryWith({ 'policyctl.yaml': WITHOUT_LAYERS })
  commitFiles(root, {
    'policyctl.yaml': `${layersOf('base, a', ', without: [gone], map: { groups: { x: y } }', 'evil')}  b: { embedded: b.json, layers: [base] }\n`,
  })
  const { config } = await openProject(memoryContext(root), 'git:HEAD~1')
  expect([...config.targets]).toEqual([
    [
      'a',
      {
        endpoint: 'https://a.example/api/v1',
        layers: ['base', 'a'],
        without: ['gone'],
        map: { groups: { x: 'y' } },
      },
    ],
  ])
})

test('layers that the commit has judge a change of them', async () => {
  const root = repositoryWith({ 'policyctl.yaml': layersOf('base, a') })
  commitFiles(root, { 'policyctl.yaml': layersOf('base, b', ', wider: ["*"], without: ["*"]') })
  const { config } = await openProject(memoryContext(root), 'git:HEAD~1')
  expect(config.targets.get('a')).toEqual({ endpoint: 'https://a.example/api/v1', layers: ['base', 'a'] })
})

test('where the policies are is said by the files, what they may do by the commit', async () => {
  const root = repositoryWith({ 'policyctl.yaml': 'version: 1\nsafety: { maxDeletes: 1 }\n' })
  commitFiles(root, { 'policyctl.yaml': 'version: 1\npolicies: rules\nsafety: { maxDeletes: 300 }\n' })
  const { config, judge } = await openProject(memoryContext(root), 'git:HEAD~1')
  expect([config.policies, config.safety.maxDeletes, judge?.policies]).toEqual(['rules', 1, 'policies'])
})

test.each([
  ['no such commit', { 'policyctl.yaml': 'version: 1\n' }, 'git:nowhere', 'revision-unknown'],
  ['a config that is none', { 'policyctl.yaml': 'version: 7\n' }, 'git:HEAD', 'config-invalid'],
])('%s', async (_case, files, config, code) => {
  const root = repositoryWith(files)
  await expect(openProject(memoryContext(root), config)).rejects.toMatchObject({ code })
})

test('outside of git there is none', async () => {
  await expect(openProject(memoryContext(folderWith()), 'git:HEAD')).rejects.toMatchObject({
    code: 'config-not-found',
  })
})

test('the ceilings of that commit judge with its config, whatever the files say', async () => {
  const ceiling = (operations: string): string =>
    `name: top\nspec: { policies: [{ permission: allow, operations: [${operations}], resource: "https://h/*" }] }\n`
  const root = repositoryWith({
    'policyctl.yaml': 'version: 1\nguardrails: [{ name: g, atMost: ceilings/c.yaml }]\n',
    'ceilings/c.yaml': ceiling('GET'),
  })
  commitFiles(root, { 'ceilings/c.yaml': ceiling('GET, POST') })
  const { config } = await openProject(memoryContext(root), 'git:HEAD~1')
  expect(config.ceilings.get('ceilings/c.yaml')?.policies[0]?.spec.policies[0]?.operations).toEqual(['GET'])
  git(root, 'rm', '-q', 'ceilings/c.yaml')
  expect((await openProject(memoryContext(root), 'git:HEAD')).config.ceilings.size).toBe(1)
})
