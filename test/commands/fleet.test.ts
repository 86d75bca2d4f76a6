/** Layers, maps and questions for several targets, from the command line. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { baselineText, entryFor } from '../../src/lint/baseline.ts'
import { contentsIn } from '../../src/lint/item-content.ts'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'
import { repositoryWith } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const policy = (name: string, rules: string): string => `name: ${name}\nspec:\n  policies:\n${rules}`
const GET = '    - permission: allow\n      operations: [GET]\n      resource: https://api.stripe.com/*\n'
const DENY =
  '    - permission: deny\n      operations: [GET]\n      resource: https://mail.acme.example/export*\n'
const CONFIG = `version: 1
targets:
  dev-eu: { embedded: .policyctl/dev-eu.json, layers: [base, dev], map: { hosts: { api.stripe.com: api.stripe.test } } }
  dev-us: { embedded: .policyctl/dev-us.json, layers: [base, dev] }
  prod: { embedded: .policyctl/prod.json, layers: [base] }
guardrails:
  - { name: no-writes, on: { operations: [POST], resource: "https://api.stripe.com/*" }, never: allow }
`
const FILES = {
  'policyctl.yaml': CONFIG,
  'policies/base/payments.yaml': policy('payments', GET),
  'policies/base/mail.yaml': policy('mail', DENY),
  'policies/dev/payments.yaml': `# replaces 0123456789ab\n${policy('payments', GET.replace('/*', '/v1/*'))}`,
  'policies/base/payments.test.yaml':
    'tests:\n  - policies: [payments]\n    request: GET https://api.stripe.com/v1/charges\n    expect: allow\n',
}

const json = async (args: readonly string[], cwd: string, env = {}) => {
  const { status, stdout } = await runInProcess([...args, '--format', 'json'], { cwd, env })
  return { status, document: JSON.parse(stdout) }
}
const isSeveral = documentSchema('several')
const isRender = documentSchema('render')

test('render: the file of each policy, what it replaces, what the map made of it', async () => {
  const cwd = folderWith(FILES)
  const { status, document } = await json(['render', '--target', 'dev-eu'], cwd)
  expect([status, isRender(document)]).toEqual([0, true])
  expect(document.targets[0].policies[1]).toEqual({
    policy: 'payments',
    file: 'policies/dev/payments.yaml',
    line: 2,
    layer: 'dev',
    replaces: 'policies/base/payments.yaml',
    mapped: [{ from: 'api.stripe.com', to: 'api.stripe.test' }],
    spec: {
      policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://api.stripe.test/v1/*' }],
    },
  })
})

test('render --out: policy files that say the same, with the comment of a copy; never over what is there', async () => {
  const cwd = folderWith(FILES)
  expect((await runInProcess(['render', '--out', 'out'], { cwd })).status).toBe(0)
  const text = readFileSync(join(cwd, 'out/dev-eu/payments.yaml'), 'utf8')
  expect(text).toContain('# replaces 0123456789ab\n')
  expect(text).toContain('https://api.stripe.test/v1/*')
  expect(await runInProcess(['render', '--out', 'out'], { cwd })).toMatchObject({ status: 4 })
  for (const [out, words] of [
    ['policyctl.yaml', 'error file-unwritable: '],
    ['policyctl.yaml/x', 'error file-unwritable: '],
    ['policies', 'error usage: policies is in the folder of the policies'],
    ['policies/base/x', 'error usage: policies/base/x is in the folder of the policies'],
  ] as const)
    expect([out, await runInProcess(['render', '--out', out], { cwd })]).toEqual([
      out,
      expect.objectContaining({ status: 4, stderr: expect.stringContaining(words) }),
    ])
  const { document } = await json(['diff', 'target:dev-eu', 'dir:out/dev-eu'], cwd)
  expect([document.changes, document.access]).toEqual([[], []])
})

test.each(['prdo', 'prod,dev-eu'])(
  '--target %s names no target, whether targets have layers or not',
  async (name) => {
    const { status, stderr } = await runInProcess(['lint', '--target', name], { cwd: folderWith(FILES) })
    expect([status, stderr]).toEqual([
      4,
      expect.stringContaining(`target-unknown: there is no target '${name}' in policyctl.yaml`),
    ])
  },
)

test('targets: layers and counts', async () => {
  const { document } = await json(['targets'], folderWith(FILES))
  expect(
    document.targets.map((one: { layers: string[]; policies: number }) => [one.layers, one.policies]),
  ).toEqual([
    [['base', 'dev'], 2],
    [['base', 'dev'], 2],
    [['base'], 2],
  ])
})

test('lint and test without --target mean all; targets of equal access are one group, mapped or not', async () => {
  const cwd = folderWith(FILES)
  for (const command of ['lint', 'test']) {
    const { status, document } = await json([command], cwd)
    expect([status, isSeveral(document)]).toEqual([0, true])
    expect(document.targets.map(({ target }: { target: string }) => target)).toEqual([
      'dev-eu',
      'dev-us',
      'prod',
    ])
  }
  const { document } = await json(['plan', '--target', '*'], cwd)
  expect(document.groups).toEqual([{ targets: ['dev-eu', 'dev-us'] }, { targets: ['prod'] }])
})

test('a wider copy: refused by lint and plan with a witness, for the one target', async () => {
  const wide = policy('payments', GET.replace('GET', 'GET, POST'))
  const cwd = folderWith({ ...FILES, 'policies/dev/payments.yaml': wide })
  const { status, document } = await json(['lint'], cwd)
  expect(status).toBe(1)
  const errors = document.targets.map(
    (one: { document: { findings: { check: string; severity: string }[] } }) =>
      one.document.findings.filter(({ severity }) => severity === 'error').map(({ check }) => check),
  )
  expect(errors).toEqual([['guardrail', 'wider-layer'], ['guardrail', 'wider-layer'], []])
  expect((await json(['plan', '--target', 'dev-us'], cwd)).status).toBe(1)
  expect((await json(['plan', '--target', 'prod'], cwd)).status).toBe(0)
  const { stdout } = await runInProcess(['lint', '--target', 'dev-eu'], { cwd })
  expect(stdout).toContain('e.g. POST https://api.stripe.test/')
  expect(stdout).toContain('(in dev-eu api.stripe.com is api.stripe.test)')
})

test('a without that drops a deny is wider, until wider names it', async () => {
  const without = CONFIG.replace('layers: [base] }', 'layers: [base], without: [mail] }')
  const cwd = folderWith({ ...FILES, 'policyctl.yaml': without })
  const { status, document } = await json(['lint', '--target', 'prod'], cwd)
  expect([
    status,
    document.findings.filter(({ check }: { check: string }) => check === 'wider-layer').length,
  ]).toEqual([1, 1])
  const lifted = folderWith({
    ...FILES,
    'policyctl.yaml': without.replace('[mail] }', '[mail], wider: [mail] }'),
  })
  expect((await json(['lint', '--target', 'prod'], lifted)).status).toBe(0)
})

test.each<[string, readonly string[], string, Record<string, string>]>([
  ['no match', ['plan', '--target', 'x-*'], 'matches no target', {}],
  [
    'a glob never means an embedded one in CI',
    ['lint', '--target', '*'],
    'only embedded targets',
    { CI: 'true' },
  ],
  ['a name beside that is not there', ['lint', '--target', 'prod', '--target', 'prd'], "no target 'prd'", {}],
  ['a command about one target', ['pull', '--target', '*'], 'is a glob, and pull takes one target', {}],
  [
    'a command about one target, and three named',
    ['rollback', '--yes', '--target', 'prod', '--target=dev-eu', '--target', 'dev-us'],
    'error usage: --target is given 3 times, and rollback takes one target\n',
    {},
  ],
  [
    'a plan file is of one',
    ['plan', '--target', '*', '--out', 'p.json'],
    '--out works with one target only',
    {},
  ],
  ['sarif is of one', ['lint', '--format', 'sarif'], '--format sarif works with one target only', {}],
  [
    'nothing chooses one',
    ['who-can', 'GET', '*'],
    'no target is chosen, so the files to use are not known',
    {},
  ],
])('%s: 4', async (_name, args, words, env) => {
  const { status, stderr } = await runInProcess(args, { cwd: folderWith(FILES), env })
  expect(stderr).toContain(words)
  expect(status).toBe(4)
})

test('the last line says nothing of errors in the files of targets that have none', async () => {
  const cwd = folderWith({
    ...FILES,
    'policyctl.yaml': CONFIG.replace('layers: [base] }', 'layers: [bse] }'),
  })
  const { status, stdout } = await runInProcess(['lint'], { cwd })
  expect(status).toBe(4)
  expect(stdout.split('\n').at(-2)).toBe('3 targets, 2 outcomes, 1 with an exit status other than 0')
})

test('a misspelt layer is no empty target', async () => {
  const cwd = folderWith({
    ...FILES,
    'policyctl.yaml': CONFIG.replace('layers: [base] }', 'layers: [bse] }'),
  })
  const { status, document } = await json(['lint'], cwd)
  expect(status).toBe(4)
  expect(document.targets[2].error.message).toContain('target prod has the layer bse, and there is no folder')
  expect(document.targets[0].exitStatus).toBe(0)
})

test.each([
  ['embedded', '{ embedded: ./a.json }', '{ embedded: a.json }'],
  [
    'URL',
    '{ endpoint: "https://acme.runagents.io" }',
    '{ endpoint: "https://ACME.runagents.io:443/api/v1/" }',
  ],
  [
    'namespace',
    '{ endpoint: "https://api.runagents.io" }',
    '{ endpoint: "https://api.runagents.io/api", namespace: default }',
  ],
])('two targets on one workspace, in any spelling of its %s: refused', async (_name, one, other) => {
  const cwd = folderWith({
    'policyctl.yaml': `version: 1\ntargets:\n  a: ${one}\n  b: ${other}\n`,
    'policies/x.yaml': policy('x', GET),
  })
  const { status, stderr } = await runInProcess(['lint'], { cwd })
  expect([status, stderr]).toEqual([
    4,
    expect.stringContaining('policyctl.yaml:4:3 targets.b: is the workspace of a'),
  ])
})

test('a guardrail and a ceiling of a set hold with the names of the target', async () => {
  const ceiling = `${CONFIG}  - { name: lid, atMost: "layer:base", targets: [dev-*] }\n`
  const cwd = folderWith({ ...FILES, 'policyctl.yaml': ceiling })
  const { document } = await json(['lint', '--target', 'dev-eu'], cwd)
  expect(
    document.guardrails.map(({ name, result }: { name: string; result: string }) => [name, result]),
  ).toEqual([
    ['no-writes', 'proven'],
    ['lid', 'proven'],
  ])
  const prod = await json(['lint', '--target', 'prod'], cwd)
  expect(prod.document.guardrails.length).toBe(1)
})

test('a ceiling of a target: its own files, in the names of whoever is held against them', async () => {
  const lid = `${CONFIG}  - { name: lid, atMost: "target:prod", targets: [dev-*] }\n`
  const cwd = folderWith({ ...FILES, 'policyctl.yaml': lid })
  const lidOf = async (folder: string) => {
    const { status, document } = await json(['lint', '--target', 'dev-eu'], folder)
    return { status, lid: document.guardrails.find(({ name }: { name: string }) => name === 'lid') }
  }
  expect(await lidOf(cwd)).toMatchObject({ status: 0, lid: { result: 'proven' } })
  // The copy of dev reaches more than the original in prod, under the host that dev-eu has for it.
  const wider = `# replaces 0123456789ab\n${policy('payments', GET.replace('[GET]', '[GET, PUT]'))}`
  const broken = await lidOf(
    folderWith({ ...FILES, 'policyctl.yaml': lid, 'policies/dev/payments.yaml': wider }),
  )
  expect(broken).toMatchObject({
    status: 1,
    lid: {
      result: 'violated',
      counterexample: { method: 'PUT', url: expect.stringContaining('https://api.stripe.test/') },
    },
  })
  // A policy that prod does not have is more than prod allows too.
  const more = { 'policies/dev/more.yaml': policy('more', GET.replace('api.stripe.com', 'api.dev.example')) }
  const added = await lidOf(folderWith({ ...FILES, ...more, 'policyctl.yaml': lid }))
  expect(added).toMatchObject({
    status: 1,
    lid: {
      result: 'violated',
      counterexample: { method: 'GET', url: expect.stringContaining('https://api.dev.example/') },
    },
  })
})

describe('files that are named and that a target does not get', () => {
  test('lint of one target says so, and does not call them clean', async () => {
    const { status, stderr } = await runInProcess(['lint', 'policies/dev', '--target', 'prod'], {
      cwd: folderWith(FILES),
    })
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('prod gets no file of policies/dev: its layers are base'),
    ])
  })

  test('lint of a file in no layer finds just that', async () => {
    const cwd = folderWith({ ...FILES, 'policies/lost/x.yaml': policy('x', GET) })
    const { document } = await json(['lint', 'policies/lost/x.yaml'], cwd)
    for (const { document: own } of document.targets)
      expect(own.findings.map(({ check }: { check: string }) => check)).toEqual(['untargeted-file'])
  })

  test('lint of a file in no layer tells the errors inside it too, and of that file only', async () => {
    const broken = policy('x', GET).replace('permission', 'permision')
    const cwd = folderWith({ ...FILES, 'policies/lost/x.yaml': broken })
    for (const [args, has] of [
      [['lint', 'policies/lost/x.yaml'], true],
      [['lint', 'policies/lost/x.yaml', '--target', 'prod'], true],
      [['lint'], true],
      [['lint', 'policies/base'], false],
    ] as const) {
      const { status, document } = await json(args, cwd)
      const all = 'targets' in document ? document.targets : [{ document }]
      expect([args, status]).toEqual([args, has ? 1 : 0])
      for (const { document: own } of all) {
        const found = own.findings.filter(({ file }: { file: string }) => file === 'policies/lost/x.yaml')
        const checks = found.map(({ check }: { check: string }) => check)
        expect([
          args,
          found.some(({ severity }: { severity: string }) => severity === 'error'),
          checks.includes('untargeted-file'),
        ]).toEqual([args, has, has])
      }
    }
  })
})

test('a side that is none is told once, and not by each target', async () => {
  const { status, stdout, stderr } = await runInProcess(['diff', 'target:'], { cwd: folderWith(FILES) })
  expect([status, stdout]).toEqual([4, ''])
  expect(stderr.split("'target:' is not a side").length).toBe(2)
})

test('a name in an override that no policy has is told, and lifts nothing', async () => {
  const cwd = folderWith(FILES)
  const args = ['apply', '--yes', '--target', 'prod', '--overwrite-live=paymets', '--drop-fields=mail']
  const { status, stderr } = await runInProcess(args, { cwd })
  expect(status).toBe(0)
  expect(stderr).toContain('--overwrite-live=paymets lifts nothing')
  expect(stderr).toContain('did you mean payments?')
  expect(stderr).not.toContain('--drop-fields')
})

test('such a name is told once by an apply to several, which plans each target twice', async () => {
  const args = ['apply', '--yes', '--target', '*', '--overwrite-live=prod:paymets']
  const { status, stderr } = await runInProcess(args, { cwd: folderWith(FILES) })
  expect(status).toBe(0)
  expect(stderr.match(/.*lifts nothing.*/g)).toEqual([
    expect.stringContaining('prod: --overwrite-live=paymets lifts nothing'),
  ])
})

