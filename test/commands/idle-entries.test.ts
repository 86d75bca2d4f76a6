/** Every list and map of the config: an entry without effect is refused or reported. A new one needs a row here. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { projectWith } from '../support/project/project.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const SCHEMA = JSON.parse(readFileSync('schema/config.schema.json', 'utf8'))

/** Lists ([]) and maps ({}) that have names of the user's, as paths. */
function collectionsIn(schema: Schema, path = ''): readonly string[] {
  const { $ref, properties = {}, items, additionalProperties: others, then, else: single } = schema
  const named = $ref === undefined ? undefined : SCHEMA.definitions[$ref.split('/').at(-1) ?? '']
  const isMap = others !== undefined && others !== false
  return [
    ...(items === undefined ? [] : [`${path}[]`, ...collectionsIn(items, `${path}[]`)]),
    ...(isMap ? [`${path}{}`, ...(others === true ? [] : collectionsIn(others, `${path}{}`))] : []),
    ...Object.entries(properties).flatMap(([key, below]) =>
      collectionsIn(below, path === '' ? key : `${path}.${key}`),
    ),
    ...[named, then, single].flatMap((below) => (below === undefined ? [] : collectionsIn(below, path))),
  ]
}

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly then?: Schema
  readonly else?: Schema
}

const LOCAL = 'targets: { local: { embedded: .policyctl/local.json } }\n'
const fleet = (settings: string): string =>
  `targets: { local: { embedded: .policyctl/local.json, layers: [base, own], ${settings} } }\ndefaultTarget: local\n`
const R = 'name: r\nspec: { policies: [{ permission: deny, resource: "https://api.a.com/y*" }] }\n'
const GUARD = 'name: g, never: allow'
const LIFT = 'guard: in-use, reason: r'

interface Idle {
  readonly config: string
  readonly says: string
  /** Default: lint. */
  readonly args?: readonly string[]
}

