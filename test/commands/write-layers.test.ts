/** What writes policy files of a target that has layers: where it writes, in whose names, and whom it reaches. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Spec } from '../../src/policy/policy.ts'
import { openEmbeddedStore } from '../../src/workbench/embedded-store.ts'
import { route, spec, withRoutes } from '../support/builders/specs.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const CONFIG = `version: 1
policies: policies
targets:
  dev-eu:
    embedded: .policyctl/dev-eu.json
    layers: [base, dev]
    map: { hosts: { api.stripe.com: api.stripe.test }, groups: { finance: dev-self, legal: dev-self } }
    wider: ["*"]
    without: [gdpr-*]
  dev-us: { embedded: .policyctl/dev-us.json, layers: [base, dev], wider: [payments, crm] }
  prod: { embedded: .policyctl/prod.json, layers: [base, prod] }
`
const rule = (permission: string, methods: string, resource: string): string =>
  `    - permission: ${permission}\n      operations: [${methods}]\n      resource: ${resource}\n`
const policy = (name: string, ...rules: readonly string[]): string =>
  `name: ${name}\nspec:\n  policies:\n${rules.join('')}`
const CRM = policy('crm', rule('allow', 'GET', 'https://crm.io/*'))
const GDPR = policy('gdpr-export', rule('deny', 'GET', 'https://crm.io/export*'))
const BINDING = `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: crm }
spec: { policyRef: { name: crm }, subjects: [{ kind: ServiceAccount, name: crm-agent }] }
`
const FILES = {
  'policyctl.yaml': CONFIG,
  'policies/base/crm.yaml': `# shared\n${CRM}`,
  'policies/base/crm-binding.yaml': BINDING,
  'policies/base/gdpr.yaml': GDPR,
  'policies/base/payments.yaml': policy('payments', rule('allow', 'GET', 'https://api.stripe.com/*')),
  'policies/dev/payments.yaml': `# ours\n${policy('payments', rule('allow', 'GET', 'https://api.stripe.com/v1/*'))}`,
  'policies/prod/prod-only.yaml': policy('prod-only', rule('allow', 'GET', 'https://prod.io/*')),
}

/** Each target holds what its files say, and then what somebody made of it. */
async function scene(live: Readonly<Record<string, Spec | null>>, files: Record<string, string> = FILES) {
  const cwd = folderWith(files)
  const run = (...args: readonly string[]) => runInProcess(args, { cwd })
  for (const target of ['dev-eu', 'dev-us', 'prod'])
    expect(await run('apply', '--yes', '--target', target)).toMatchObject({ status: 0 })
  const file = join(cwd, '.policyctl/dev-eu.json')
  const store = await openEmbeddedStore({ file, endpoint: 'embedded:dev-eu' })
  const there = new Set((await store.list()).map(({ name }) => name))
  for (const [name, wanted] of Object.entries(live)) {
    if (wanted === null) await store.delete(name)
    else if (there.has(name)) await store.replace({ name, spec: wanted })
    else await store.create({ name, spec: wanted })
  }
  await store.close()
  return {
    cwd,
    run,
    text: (path: string) => (existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : null),
    json: async (...args: readonly string[]) => {
      const { status, stdout, stderr } = await run(...args, '--format', 'json', '--target', 'dev-eu')
      return { status, stderr, document: JSON.parse(stdout) }
    },
    /** Targets whose plan has steps. */
    planned: async () => {
      const { stdout } = await run('plan', '--target', '*', '--format', 'json')
      const { targets } = JSON.parse(stdout)
      return targets.flatMap((one: { target: string; document: { steps: readonly object[] } | null }) =>
        one.document?.steps.length === 0 ? [] : [one.target],
      )
    },
  }
}

const OPENED = spec('allow GET,POST https://api.stripe.test/v1/*')