test('a plan of several targets names the waves of the config', async () => {
  const cwd = folderWith({ ...FILES, 'policyctl.yaml': `${CONFIG}rollout: [[dev-*], [prod]]\n` })
  const { stdout } = await runInProcess(['plan', '--target', '*'], { cwd })
  expect(stdout).toContain(
    '== SAME IN 2   dev-* (2)\napi.stripe.com is api.stripe.test in dev-eu\nas in dev-eu   embedded:',
  )
  expect(stdout).toContain('2 to create in each of 2 targets.')
  expect(stdout).toContain('2 to create in prod.')
  expect(stdout.endsWith('3 targets: 3 to change. Waves: dev-* → prod\n')).toBe(true)
})

describe('a plan of many targets', () => {
  const MANY = `${CONFIG.replace(
    / {2}dev-us:.*\n/,
    '  dev-us: { embedded: .policyctl/dev-us.json, layers: [base, dev], map: { hosts: { api.stripe.com: us.stripe.test, mail.acme.example: mail.test } } }\n',
  )}rollout: [[dev-*], [prod]]\n`
  const applied = async () => {
    const cwd = repositoryWith({ ...FILES, 'policyctl.yaml': MANY, '.gitignore': '.policyctl/\n' })
    expect((await runInProcess(['apply', '--yes', '--target', '*'], { cwd })).status).toBe(0)
    return cwd
  }

  test('the files are told once, and a group that changes nothing is one line', async () => {
    const cwd = await applied()
    const { stdout } = await runInProcess(['plan', '--target', '*'], { cwd })
    expect(stdout.replace(/· [0-9a-f]{7} /, '· COMMIT ')).toBe(`3 targets · COMMIT clean

== SAME IN 3   dev-* (2) prod   no change: 2 unchanged; guardrails 1 of 1 proven

3 targets: 3 unchanged. Waves: dev-* → prod
`)
    const verbose = await runInProcess(['plan', '--target', '*', '--verbose'], { cwd })
    expect(verbose.stdout).toContain('as in dev-eu   embedded:')
    const { stdout: text } = await runInProcess(['plan', '--target', '*', '--format', 'markdown'], { cwd })
    expect(text).toMatch(
      /^\*\*3 targets\*\* · [0-9a-f]{7} clean\n\n# SAME IN 3 {3}dev-\* \(2\) prod: no change: 2/,
    )
  })

  test('what is blocked says so in its heading, and what a group calls otherwise is told where it is shown', async () => {
    const cwd = await applied()
    const wide = policy('payments', GET.replace('[GET]', '[GET, POST]'))
    writeFileSync(join(cwd, 'policies/dev/payments.yaml'), `# replaces 0123456789ab\n${wide}`)
    writeFileSync(
      join(cwd, 'policyctl.yaml'),
      MANY.replaceAll('layers: [base, dev]', 'layers: [base, dev], wider: [payments]'),
    )
    const { status, stdout } = await runInProcess(['plan', '--target', '*'], { cwd })
    expect(status).toBe(3)
    const [head, heading, mapped, ...rest] = stdout.split('\n').filter((line) => line !== '')
    expect(head).toMatch(
      /^3 targets · [0-9a-f]{7} with uncommitted changes \(policies\/dev\/payments.yaml, policyctl.yaml\)$/,
    )
    expect(heading).toBe('== SAME IN 2   dev-* (2)   BLOCKED: guardrail')
    // The host of the mail is mapped, too, and this plan has nothing to do with it.
    expect([mapped, rest[0]?.split('   ')[0]]).toEqual([
      'api.stripe.com is api.stripe.test in dev-eu; us.stripe.test in dev-us',
      'as in dev-eu',
    ])
    expect(stdout).toContain('\n== ONLY prod   no change: 2 unchanged; guardrails 1 of 1 proven\n')
    const { stdout: text } = await runInProcess(['plan', '--target', '*', '--format', 'markdown'], { cwd })
    expect(text).toContain(
      ': BLOCKED: guardrail\n\n- `api.stripe.com` is `api.stripe.test` in dev-eu; `us.stripe.test` in dev-us\n\n## ',
    )
  })

  test('a live edit is no quiet group, though nothing is to be written', async () => {
    const cwd = await applied()
    const file = join(cwd, '.policyctl/prod.json')
    const live = readFileSync(file, 'utf8').replace(
      'https://mail.acme.example/export*',
      'https://mail.acme.example/*',
    )
    writeFileSync(file, live)
    const { stdout } = await runInProcess(['plan', '--target', '*'], { cwd })
    expect(stdout).toContain('== SAME IN 2   dev-* (2)   no change')
    expect(stdout).toMatch(/== ONLY prod[^\n]*\nprod {3}embedded:[^\n]*\n[^\n]*mail/)
  })
})