const lists: Readonly<Record<string, readonly Idle[]>> = {
  'targets{}.layers[]': [
    {
      config:
        'targets: { local: { embedded: .policyctl/local.json, layers: [base, onw] } }\ndefaultTarget: local\n',
      says: 'target local has the layer onw, and there is no folder',
    },
  ],
  'targets{}.without[]': [{ config: fleet('without: [nope]'), says: 'unused-without' }],
  'targets{}.wider[]': [
    { config: fleet('wider: [nope]'), says: "error matches-nothing: no policy is called 'nope'" },
    { config: fleet('wider: [p]'), says: 'warning unused-wider' },
  ],
  'targets{}.map.hosts{}': [{ config: fleet('map: { hosts: { no.com: a.test } }'), says: 'unused-map' }],
  'targets{}.map.groups{}': [{ config: fleet('map: { groups: { no: g } }'), says: 'unused-map' }],
  'targets{}.map.connectors{}': [{ config: fleet('map: { connectors: { no: c } }'), says: 'unused-map' }],
  'targets{}.map.tools{}': [{ config: fleet('map: { tools: { no: t } }'), says: 'unused-map' }],
  'rollout[][]': [
    { config: `${LOCAL}rollout: [[local], [nope]]\n`, says: 'rollout.1.0: matches no target' },
    { config: `${LOCAL}rollout: [[local], [loc*]]\n`, says: 'local is in wave 1 and in wave 2' },
  ],
  'checks{}': [
    { config: 'checks: { cleartxt-http: off }\n', says: 'ineffective-setting: no check is called' },
    { config: 'checks: { duplicate-key: off }\n', says: 'ineffective-setting: duplicate-key is always' },
  ],
  'checks[]{}': [
    { config: 'checks: [{ cleartxt-http: off }]\n', says: 'ineffective-setting: no check is called' },
    {
      config: `${LOCAL}checks: [{ targets: [loc*], cleartxt-http: off }]\n`,
      says: 'ineffective-setting: no check is called',
    },
  ],
  'checks[]': [
    {
      config: `${LOCAL}checks: [{ targets: [local], cleartext-http: error }, { cleartext-http: off }]\n`,
      says: 'ineffective-setting: a later entry of checks sets cleartext-http',
    },
  ],
  'checks.targets[]': [
    {
      config: `${LOCAL}checks: { targets: [nope], cleartext-http: off }\n`,
      says: 'checks.targets.0: matches no',
    },
  ],
  'checks[].targets[]': [
    {
      config: `${LOCAL}checks: [{ targets: [none, local], x: off }]\n`,
      says: 'checks.targets.0: matches no target',
    },
  ],
  'safety[]': [
    {
      config: `${LOCAL}safety: [{ targets: [local], maxDeletes: 0 }, { maxDeletes: 9 }]\n`,
      says: 'ineffective-setting: a later entry of safety sets maxDeletes',
    },
    {
      config: `${LOCAL}safety: [{ protect: [p] }, { protect: ["p*"] }]\n`,
      says: 'ineffective-setting: a later entry of safety sets protect',
    },
  ],
  'safety.targets[]': [
    {
      config: `${LOCAL}safety: { targets: [nope], maxDeletes: 0 }\n`,
      says: 'safety.targets.0: matches no target',
    },
  ],
  'safety[].targets[]': [
    {
      config: `${LOCAL}safety: [{ maxDeletes: 1 }, { targets: [nope], maxDeletes: 0 }]\n`,
      says: 'safety.1.targets.0: matches no target',
    },
  ],
  'safety.protect[]': [
    { config: 'safety: { protect: [p, nope] }\n', says: "error matches-nothing: no policy is called 'nope'" },
  ],
  'safety[].protect[]': [
    {
      config: 'safety: [{ protect: [p, nope] }]\n',
      says: "error matches-nothing: no policy is called 'nope'",
    },
    {
      config: `${LOCAL}safety: [{ targets: [local], protect: [nope] }]\n`,
      says: "error matches-nothing: no policy is called 'nope'",
    },
  ],
  'serverFields[]': [
    {
      config: 'serverFields: [spec.policies]\n',
      says: 'ineffective-setting: the schema knows spec.policies',
    },
    { config: 'serverFields: ["spec.approvals[].name"]\n', says: 'ineffective-setting: the schema knows' },
    { config: 'serverFields: [spec.status.seen]\n', says: 'lies inside spec.status' },
    {
      config: 'serverFields: [spec.policies.id]\n',
      says: 'ineffective-setting: no spec has spec.policies.id',
    },
    { config: 'serverFields: ["spec.a b"]\n', says: 'ineffective-setting: spec.a b is no path' },
  ],
  'exceptions[]': [
    {
      config: `exceptions: [{ ${LIFT}, policy: p, until: 2020-01-01 }]\n`,
      says: 'unused-exception: this exception held until 2020-01-01',
    },
    {
      config: `${LOCAL}exceptions: [{ ${LIFT}, policy: nope, until: 2999-01-01 }]\n`,
      args: ['lint', '--live', '--target', 'local'],
      says: "error matches-nothing: no file and no live policy is called 'nope'",
    },
    {
      config: `${LOCAL}exceptions: [{ ${LIFT}, policy: nope, until: 2999-01-01 }]\n`,
      args: ['plan', '--target', 'local'],
      says: 'the exception in-use for nope lifts nothing in this plan',
    },
  ],
  'exceptions[].targets[]': [
    {
      config: `${LOCAL}exceptions: [{ ${LIFT}, until: 2999-01-01, targets: [nope] }]\n`,
      says: 'exceptions.0.targets.0: matches no target',
    },
  ],
  'guardrails[]': [
    { config: `guardrails: [{ ${GUARD} }, { ${GUARD} }]\n`, says: 'guardrails.0 has this name too' },
  ],
  'guardrails[].targets[]': [
    {
      config: `${LOCAL}guardrails: [{ ${GUARD}, targets: [nope] }]\n`,
      says: 'guardrails.0.targets.0: matches no',
    },
  ],
  'guardrails[].on.operations[]': [
    {
      config: `guardrails: [{ ${GUARD}, on: { operations: [PSOT] } }]\n`,
      says: "error matches-nothing: 'PSOT'",
    },
  ],
  'guardrails[].on.tags[]': [
    {
      config: `${LOCAL}guardrails: [{ ${GUARD}, on: { tags: [fnancial] } }]\n`,
      args: ['lint', '--live', '--target', 'local'],
      says: "error matches-nothing: 'fnancial' is a tag of no tool",
    },
  ],
  'guardrails[].agents[]': [
    { config: `guardrails: [{ ${GUARD}, agents: [nope] }]\n`, says: "error matches-nothing: 'nope'" },
  ],
}