describe('pull', () => {
  test('into the last layer that has the policy, in the names of the files; others that have it are named', async () => {
    const at = await scene({ payments: OPENED })
    const left = await at.json('pull', '--force')
    expect(documentSchema('pull')(left.document)).toBe(true)
    expect([left.status, left.document.pulled]).toEqual([3, []])
    expect(left.document.left).toMatchObject([
      { policy: 'payments', file: 'policies/dev/payments.yaml', reason: 'shared' },
    ])
    expect(left.document.left[0].message).toBe(
      'other targets get it too: dev-us (wider: POST https://api.stripe.com/v1/ none → allow); --shared changes it for them as well',
    )
    expect(left.document.shared).toMatchObject([{ target: 'dev-us', policies: ['payments'] }])
    expect(at.text('policies/dev/payments.yaml')).toBe(FILES['policies/dev/payments.yaml'])

    const pulled = await at.json('pull', '--force', '--shared')
    expect(pulled).toMatchObject({ status: 0, document: { shared: [{ target: 'dev-us' }] } })
    expect(at.text('policies/dev/payments.yaml')).toBe(
      FILES['policies/dev/payments.yaml'].replace('[GET]', '[GET, POST]'),
    )
    expect(await at.planned()).toEqual(['dev-us'])
  })

  test('a new policy goes into the last layer, and what other targets get of it is said', async () => {
    const own = { ...FILES, 'policyctl.yaml': CONFIG.replace('[base, dev]\n', '[base, dev, eu]\n') }
    const at = await scene(
      { tickets: spec('allow GET https://api.stripe.test/x') },
      {
        ...own,
        'policies/eu/eu.yaml': policy('eu', rule('allow', 'GET', 'https://eu.io/*')),
      },
    )
    const { status, document } = await at.json('pull', 'tickets')
    expect([status, document.pulled[0].file, document.shared]).toEqual([0, 'policies/eu/tickets.yaml', []])
    expect(at.text('policies/eu/tickets.yaml')).toContain('resource: https://api.stripe.com/x')
    expect(await at.planned()).toEqual([])
  })

  test.each<[string, Record<string, Spec | null>, string, RegExp]>([
    [
      'a name that the map takes away',
      { payments: spec('allow GET https://api.stripe.com/v1/*') },
      'map',
      /^policies\/dev\/payments\.yaml:7: the map of dev-eu replaces every api\.stripe\.com by api\.stripe\.test, so no file can name api\.stripe\.com for this target$/,
    ],
    [
      'a name that two become',
      {
        crm: withRoutes(
          spec('ask GET https://crm.io/*'),
          route('r', { approvers: { groups: ['dev-self'] } }),
        ),
      },
      'map',
      /the map of dev-eu replaces both finance and legal by dev-self, so the name for the file is not clear$/,
    ],
    [
      'what without drops',
      { 'gdpr-export': spec('deny GET https://crm.io/*') },
      'without',
      /^without: \[gdpr-\*\] of dev-eu drops it in policyctl\.yaml, although policies\/base\/gdpr\.yaml has it$/,
    ],
    [
      'a delete that an earlier layer would undo',
      { payments: null },
      'earlier-layer',
      /^policies\/base\/payments\.yaml has it in an earlier layer, .* without: \[payments\]/,
    ],
  ])('left: %s', async (_case, live, reason, words) => {
    const at = await scene(live)
    const { status, document } = await at.json('pull', '--force', '--shared', ...Object.keys(live))
    expect([status, document.left[0].reason]).toEqual([3, reason])
    expect(document.left[0].message).toMatch(words)
    expect(documentSchema('pull')(document)).toBe(true)
    for (const [file, text] of Object.entries(FILES)) expect(at.text(file)).toBe(text)
  })

  test('what is pulled plans as nothing, and other targets as before unless they are meant', async () => {
    const HOSTS = ['api.stripe.test', 'api.stripe.com', 'crm.io']
    const spelled = fc.constantFrom(
      ...HOSTS.flatMap((host) => ['/*', '/v1/*'].map((path) => `allow GET,PUT https://${host}${path}`)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('payments', 'crm', 'new'),
        fc.uniqueArray(spelled, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (name, rules, isShared) => {
          const at = await scene({ [name]: spec(...rules) })
          const { document } = await at.json('pull', name, '--force', ...(isShared ? ['--shared'] : []))
          const isLeft = document.left.length > 0
          const planned = await at.planned()
          expect(planned.includes('dev-eu')).toBe(isLeft && name !== 'new')
          if (!isShared || isLeft) expect(planned.filter((one: string) => one !== 'dev-eu')).toEqual([])
        },
      ),
      { numRuns: 8 },
    )
  })
})

describe('adopt', () => {
  test('new files go into the last layer, with the names of the files; for others only with --shared', async () => {
    const live = {
      tickets: spec('allow GET https://api.stripe.test/x'),
      'gdpr-export': spec('deny GET https://crm.io/*'),
    }
    const at = await scene(live)
    const left = await at.json('adopt', '--all')
    expect(documentSchema('adopt')(left.document)).toBe(true)
    expect(left.document.left.map(({ reason }: { reason: string }) => reason)).toEqual(['without', 'shared'])
    expect(at.text('policies/dev/tickets.yaml')).toBeNull()
    const { status, document } = await at.json('adopt', 'tickets', '--shared')
    expect([status, document.adopted[0].file]).toEqual([0, 'policies/dev/tickets.yaml'])
    expect(at.text('policies/dev/tickets.yaml')).toContain('resource: https://api.stripe.com/x')
    expect(await at.planned()).toEqual(['dev-us'])
  })
})

test('translate writes into the last layer, and never past what other targets get', async () => {
  const at = await scene({})
  const words = ['translate', 'Allow reading https://api.stripe.test/*', '--name', 'tickets']
  const { status, document } = await at.json(...words)
  expect([status, document.error.code]).toEqual([3, 'shared-file'])
  expect(document.error.message).toContain(
    'policies/dev/tickets.yaml: nothing was written, since other targets get this too',
  )
  const written = await at.json(...words, '--shared')
  expect([written.status, written.document.file]).toEqual([0, 'policies/dev/tickets.yaml'])
  expect(documentSchema('translate')(written.document)).toBe(true)
  expect(at.text('policies/dev/tickets.yaml')).toContain('resource: https://api.stripe.com/*')
  const taken = await at.json('translate', 'Allow reading', '--name', 'crm', '--shared')
  expect(taken.document.error).toMatchObject({
    code: 'file-exists',
    message: 'policies/base/crm.yaml already has crm, and target dev-eu gets it',
  })
})

test('propose and tighten edit the file that the target gets it from, and need --shared where others do', async () => {
  const at = await scene(
    {},
    { ...FILES, 'log.jsonl': '{"method":"GET","url":"https://crm.io/v1/x/1","agent":"crm-agent"}\n' },
  )
  const asked = ['propose', 'POST', 'https://crm.io/v1/x', '--agent', 'crm-agent']
  const { document } = await at.json(...asked)
  expect(documentSchema('propose')(document)).toBe(true)
  expect(document.shared.map(({ target }: { target: string }) => target)).toEqual(['dev-us', 'prod'])
  const refused = await at.json(...asked, '--write')
  expect([refused.status, refused.document.error.code]).toEqual([3, 'shared-file'])
  const tightened = await at.json('tighten', 'log.jsonl', '--write', '--shared')
  expect(documentSchema('tighten')(tightened.document)).toBe(true)
  expect(tightened.document.written).toEqual(['policies/base/crm.yaml'])
  expect(at.text('policies/base/crm.yaml')).toContain('# shared\n')
  expect(at.text('policies/base/crm.yaml')).toContain('https://crm.io/v1/x/*')
  expect((await at.json(...asked, '--write', '--shared')).document.written).toEqual([
    'policies/base/crm.yaml',
  ])
})

describe('nothing is written that breaks a guardrail of another target, with --shared neither', () => {
  const LOG = '{"method":"GET","url":"https://crm.io/v1/x/1","agent":"crm-agent"}\n'
  const guarded = (guardrail: string): Record<string, string> => ({
    ...FILES,
    'policyctl.yaml': `${CONFIG}guardrails: [{ name: no, ${guardrail} }]\n`,
    'policies/dev/crm.yaml': CRM,
    'log.jsonl': LOG,
  })
  const never = (method: string, resource: string, target = 'dev-us') =>
    `targets: [${target}], on: { operations: [${method}], resource: "${resource}" }, never: allow`

  test.each([
    {
      writer: 'propose',
      guardrail: never('POST', 'https://crm.io/*'),
      args: ['propose', 'POST', 'https://crm.io/v1/x', '--agent', 'crm-agent', '--write'],
      says: 'the guardrail no of dev-us would break: POST https://crm.io/v1/x would be allowed for crm-agent',
    },
    {
      writer: 'translate',
      guardrail: never('GET', 'https://api.stripe.com/*', 'dev-us').replace('/*', '/v2/*'),
      args: ['translate', 'Allow reading https://api.stripe.test/*', '--name', 'tickets'],
      says: 'the guardrail no of dev-us would break: GET https://api.stripe.com/v2/',
    },
    {
      writer: 'tighten, which lowers the ceiling of a target that does not get the file',
      guardrail: 'targets: [prod], on: { resource: "https://crm.io/*" }, atMost: "target:dev-us"',
      args: ['tighten', 'log.jsonl', '--write'],
      says: 'the guardrail no of prod would break: GET https://crm.io/',
    },
  ])('$writer: refused as a whole', async ({ guardrail, args, says }) => {
    const cwd = folderWith(guarded(guardrail))
    const files = () => readFileSync(join(cwd, 'policies/dev/crm.yaml'), 'utf8')
    for (const flags of [[], ['--shared']]) {
      const { status, stderr } = await runInProcess([...args, '--target', 'dev-eu', ...flags], { cwd })
      expect([status, files(), stderr]).toEqual([3, CRM, expect.stringContaining(says)])
      expect(stderr).toContain('error shared-file: policies/dev/')
      expect(stderr).not.toContain('pass --shared')
    }
    expect(existsSync(join(cwd, 'policies/dev/tickets.yaml'))).toBe(false)
    // Where nothing is guarded, the same command writes.
    writeFileSync(join(cwd, 'policyctl.yaml'), CONFIG)
    expect(await runInProcess([...args, '--target', 'dev-eu', '--shared'], { cwd })).toMatchObject({
      status: 0,
    })
  })

  test('pull and adopt leave what would, and take the rest', async () => {
    const files = guarded(never('POST', 'https://api.stripe.com/*'))
    const live = {
      payments: OPENED,
      crm: spec('allow GET https://crm.io/v1/*'),
      more: spec('allow POST https://api.stripe.test/v2/*'),
      fine: spec('allow GET https://fine.io/*'),
    }
    const at = await scene(live, files)
    const pulled = await at.json('pull', '--force', '--shared')
    expect(documentSchema('pull')(pulled.document)).toBe(true)
    expect(pulled.document.pulled.map(({ policy }: { policy: string }) => policy)).toEqual(['crm'])
    expect(pulled.document.left).toMatchObject([
      {
        policy: 'payments',
        reason: 'guardrail',
        message: expect.stringContaining(
          'it breaks other targets: the guardrail no of dev-us would break: POST',
        ),
      },
    ])
    const adopted = await at.json('adopt', 'more', 'fine', '--shared')
    expect(documentSchema('adopt')(adopted.document)).toBe(true)
    expect(adopted.document.adopted.map(({ policy }: { policy: string }) => policy)).toEqual(['fine'])
    expect(adopted.document.left).toMatchObject([{ policy: 'more', reason: 'guardrail' }])
    expect(at.text('policies/dev/more.yaml')).toBe(null)
  })
})

describe('no first layer is narrowed below the copy of another target, with --shared neither', () => {
  const WIDE = policy('crm', rule('allow', 'GET', 'https://crm.io/*'))
  const COPY = policy('crm', rule('allow', 'GET', 'https://crm.io/v*'))
  const LAYERED = {
    'policyctl.yaml': `version: 1
policies: policies
targets:
  one: { embedded: .policyctl/one.json, layers: [base] }
  two: { embedded: .policyctl/two.json, layers: [base, two] }
`,
    'policies/base/crm.yaml': WIDE,
    'policies/base/crm-binding.yaml': BINDING,
    'policies/two/crm.yaml': COPY,
    'policies/two/tickets.yaml': policy('tickets', rule('allow', 'GET', 'https://t.io/*')),
    'log.jsonl': '{"method":"GET","url":"https://crm.io/v1/x/1","agent":"crm-agent"}\n',
  }
  const layered = async (live: Readonly<Record<string, Spec>>, files: Record<string, string> = LAYERED) => {
    const cwd = folderWith(files)
    const run = (...args: readonly string[]) => runInProcess(args, { cwd })
    expect(await run('apply', '--yes', '--target', 'one')).toMatchObject({ status: 0 })
    const store = await openEmbeddedStore({
      file: join(cwd, '.policyctl/one.json'),
      endpoint: 'embedded:one',
    })
    const there = new Set((await store.list()).map(({ name }) => name))
    for (const [name, wanted] of Object.entries(live))
      await (there.has(name) ? store.replace({ name, spec: wanted }) : store.create({ name, spec: wanted }))
    await store.close()
    return { cwd, run }
  }

  test.each([
    {
      writer: 'tighten',
      args: ['tighten', 'log.jsonl', '--write'],
      says: 'policies/two/crm.yaml, which two gets, would be wider than policies/base/crm.yaml: GET https://crm.io/v',
    },
    {
      writer: 'translate',
      args: ['translate', 'Allow reading https://t.io/v1/*', '--name', 'tickets'],
      says: 'policies/two/tickets.yaml, which two gets, would be wider than policies/base/tickets.yaml: GET https://t.io/',
    },
  ])('$writer: refused as a whole', async ({ args, says }) => {
    const { cwd, run } = await layered({})
    for (const flags of [[], ['--shared']]) {
      const { status, stderr } = await run(...args, '--target', 'one', ...flags)
      expect([status, stderr]).toEqual([3, expect.stringContaining(says)])
      expect(stderr).toContain('error shared-file: policies/base/')
      expect(stderr).not.toContain('pass --shared')
    }
    expect(readFileSync(join(cwd, 'policies/base/crm.yaml'), 'utf8')).toBe(WIDE)
    expect(existsSync(join(cwd, 'policies/base/tickets.yaml'))).toBe(false)
    expect(await run('lint')).toMatchObject({ status: 0 })
    // A reviewed line of the config lets the copy be wider.
    writeFileSync(
      join(cwd, 'policyctl.yaml'),
      LAYERED['policyctl.yaml'].replace('[base, two]', '[base, two], wider: ["*"]'),
    )
    expect(await run(...args, '--target', 'one')).toMatchObject({ status: 0 })
  })

  test('pull and adopt leave what would, and take the rest', async () => {
    const live = {
      crm: spec('allow GET https://crm.io/v1/*'),
      tickets: spec('allow GET https://t.io/v1/*'),
      fine: spec('allow GET https://fine.io/*'),
    }
    const { cwd, run } = await layered(live)
    const pull = await run('pull', '--force', '--shared', '--target', 'one', '--format', 'json')
    expect([pull.status, JSON.parse(pull.stdout).pulled]).toEqual([3, []])
    expect(JSON.parse(pull.stdout).left).toMatchObject([
      {
        ...{ policy: 'crm', reason: 'guardrail' },
        message: expect.stringContaining('it breaks other targets: policies/two/crm.yaml, which two gets,'),
      },
    ])
    const adopt = await run('adopt', 'tickets', 'fine', '--shared', '--target', 'one', '--format', 'json')
    const { adopted, left } = JSON.parse(adopt.stdout)
    expect(adopted.map(({ policy: name }: { policy: string }) => name)).toEqual(['fine'])
    expect(left).toMatchObject([{ policy: 'tickets', reason: 'guardrail' }])
    expect(readFileSync(join(cwd, 'policies/base/crm.yaml'), 'utf8')).toBe(WIDE)
    expect(await run('lint')).toMatchObject({ status: 0 })
  })

  test('a target that drops a deny is held to it as well', async () => {
    const files = {
      ...LAYERED,
      'policyctl.yaml': LAYERED['policyctl.yaml'].replace('[base, two]', '[base, two], without: [gdpr-*]'),
    }
    const { run } = await layered({ 'gdpr-new': spec('deny GET https://crm.io/export*') }, files)
    const { stdout } = await run('adopt', 'gdpr-new', '--shared', '--target', 'one', '--format', 'json')
    expect(JSON.parse(stdout).left).toMatchObject([
      {
        reason: 'guardrail',
        message: expect.stringContaining(
          'two drops gdpr-new, and would be wider than policies/base/gdpr-new.yaml: GET',
        ),
      },
    ])
  })
})

describe('lint --fix', () => {
  const CASES = policy(
    'crm',
    rule('allow', 'GET', 'https://crm.io/*'),
    rule('allow', 'post', 'https://crm.io/*'),
  )
  const MESSY = {
    ...FILES,
    'policies/base/crm.yaml': CASES,
    'policies/dev/payments.yaml': FILES['policies/dev/payments.yaml'].replace('[GET]', '[GET, get]'),
  }

  test('without --target each file is mended once, for all targets', async () => {
    const cwd = folderWith(MESSY)
    const { stderr } = await runInProcess(['lint', '--fix'], { cwd })
    expect(stderr).toContain('fixed 2 findings in policies/base/crm.yaml')
    expect(readFileSync(join(cwd, 'policies/base/crm.yaml'), 'utf8')).toContain('[GET, POST]')
    expect((await runInProcess(['lint', '--fix'], { cwd })).stderr).not.toContain('fixed')
  })

  test('for one target: files that others get need --shared', async () => {
    const cwd = folderWith(MESSY)
    const refused = await runInProcess(['lint', '--fix', '--target', 'prod'], { cwd })
    expect(refused.status).toBe(3)
    expect(refused.stderr).toContain('dev-eu (same access), dev-us (same access)')
    expect(readFileSync(join(cwd, 'policies/base/crm.yaml'), 'utf8')).toBe(CASES)
    const { status } = await runInProcess(['lint', '--fix', '--target', 'prod', '--shared'], { cwd })
    expect(status).toBe(0)
    expect(readFileSync(join(cwd, 'policies/base/crm.yaml'), 'utf8')).toContain('[GET, POST]')
  })
})
