/** From several workspaces, or folders of copies, to layers: the files, the config, the proof; what a person decided stays. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { spec } from '../support/builders/specs.ts'
import { commitFiles, git, remoteWith } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

type Workspace = Readonly<Record<string, Spec>>

const isFleetDocument = documentSchema('adopt-fleet')
const isSeveral = documentSchema('several')
const isAdoptDocument = documentSchema('adopt')

const pay = (host: string): Workspace =>
  Object.fromEntries(['a', 'b', 'c'].map((name) => [name, spec(`allow GET https://${host}/${name}/*`)]))
/** dev-eu is wider in a, prod-us lacks b, eu has its own policy, dev has another host. */
const DRIFTED: Readonly<Record<string, Workspace>> = {
  'dev-eu': {
    ...pay('t.io'),
    a: spec('allow GET,POST https://t.io/a/*'),
    d: spec('deny GET https://t.io/d/*'),
    gdpr: spec('deny * https://eu.io/*'),
  },
  'dev-us': { ...pay('t.io'), d: spec('deny GET https://t.io/d/*') },
  'prod-eu': { ...pay('a.io'), d: spec('deny GET https://a.io/d/*'), gdpr: spec('deny * https://eu.io/*') },
  'prod-us': { a: pay('a.io').a ?? spec(), c: pay('a.io').c ?? spec(), d: spec('deny GET https://a.io/d/*') },
}

function dataOf(workspace: Workspace, bindings: readonly object[] = []): string {
  const policies = Object.entries(workspace).map(([name, own]) => ({ name, spec: own }))
  return JSON.stringify({ formatVersion: 1, policies, bindings })
}

function scene(
  fleet: Readonly<Record<string, Workspace>>,
  { more = '', files = {} as Record<string, string>, bindings = [] as readonly object[] } = {},
) {
  const lines = Object.keys(fleet).map(
    (name) => `  ${name}: { embedded: .policyctl/${name}.json } # ${name}\n`,
  )
  const config = `version: 1 # ours\ntargets:\n${lines.join('')}${more}`
  const root = remoteWith({ 'policyctl.yaml': config, '.gitignore': '.policyctl\n', ...files }).clone()
  const put = (name: string, workspace: Workspace) =>
    writeFiles(root, { [`.policyctl/${name}.json`]: dataOf(workspace, bindings) })
  for (const [name, workspace] of Object.entries(fleet)) put(name, workspace)
  const run = (...args: readonly string[]) => runInProcess(args, { cwd: root })
  const adopt = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await run('adopt', '--format', 'json', ...args)
    if (stdout === '') return { status, stderr, document: null }
    const document = JSON.parse(stdout)
    expect(isFleetDocument(document), JSON.stringify(isFleetDocument.errors)).toBe(true)
    expect(isSeveral(document)).toBe(true)
    for (const one of document.targets) expect(isAdoptDocument(one.document)).toBe(true)
    return { status, stderr, document }
  }
  return { root, put, run, adopt, text: (file: string) => readFileSync(join(root, file), 'utf8') }
}

const EMPTY = (targets: readonly string[]) => targets.map((target) => ({ target, steps: [], error: null }))