describe('a first plan of many targets counts what it opens, and shows the riskiest', () => {
  const allow = (name: string, host: string) =>
    JSON.stringify({
      name,
      spec: { policies: [{ permission: 'allow', operations: ['GET'], resource: `https://${host}/*` }] },
    })
  const NAMES = ['p1', 'p2', 'p3', 'p4', 'p5']
  const fleet = () =>
    folderWith({
      'policyctl.yaml': `version: 1
targets:
  one: { embedded: .policyctl/one.json, layers: [base, one] }
  two: { embedded: .policyctl/two.json, layers: [base, two] }
`,
      ...Object.fromEntries(NAMES.map((name) => [`policies/base/${name}.json`, allow(name, `${name}.io`)])),
      'policies/one/own.json': allow('own', 'one.io'),
      'policies/two/own.json': allow('own', 'two.io'),
    })
  const plan = async (cwd: string, ...flags: readonly string[]) =>
    (await runInProcess(['plan', '--target', '*', ...flags], { cwd })).stdout

  test('until something is live; --verbose and the document have all', async () => {
    const cwd = fleet()
    const text = await plan(cwd)
    expect(
      text.match(/ACCESS {3}6 policies .* · nothing is live yet: the first apply opens 6 regions$/gm),
    ).toHaveLength(2)
    expect(text.match(/▲ WIDER/g)).toHaveLength(6)
    expect(text.match(/^and 3 more regions: 3 wider \(--verbose\)$/gm)).toHaveLength(2)
    for (const name of NAMES) expect(text).toMatch(new RegExp(`^ *\\d \\+ +${name} `, 'm'))
    expect((await plan(cwd, '--verbose')).match(/▲ WIDER/g)).toHaveLength(12)
    const { document } = await json(['plan', '--target', '*'], cwd)
    expect(
      document.targets.map((one: { document: { access: unknown[] } }) => one.document.access.length),
    ).toEqual([6, 6])
  })

  test('a plan of one target shows all, and so does one of targets that are live', async () => {
    const cwd = fleet()
    const alone = (await runInProcess(['plan', '--target', 'one'], { cwd })).stdout
    expect(alone.match(/▲ WIDER/g)).toHaveLength(6)
    const policies = [
      { name: 'other', spec: { policies: [{ permission: 'allow', resource: 'https://o.io/*' }] } },
    ]
    for (const name of ['one', 'two'])
      writeFiles(cwd, {
        [`.policyctl/${name}.json`]: JSON.stringify({ formatVersion: 1, policies, bindings: [] }),
      })
    const text = await plan(cwd)
    expect([text.match(/▲ WIDER/g)?.length, text.includes('nothing is live yet')]).toEqual([12, false])
  })
})