/** Entries that cannot be without effect, with the reason. */
const NEVER_IDLE: Readonly<Record<string, string>> = {
  'targets{}': 'a target is there to be named',
  'rollout[]': 'the globs of a wave are its effect',
  'guardrails[].approvedBy[]': 'a group that nobody is in makes the guardrail stricter',
  'evidence.trusted[]': 'verify reads each; below',
}

const FILES = {
  'policies/base/p.yaml': `name: p
spec:
  policies:
    - { permission: allow, operations: [GET], resource: "https://api.a.com/*" }
---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b, namespace: n }
spec: { policyRef: { name: p }, subjects: [{ kind: ServiceAccount, name: bot, namespace: n }] }
`,
  'policies/own/q.yaml':
    'name: q\nspec: { policies: [{ permission: deny, resource: "https://api.a.com/x*" }] }\n',
  '.policyctl/local.json':
    '{ "formatVersion": 1, "policies": [], "tools": [{ "name": "t", "baseUrl": "https://api.a.com", "riskTags": ["financial"] }] }',
}

test('every list and map of the schema has a row', () => {
  const rows = [...Object.keys(lists), ...Object.keys(NEVER_IDLE)]
  expect(collectionsIn(SCHEMA).toSorted()).toEqual(rows.toSorted())
})

describe.each(Object.entries(lists))('%s', (_path, cases) => {
  test.each(cases.map((idle) => [idle.config, idle] as const))(
    '%s',
    async (config, { args = ['lint'], says }) => {
      const cwd = folderWith({ ...FILES, 'policyctl.yaml': config })
      const { status, stdout, stderr } = await runInProcess(args, { cwd })
      expect(stdout + stderr).toContain(says)
      expect(status, stdout + stderr).toBe(statusOf(says))
    },
  )
})

function statusOf(says: string): number {
  if (says.startsWith('error ')) return 1
  return /matches no|in wave|guardrails.0 has this|is no folder/.test(says) ? 4 : 0
}

test('evidence.trusted[]: verify names a file that is not there', async () => {
  const project = await projectWith({
    config: 'evidence: { trusted: [keys/nope.pub] }\n',
    files: { p: { policies: [{ permission: 'deny' }] } },
  })
  await project.run('apply', '--yes')
  const { status, stderr } = await project.run('verify')
  expect([status, stderr]).toEqual([4, expect.stringContaining('keys/nope.pub')])
})

test("a change that deletes a policy together with its line of `wider` passes under the base's config", async () => {
  const root = repositoryWith({ ...FILES, 'policyctl.yaml': fleet('wider: [r]'), 'policies/own/r.yaml': R })
  const judged = async (): Promise<unknown> =>
    (await runInProcess(['lint', '--config', 'git:HEAD'], { cwd: root })).status
  rmSync(join(root, 'policies/own/r.yaml'))
  expect(await judged()).toBe(1)
  writeFiles(root, { 'policyctl.yaml': fleet('') })
  expect(await judged()).toBe(0)
})