describe('adopt of several targets', () => {
  test('from four drifted workspaces to the first change: files, config, empty plans, one edit for all', async () => {
    const at = scene(DRIFTED)
    const { status, document } = await at.adopt('--target', '*')
    expect(status).toBe(0)
    expect(document.fleet.choices).toEqual([
      'base: 4 policies, in 4 of 4',
      'names: as prod-eu has them',
      'map dev-*: t.io → a.io, seen in 7 places'.replace('t.io → a.io', 'a.io → t.io'),
      'eu: 1 policy, in 2 of 4 (*-eu)',
      'dev-eu: 1 policy of its own',
      'prod-us: without [b], since it does not have it',
      'dev-eu: wider than the first layer in a: lines to review',
    ])
    expect(document.fleet.proof).toEqual({
      rendered: Object.keys(DRIFTED),
      plans: EMPTY(Object.keys(DRIFTED)),
    })
    expect(at.text('policyctl.yaml')).toBe(`version: 1 # ours
targets:
  dev-eu: # dev-eu
    embedded: .policyctl/dev-eu.json
    layers: [base, eu, dev-eu]
    wider:
      - a # POST https://t.io/a/: none → allow
    map:
      hosts:
        a.io: t.io # seen in 3 places
  dev-us: # dev-us
    embedded: .policyctl/dev-us.json
    layers: [base]
    map:
      hosts:
        a.io: t.io # seen in 4 places
  prod-eu: # prod-eu
    embedded: .policyctl/prod-eu.json
    layers: [base, eu]
  prod-us: # prod-us
    embedded: .policyctl/prod-us.json
    layers: [base]
    without:
      - b # not there when it was adopted
`)
    expect(at.text('policies/dev-eu/a.yaml')).toMatch(/^# replaces sha256:[0-9a-f]{64}\nname: a\n/)
    for (const command of ['lint', 'plan --exit-code', 'drift --exit-code']) {
      const { status: exit, stdout } = await at.run(...command.split(' '), '--target', '*')
      expect([command, exit, stdout.includes('warning')]).toEqual([command, 0, false])
    }
    commitFiles(at.root, {
      'policies/base/c.yaml': at.text('policies/base/c.yaml').replace('[GET]', '[GET, HEAD]'),
    })
    const plan = JSON.parse((await at.run('plan', '--target', '*', '--format', 'json')).stdout)
    expect(plan.targets.map((one: { document: { steps: object[] } }) => one.document.steps.length)).toEqual([
      1, 1, 1, 1,
    ])
    // Until the first apply each plan also tells which policies it takes over; only two targets have the same ones.
    expect(plan.groups).toEqual([
      { targets: ['dev-eu', 'prod-eu'] },
      { targets: ['dev-us'] },
      { targets: ['prod-us'] },
    ])
  })

  test('--dry-run writes nothing, to files, config and ledgers neither; --explain lists the evidence', async () => {
    const at = scene(DRIFTED)
    const { status, stdout } = await at.run('adopt', '--target', '*', '--dry-run', '--explain')
    expect(status).toBe(0)
    expect(stdout).toContain('  map dev-us: a.io → t.io   b rule 0: resource\n')
    expect(stdout).toContain('  wider dev-eu: a   POST https://t.io/a/: none → allow\n')
    expect(stdout).toContain('  without prod-us: b is not there\n')
    expect(stdout).toContain('6 files would be written. Nothing was written.\n')
    expect(git(at.root, 'status', '--porcelain')).toBe('')
    expect(git(at.root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe('')
    expect(existsSync(join(at.root, 'policies'))).toBe(false)
  })

  test('a second run keeps what a person decided: new policies go where exactly their targets get them', async () => {
    const at = scene(DRIFTED)
    await at.adopt('--target', '*')
    const decided = at
      .text('policyctl.yaml')
      .replace('- b # not there when it was adopted', '- b # never here')
    writeFileSync(join(at.root, 'policyctl.yaml'), decided)
    const fresh = { new: spec('allow GET https://eu.io/new') }
    at.put('dev-eu', { ...DRIFTED['dev-eu'], ...fresh, alone: spec('allow GET https://t.io/alone') })
    at.put('prod-eu', { ...DRIFTED['prod-eu'], ...fresh })
    at.put('prod-us', {
      ...DRIFTED['prod-us'],
      b: spec('allow GET https://a.io/b/*'),
      solo: spec('allow GET https://s.io/'),
    })
    const { status, document } = await at.adopt('--target', '*')
    expect(at.text('policyctl.yaml')).toBe(decided)
    expect(readdirSync(join(at.root, 'policies/eu')).sort()).toEqual(['gdpr.yaml', 'new.yaml'])
    expect(at.text('policies/dev-eu/alone.yaml')).toContain('https://a.io/alone')
    expect(document.targets[3].document.left).toMatchObject([
      { policy: 'b', reason: 'without', message: 'prod-us has without: [b], and the policy is live' },
      { policy: 'solo', reason: 'no-layer' },
    ])
    expect([status, document.fleet.proof.rendered]).toEqual([0, ['dev-eu', 'dev-us', 'prod-eu']])
    expect(document.fleet.proof.plans).toEqual(EMPTY(Object.keys(DRIFTED)))
  })

  test('one target alone needs no layers, and is adopted as without a glob', async () => {
    const at = scene({ prod: pay('a.io') })
    const { status, document } = await at.adopt('--target', '*')
    expect(status).toBe(0)
    expect(document.fleet.choices).toEqual(['prod: alone, so it needs no layers'])
    expect(document.targets[0].document.adopted).toHaveLength(3)
    expect(document.fleet.proof.plans).toEqual(EMPTY(['prod']))
    expect(at.text('policyctl.yaml')).not.toContain('layers')
    expect(existsSync(join(at.root, 'policies/a.yaml'))).toBe(true)
  })

  test('an empty workspace has a layer that git keeps, and no line of without', async () => {
    const at = scene({ prod: pay('a.io'), staging: pay('a.io'), lab: {} })
    const { document } = await at.adopt('--target', '*')
    expect(document.fleet.without).toEqual([])
    expect(existsSync(join(at.root, 'policies/lab/.gitkeep'))).toBe(true)
    expect(document.fleet.proof.plans).toEqual(EMPTY(['prod', 'staging', 'lab']))
  })

  test('--bindings: who has what becomes documents of the own layer, and only then', async () => {
    const at = scene(DRIFTED, { bindings: [{ policy: 'c', agent: 'default/bot' }] })
    const { document } = await at.adopt('--target', '*', '--bindings')
    expect(at.text('policies/prod-us/bindings.yaml')).toContain('policyRef: { name: "c" }')
    expect(
      document.targets.map(
        ({ document: { bindingsFile } }: { document: { bindingsFile: string | null } }) => bindingsFile,
      ),
    ).toContain('policies/prod-us/bindings.yaml')
    expect(at.text('policyctl.yaml')).toContain('layers: [base, prod-us]')
    expect(document.fleet.proof.plans).toEqual(EMPTY(Object.keys(DRIFTED)))
    const { stdout } = await at.run(
      'explain',
      'GET',
      'https://a.io/c/1',
      '--agent',
      'bot',
      '--target',
      'prod-us',
    )
    expect(stdout).toContain('c')
  })

  test('a policy that no config lets pass is left in every target, and named', async () => {
    const broken = { ...pay('a.io'), odd: { policies: [{ permission: 'sometimes' }] } as unknown as Spec }
    const at = scene({ dev: broken, prod: broken })
    const { document } = await at.adopt('--target', '*')
    expect(document.targets[0].document.left).toMatchObject([{ policy: 'odd' }])
    expect(existsSync(join(at.root, 'policies/base/odd.yaml'))).toBe(false)
    expect(document.fleet.proof.plans).toEqual(EMPTY(['dev', 'prod']))
  })
})

test.each<[string, readonly string[], string, number]>([
  ['some of the targets only', ['--target', 'dev-*'], 'once one target has layers, all must have them', 4],
  ['a folder of no target', ['--from', 'dir:policies'], "there is no target 'policies'", 4],
  ['a workspace as a folder', ['--from', 'live'], '--from live is not a folder', 4],
  ['a policy that nobody has', ['nope', '--target', '*'], 'no target that was read has nope', 4],
  [
    'evidence of one target',
    ['--all', '--explain', '--target', 'dev-eu'],
    '--explain works only with several targets',
    4,
  ],
])('%s: refused, nothing written', async (_name, args, words, expected) => {
  const at = scene(DRIFTED)
  const { status, stderr } = await at.run('adopt', ...args)
  expect([status, stderr]).toEqual([expected, expect.stringContaining(words)])
  expect(git(at.root, 'status', '--porcelain')).toBe('')
})

test.each([
  ['holds something else', 'c', 'policies/base/c.yaml already exists with other content'],
  ['would join a layer', 'other', 'policies/base/other.yaml lies in a folder that would become a layer'],
])('a file that %s stops it before anything is written', async (_name, policy, words) => {
  const text = `name: ${policy}\nspec: { policies: [{ permission: deny }] }\n`
  const at = scene(DRIFTED, { files: { [`policies/base/${policy}.yaml`]: text } })
  const { status, stderr } = await at.run('adopt', '--target', '*')
  expect([status, stderr]).toEqual([4, expect.stringContaining(words)])
  expect(git(at.root, 'status', '--porcelain')).toBe('')
})

test('--from folders: the copy with the longest history keeps its comments, with the names of the files', async () => {
  const copy = (host: string, comment: string): string =>
    `# ${comment}\nname: a\nspec:\n  policies:\n    - permission: allow # reads\n      operations: [GET]\n      resource: https://${host}/a/*\n`
  const more = (host: string): string =>
    ['b', 'c']
      .map(
        (name) =>
          `name: ${name}\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://${host}/${name}/*" }] }\n`,
      )
      .join('---\n')
  const files = {
    'copies/dev/a.yaml': copy('t.io', 'first'),
    'copies/dev/rest.yaml': more('t.io'),
    'copies/prod/a.yaml': copy('a.io', 'of prod'),
    'copies/prod/rest.yaml': more('a.io'),
  }
  const at = scene({ dev: {}, prod: {} }, { files })
  commitFiles(at.root, { 'copies/dev/a.yaml': copy('t.io', 'agreed with the team') })
  const { status, document } = await at.adopt('--from', 'dir:copies/*')
  expect([status, document.fleet.proof]).toEqual([0, { rendered: ['dev', 'prod'], plans: [] }])
  expect(at.text('policies/base/a.yaml')).toBe(copy('a.io', 'agreed with the team'))
  expect(at.text('policies/base/c.yaml')).toContain('name: c')
  for (const target of ['dev', 'prod']) {
    const { stdout } = await at.run('diff', `dir:copies/${target}`, `target:${target}`, '--format', 'json')
    expect(JSON.parse(stdout).changes).toEqual([])
  }
  expect(git(at.root, 'ls-remote', 'origin', 'refs/policyctl/*')).toBe('')
})

test('files that the project has already give their text, and are named: no layer has them now', async () => {
  const text = `# reviewed by Ada\nname: c\nspec:\n  policies:\n    - permission: allow # reads\n      operations: [GET]\n      resource: https://a.io/c/*\n`
  const at = scene(DRIFTED, { files: { 'policies/c.yaml': text } })
  const { document } = await at.adopt('--target', '*')
  expect(at.text('policies/base/c.yaml')).toBe(text)
  expect(document.fleet.outside).toEqual(['policies/c.yaml'])
  expect(document.fleet.proof.plans).toEqual(EMPTY(Object.keys(DRIFTED)))
})

test('a file that says something else than live is left: the ledger does not take either for ours', async () => {
  const at = scene({ dev: pay('a.io'), prod: pay('a.io') })
  const only = at.text('policyctl.yaml').replaceAll(' }', ', layers: [base] }')
  writeFiles(at.root, {
    'policyctl.yaml': only,
    'policies/base/a.yaml':
      'name: a\nspec: { policies: [{ permission: allow, resource: "https://a.io/*" }] }\n',
  })
  const { document } = await at.adopt('--target', '*')
  expect(document.targets[0].document.left).toMatchObject([{ policy: 'a', reason: 'differs' }])
  const plan = JSON.parse((await at.run('plan', '--target', 'dev', '--format', 'json')).stdout)
  expect(plan.steps).toMatchObject([{ policy: 'a', origin: 'both' }])
})

test('a policy whose file was deleted is meant to go: a second run does not bring it back', async () => {
  const at = scene(DRIFTED)
  await at.adopt('--target', '*')
  commitFiles(at.root, {})
  await at.run('apply', '--target', '*', '--yes')
  rmSync(join(at.root, 'policies/base/c.yaml'))
  const { document } = await at.adopt('--target', '*')
  expect(existsSync(join(at.root, 'policies/base/c.yaml'))).toBe(false)
  expect(document.targets[0].document.left).toMatchObject([{ policy: 'c', reason: 'managed' }])
  expect(document.fleet.proof.plans[0].steps).toEqual([{ action: 'delete', policy: 'c' }])
})

test('no target can be read: its name is in the error, and nothing is guessed from the others', async () => {
  const at = scene(DRIFTED)
  writeFileSync(join(at.root, '.policyctl/prod-us.json'), '{')
  const { status, stderr } = await at.run('adopt', '--target', '*')
  expect([status, stderr]).toEqual([4, expect.stringContaining('prod-us: ')])
  expect(existsSync(join(at.root, 'policies'))).toBe(false)
})

test('outside of git: files and layers, no ledger, and that is said', async () => {
  const root = folderWith({
    'policyctl.yaml': 'version: 1\ntargets: { dev: { embedded: dev.json }, prod: { embedded: prod.json } }\n',
    'dev.json': dataOf(pay('a.io')),
    'prod.json': dataOf(pay('a.io')),
  })
  const { status, stdout } = await runInProcess(['adopt', '--target', '*', '--format', 'json'], { cwd: root })
  expect(status).toBe(0)
  expect(JSON.parse(stdout).targets[0].document.noLedger).not.toBeNull()
})

test('--from folders: files that are not taken over are listed, and a target that has more than its layers is not counted', async () => {
  const binding =
    'apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: x }\nspec: { policyRef: { name: a }, subjects: [{ kind: ServiceAccount, name: x }] }\n'
  const policy =
    'name: a\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.io/*" }] }\n'
  const files = {
    'copies/dev/a.yaml': policy,
    'copies/dev/bound.yaml': binding,
    'copies/dev/a.test.yaml': 'tests: [{ policies: [a], request: GET https://a.io/, expect: allow }]\n',
    'copies/prod/a.yaml': policy,
    'copies/prod/bad.yaml': 'name: [\n',
  }
  const at = scene({ dev: {}, prod: {} }, { files })
  const { document } = await at.adopt('--from', 'dir:copies/*', '--dry-run')
  const [dev, prod] = document.targets.map(
    ({ document: { left } }: { document: { left: readonly object[] } }) => left,
  )
  expect(dev).toMatchObject([
    { file: 'a.test.yaml', reason: 'not-a-policy', message: expect.stringContaining('by hand') },
    { file: 'bound.yaml', reason: 'not-a-policy', message: expect.stringContaining('--bindings') },
  ])
  expect(prod).toMatchObject([{ file: 'bad.yaml', reason: 'unreadable' }])
  expect(document.fleet.proof.rendered).toEqual(['dev'])
  const bound = await at.adopt('--from', 'dir:copies/*', '--bindings')
  expect(bound.document.targets[0].document.left).toMatchObject([{ file: 'a.test.yaml' }])
})