test('two targets are compared in the names of the second one, and the names are told', async () => {
  const cwd = folderWith(FILES)
  const { document } = await json(['diff', 'target:dev-eu', 'target:prod'], cwd)
  expect(documentSchema('diff')(document)).toBe(true)
  expect(document.mapped).toEqual([{ from: 'api.stripe.test', to: 'api.stripe.com' }])
  // The copy of dev is narrower; that the host is another one is no difference.
  expect(document.changes).toMatchObject([
    {
      policy: 'payments',
      fields: [{ before: 'https://api.stripe.com/v1/*', after: 'https://api.stripe.com/*' }],
    },
  ])
  const back = await json(['diff', 'target:prod', 'target:dev-eu'], cwd)
  expect(back.document.access[0].witness.url).toContain('https://api.stripe.test/')
  const { stdout } = await runInProcess(['diff', 'target:dev-eu', 'target:prod'], { cwd })
  expect(stdout).toContain('in the names of the second target: api.stripe.test is api.stripe.com\n')
  expect((await json(['diff', 'target:dev-eu', 'target:dev-us'], cwd)).document.changes).toEqual([])
})

describe('replay between two targets', () => {
  const BOUND = `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: payments }
spec: { policyRef: { name: payments }, subjects: [{ kind: ServiceAccount, name: bot }] }
`
  const call = (url: string) => `${JSON.stringify({ method: 'GET', url, agent: 'bot' })}\n`
  const folder = (hosts: readonly string[], config = CONFIG) =>
    folderWith({
      ...FILES,
      'policyctl.yaml': config,
      'policies/base/binding.yaml': BOUND,
      'log.jsonl': hosts
        .flatMap((host) => [call(`https://${host}/v1/a`), call(`https://${host}/v2/b`)])
        .join(''),
    })
  const replay = ['replay', 'log.jsonl', '--from', 'target:dev-eu', '--to', 'target:prod']

  test('a log of either workspace comes to the same, in the names of the second', async () => {
    const answers = []
    for (const host of ['api.stripe.test', 'API.stripe.com']) {
      const { status, document } = await json(replay, folder([host]))
      expect([status, documentSchema('replay')(document)]).toEqual([0, true])
      answers.push({ ...document, log: null })
    }
    expect(answers[0]).toEqual(answers[1])
    // Both allow /v1; the copy of dev does not have /v2.
    expect(answers[0]).toMatchObject({
      unchanged: 1,
      changes: [{ before: 'deny', after: 'allow', calls: 1 }],
      rules: [{ policy: 'payments', calls: 2 }, expect.anything()].reverse(),
      mapped: [{ from: 'api.stripe.test', to: 'api.stripe.com' }],
    })
  })

  test('a log of both is one log, and the names are told', async () => {
    const cwd = folder(['api.stripe.test', 'api.stripe.com'])
    const { stdout } = await runInProcess(replay, { cwd })
    expect(stdout).toContain('in the names of the second target: api.stripe.test is api.stripe.com\n')
    expect(stdout).toContain('2 calls')
    const markdown = await runInProcess([...replay, '--format', 'markdown'], { cwd })
    expect(markdown.stdout).toContain('in the names of the second target')
  })

  test('a name that means one thing to each of them is refused', async () => {
    const swapped = CONFIG.replace(
      'dev-us: { embedded: .policyctl/dev-us.json, layers: [base, dev] }',
      'dev-us: { embedded: .policyctl/dev-us.json, layers: [base, dev], map: { hosts: { api.stripe.com: mail.acme.example, mail.acme.example: api.stripe.test } } }',
    )
    const cwd = folder(['api.stripe.test'], swapped)
    const args = ['replay', 'log.jsonl', '--from', 'target:dev-eu', '--to', 'target:dev-us']
    const { status, stderr } = await runInProcess(args, { cwd })
    expect(status).toBe(4)
    expect(stderr).toContain('error usage: api.stripe.test means different things in dev-eu and dev-us')
  })
})

describe('what one target calls otherwise is compared only where nobody has to guess', () => {
  const allow = (name: string, resource: string): string =>
    `name: ${name}\nspec: { policies: [{ permission: allow, operations: [GET], resource: "${resource}" }] }\n`
  const folder = (own: Readonly<Record<string, string>>, maps: readonly [string, string]) =>
    folderWith({
      'policyctl.yaml': `version: 1
targets:
  one: { embedded: .policyctl/one.json, layers: [base, one]${maps[0]} }
  two: { embedded: .policyctl/two.json, layers: [base, two]${maps[1]} }
`,
      'policies/base/p.yaml': allow('p', 'https://a.io/*'),
      'policies/one/r.yaml': allow('r', 'https://elsewhere.example/*'),
      'policies/two/r.yaml': allow('r', 'https://elsewhere.example/*'),
      ...own,
      'log.jsonl': `${JSON.stringify({ method: 'GET', url: 'https://x.test/1', agent: 'ns/ag' })}\n`,
    })
  const X = ', map: { hosts: { a.io: x.test } }'
  const Y = ', map: { hosts: { a.io: y.test } }'
  const run = async (cwd: string, from: string, to: string) =>
    Promise.all(
      [
        ['diff', `target:${from}`, `target:${to}`],
        ['replay', 'log.jsonl', '--from', `target:${from}`, '--to', `target:${to}`],
      ].map(async (args) => {
        const { status, stderr } = await runInProcess(args, { cwd })
        return status === 4 ? stderr.split('\n')[0] : status
      }),
    )
  const star = (name: string, pattern: string) => ({ [`policies/${name}/r.yaml`]: allow('r', pattern) })

  test.each<
    [string, Readonly<Record<string, string>>, readonly [string, string], string | null, string | null]
  >([
    ['no pattern', {}, [X, Y], null, null],
    ['a pattern for every host', star('two', 'https://*/*'), [X, Y], null, null],
    [
      "a pattern of the second that reaches the first's name",
      star('two', 'https://x*/*'),
      [X, Y],
      'x.test in one is y.test in two, and https://x*/* does not',
      'y.test in two is x.test in one, and https://x*/* does not',
    ],
    ['a pattern that reaches neither', star('two', 'https://*.example/*'), [X, Y], null, null],
    [
      'a pattern with several stars',
      star('two', 'https://*x*t/*'),
      [X, ''],
      'x.test in one is a.io in two, and https://*x*t/* does not',
      'a.io in two is x.test in one, and https://*x*t/* does not',
    ],
    [
      "a pattern for the second's name alone",
      star('two', 'https://*.prod.io/*'),
      [X, ', map: { hosts: { a.io: b.prod.example } }'],
      null,
      null,
    ],
    [
      'a map that makes two hosts one',
      { 'policies/one/r.yaml': allow('r', 'https://x.test/*') },
      [X, ''],
      'the map of one makes two hosts one',
      'the map of one makes two hosts one',
    ],
    [
      'a map that would have to change a pattern',
      star('one', 'https://x*/*'),
      [X, ''],
      'the map of one would have to change the host x.test',
      'the map of one would have to change the host x.test',
    ],
    ['an ambiguous map where both call all alike', star('one', 'https://x*/*'), [X, X], null, null],
  ])('%s', async (_what, own, maps, there, back) => {
    const cwd = folder(own, maps)
    for (const [from, to, refusal] of [
      ['one', 'two', there],
      ['two', 'one', back],
    ] as const) {
      const wanted = refusal === null ? 0 : expect.stringContaining(refusal)
      expect([from, await run(cwd, from, to)]).toEqual([from, [wanted, wanted]])
    }
  })

  test('the second side is held against the guardrails of its own target, in its names', async () => {
    const cwd = folder({}, [X, ''])
    writeFileSync(
      join(cwd, 'policyctl.yaml'),
      `${readFileSync(join(cwd, 'policyctl.yaml'), 'utf8')}guardrails:
  - { name: of-all, on: { resource: "https://a.io/*" }, never: allow }
  - { name: of-two, on: { resource: "https://a.io/*" }, never: allow, targets: [two] }
`,
    )
    const policies = [
      { name: 'p', spec: { policies: [{ permission: 'allow', resource: 'https://x.test/*' }] } },
    ]
    for (const name of ['one', 'two'])
      writeFiles(cwd, {
        [`.policyctl/${name}.json`]: JSON.stringify({ formatVersion: 1, policies, bindings: [] }),
      })
    const results = async (from: string, to: string) => {
      const { document } = await json(['diff', from, to], cwd)
      return document.guardrails.map(({ name, result }: { name: string; result: string }) => [name, result])
    }
    // Only the first calls a.io x.test.
    expect(await results('live:two', 'live:one')).toEqual([['of-all', 'violated']])
    expect(await results('live:one', 'live:two')).toEqual([
      ['of-all', 'proven'],
      ['of-two', 'proven'],
    ])
  })
})

describe('a name of its own in one target that the other has for something else is refused, by diff and replay', () => {
  const allow = (resource: string, approval = ''): string =>
    `name: p\nspec:\n  policies:\n    - permission: ${approval === '' ? 'allow' : 'approval_required'}\n      operations: [GET]\n      resource: ${resource}\n${approval}`
  const asks = (approvers: string, connector = 'slack'): string =>
    allow(
      'https://b.io/*',
      `  approvals:\n    - resource: https://b.io/*\n      approvers: { groups: [${approvers}] }\n      delivery: { connectors: [${connector}] }\n`,
    )
  const tool = (id: string): string =>
    allow(
      'https://b.io/*',
      `  approvals:\n    - toolIds: [${id}]\n      approvers: { groups: [g] }\n      delivery: { connectors: [slack] }\n`,
    )

  test.each([
    ['hosts', allow('https://a.io/*'), allow('https://x.io/*'), 'a.io', 'x.io'],
    ['groups', asks('legal'), asks('crew'), 'legal', 'crew'],
    ['connectors', asks('g', 'mail'), asks('g', 'pager'), 'mail', 'pager'],
    ['tools', tool('send'), tool('post'), 'send', 'post'],
  ])('%s', async (kind, shared, own, name, here) => {
    const config = `version: 1
policies: policies
targets:
  one: { embedded: .policyctl/one.json, layers: [base], map: { ${kind}: { ${name}: ${here} } } }
  two: { embedded: .policyctl/two.json, layers: [base, two] }
`
    const files = {
      'policyctl.yaml': config,
      'policies/base/p.yaml': shared,
      'policies/two/q.yaml': own.replace('name: p', 'name: q'),
      'log.jsonl': `${JSON.stringify({ method: 'GET', url: 'https://x.io/1', agent: 'ns/ag' })}\n`,
      'policies/base/binding.yaml': `apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: p }
spec: { policyRef: { name: p }, subjects: [{ kind: ServiceAccount, name: ag, namespace: ns }] }
`,
    }
    const cwd = folderWith(files)
    // Without the policy of its own, the same pair is compared.
    const plain = folderWith({
      ...files,
      'policies/two/q.yaml':
        'name: q\nspec: { policies: [{ permission: deny, operations: [GET], resource: "https://z.io/*" }] }\n',
    })
    for (const [from, to] of [
      ['target:one', 'target:two'],
      ['target:two', 'target:one'],
    ] as const)
      for (const args of [
        ['diff', from, to],
        ['replay', 'log.jsonl', '--from', from, '--to', to],
      ]) {
        const { status, stderr } = await runInProcess(args, { cwd })
        const [first, second] = [from, to].map((side) => side.replace('target:', ''))
        expect([status, stderr]).toEqual([
          4,
          expect.stringContaining(`error usage: ${here} means different things in ${first} and ${second}`),
        ])
        expect(await runInProcess(args, { cwd: plain })).toMatchObject({ status: 0 })
      }
  })
})

test('lint counts the files of one target, and not those of the first for a group', async () => {
  const cwd = folderWith({
    'policyctl.yaml': `version: 1
policies: policies
targets:
  one: { embedded: .policyctl/one.json, layers: [base] }
  two: { embedded: .policyctl/two.json, layers: [base, two] }
`,
    'policies/base/p.yaml':
      'name: p\nspec: { policies: [{ permission: deny, operations: [GET], resource: "https://a.io/*" }] }\n',
    'policies/two/q.yaml':
      'name: q\nspec: { policies: [{ permission: deny, operations: [GET], resource: "https://b.io/*" }] }\n',
  })
  const { stdout } = await runInProcess(['lint'], { cwd })
  expect(stdout).toMatch(/^== SAME IN 2 [^\n]*\nno findings in each of 2 targets\n/)
  expect((await runInProcess(['lint', '--target', 'two'], { cwd })).stdout).toBe(
    'no findings in 2 policies in 2 files\n',
  )
})

test('a saved plan of another target is said to be that, whatever the map makes of the files', async () => {
  const cwd = folderWith(FILES)
  expect(await runInProcess(['plan', '--target', 'dev-eu', '--out', 'p.json'], { cwd })).toMatchObject({
    status: 0,
  })
  const { status, stderr } = await runInProcess(['apply', 'p.json', '--target', 'dev-us', '--yes'], { cwd })
  expect([status, stderr]).toEqual([
    3,
    expect.stringContaining("error plan-target: the plan is for 'dev-eu'"),
  ])
})

test('a cause points at the line of the file and says what the map made of it', async () => {
  const cwd = folderWith(FILES)
  const place = 'policies/dev/payments.yaml:5 (api.stripe.com in the file is api.stripe.test in this target)'
  const plan = await runInProcess(['plan', '--target', 'dev-eu'], { cwd })
  expect(plan.stdout).toContain(place)
  const request = ['explain', 'GET', 'https://api.stripe.test/v1/x', '--policy', 'payments']
  const side = ['--side', 'target:dev-eu']
  expect((await runInProcess([...request, ...side], { cwd })).stdout).toContain(place)
  const { document } = await json([...request, ...side], cwd)
  expect(documentSchema('explain')(document)).toBe(true)
  expect(document.because).toEqual([
    {
      policy: 'payments',
      rule: 0,
      file: 'policies/dev/payments.yaml',
      line: 5,
      mapped: [{ from: 'api.stripe.com', to: 'api.stripe.test' }],
    },
  ])
  const who = await runInProcess(['who-can', 'GET', 'https://api.stripe.test/*', ...side], { cwd })
  expect(who.stdout).toContain(place)
})

describe('a map that makes two groups one', () => {
  const ASKS = `${policy('asks', GET.replace('allow', 'approval_required'))}  approvals:
    - { approvers: { groups: [finance] } }
    - { resource: "https://a.io", approvers: { groups: [legal] } }
`
  const config = (own: string) =>
    `version: 1\ntargets:\n  dev: { embedded: .policyctl/d.json, layers: [base]${own}, map: { groups: { finance: self, legal: self } } }\n`
  const errorsWith = async (own: string) => {
    const cwd = folderWith({ 'policyctl.yaml': config(own), 'policies/base/asks.yaml': ASKS })
    const { document } = await json(['lint', '--target', 'dev'], cwd)
    return document.findings.flatMap(({ check, message }: { check: string; message: string }) =>
      check === 'ambiguous-map' ? [message] : [],
    )
  }

  test('is an error', async () => {
    expect(await errorsWith('')).toEqual([
      expect.stringContaining(
        'finance and legal both become self, and asks is not listed in wider'.replace(
          'finance and legal',
          'legal and finance',
        ),
      ),
    ])
  })

  test('unless wider lists the policies that name them', async () => {
    expect(await errorsWith(', wider: [asks]')).toEqual([])
  })
})

test('fmt keeps the comment that says what a copy replaces', async () => {
  const messy = FILES['policies/dev/payments.yaml'].replace('spec:', 'spec:   ')
  const cwd = folderWith({ ...FILES, 'policies/dev/payments.yaml': messy })
  expect((await runInProcess(['fmt'], { cwd })).status).toBe(0)
  const text = readFileSync(join(cwd, 'policies/dev/payments.yaml'), 'utf8')
  expect(text).toMatch(/^# replaces 0123456789ab\nname: payments\nspec:\n/)
})

test('a comment that silences nothing is told where no target that gets its file has use for it', async () => {
  const ignored = (check: string) => `# policyctl-ignore ${check}: we know\n`
  const file = `name: payments\nspec:\n  policies:\n    ${ignored('cleartext-http')}    ${ignored('lowercase-method')}${GET.replace('https', 'http')}`
  const cwd = folderWith({ ...FILES, 'policies/base/payments.yaml': file })
  const unused = async (...args: readonly string[]) => {
    const { document } = await json(['lint', ...args], cwd)
    const documents = document.targets?.map((one: { document: object }) => one.document) ?? [document]
    return documents.map(({ findings }: { findings: readonly { check: string; line: number }[] }) =>
      findings.filter(({ check }) => check === 'unused-ignore').map(({ line }) => line),
    )
  }
  // The copy of dev replaces it: only prod has use for the first comment, and nobody for the second.
  expect(await unused()).toEqual([[5], [5], [5]])
  expect(await unused('--target', 'prod')).toEqual([[]])
  expect(await unused('--target', 'dev-*')).toEqual([[], []])
})

test('a baseline entry that hides nothing is told where no target of the config has use for it', async () => {
  const file = FILES['policies/dev/payments.yaml'].replace('https', 'http')
  const files = parsed({ 'policies/dev/payments.yaml': file })
  const contentOf = contentsIn(files)
  const [known] = lint(files).filter(({ check }) => check === 'cleartext-http')
  if (known === undefined) throw new Error('no finding to be known')
  const entry = entryFor(known, contentOf, '2026-01-01')
  const baseline = baselineText([entry, { ...entry, policy: 'gone' }])
  const cwd = folderWith({
    ...FILES,
    'policies/dev/payments.yaml': file,
    '.policyctl-baseline.json': baseline,
  })
  const found = async (...args: readonly string[]) => {
    const { document } = await json(['lint', ...args], cwd)
    const documents = document.targets?.map((one: { document: object }) => one.document) ?? [document]
    return documents.map(({ findings }: { findings: readonly { check: string; message: string }[] }) =>
      findings
        .filter(({ check }) => check === 'unused-baseline')
        .map(({ message }) => message.includes('gone')),
    )
  }
  // dev-us has use for the first entry, nobody for the second; a run about some targets cannot know.
  expect(await found()).toEqual([[true], [true], [true]])
  expect(await found('--target', 'prod')).toEqual([[]])
  expect(await found('--target', 'dev-*')).toEqual([[], []])
})

test('a slow reader of the document is waited for, target by target', async () => {
  const context = memoryContext(folderWith(FILES), { env: { PATH: process.env.PATH ?? '' } })
  const seen: string[] = []
  const stdout = {
    ...context.stdout,
    write: (text: string) => void seen.push(text),
    caughtUp: async () => void seen.push('waited'),
  }
  expect(await runCommandLine(['diff', '--format', 'json'], { ...context, stdout })).toBe(4)
  const pieces = seen.filter((text) => text !== '')
  expect(pieces.filter((_piece, at) => at % 2 === 1)).toEqual([
    'waited',
    'waited',
    'waited',
    'waited',
    'waited',
  ])
  const document = JSON.parse(pieces.filter((piece) => piece !== 'waited').join(''))
  expect(document.targets.map(({ target }: { target: string }) => target)).toEqual([
    'dev-eu',
    'dev-us',
    'prod',
  ])
})
