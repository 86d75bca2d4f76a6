/** Where the tools of a workspace can be read, a call's tool follows from its host. */
import { describe, expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'

const PAYMENTS = {
  policies: [
    { permission: 'allow' as const, resource: 'https://api.stripe.com/*', tags: ['financial'] },
    { permission: 'allow' as const, resource: 'https://api.stripe.com/*', tags: ['medical'] },
    { permission: 'allow' as const, resource: 'https://unknown.example/*' },
  ],
}
const TOOLS = [
  {
    name: 'stripe',
    baseUrl: 'https://api.stripe.com',
    riskTags: ['financial'],
    capabilities: [{ name: 'refund', method: 'POST', path: '/v1/refunds', riskTags: ['payout'] }],
  },
]
const REFUND = ['POST', 'https://api.stripe.com/v1/refunds']
const ELSEWHERE = ['GET', 'https://unknown.example/x']

/** @param faults of the server. */
async function scene({ tools = TOOLS, faults }: { tools?: readonly unknown[]; faults?: string } = {}) {
  const policies = [{ name: 'payments', spec: PAYMENTS }]
  const data = { formatVersion: 1, policies, bindings: [{ policy: 'payments', agent: 'billing' }], tools }
  return projectWith({
    files: { payments: PAYMENTS },
    emulator: { data, ...(faults === undefined ? {} : { faults }) },
    hasGit: false,
  })
}

describe('explain', () => {
  test.each([
    ['files', []],
    ['live', ['--side', 'live']],
  ])('%s: tool, tags and capability come from the URL', async (_side, more) => {
    const { run } = await scene()
    const { stdout } = await run('explain', ...REFUND, '--agent', 'billing', ...more, '--format', 'json')
    const document = JSON.parse(stdout)
    const isExplain = documentSchema('explain')
    isExplain(document)
    expect(isExplain.errors).toBeNull()
    expect(document).toMatchObject({
      request: { tags: ['financial', 'payout'], tool: 'stripe', capability: 'refund' },
      decision: 'allow',
      because: [{ policy: 'payments', rule: 0 }],
      tool: { state: 'found', names: ['stripe'] },
    })
    expect((await run('explain', ...REFUND, ...more)).stdout).toContain(
      'tool stripe, capability refund, tags [financial, payout], as the tools of the workspace say',
    )
  })

  test('a host of no tool is denied, whatever the rules say, and no edit turns it', async () => {
    const { run } = await scene()
    const { stdout } = await run('explain', ...ELSEWHERE, '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      decision: 'deny',
      because: [],
      flip: [],
      tool: { state: 'unregistered', names: [] },
    })
    const text = (await run('explain', ...ELSEWHERE)).stdout
    expect(text).toMatch(/^DENIED/)
    expect(text).toContain('no tool has this host')
    expect(text).toContain('live decides the same')
  })

  test.each([
    ['the key may not read them', { faults: 'hide:tools' }],
    ['there are none yet', { tools: [] }],
  ])('%s: the host is taken for registered, and that is said', async (_what, of) => {
    const { run } = await scene(of)
    const { stdout } = await run('explain', ...ELSEWHERE)
    expect(stdout).toMatch(/^ALLOWED/)
    expect(stdout).toContain('no tool, tags [], host registered')
  })

  test("the name of the vendor's Go client for the address is read too", async () => {
    const { run } = await scene({
      tools: [{ name: 'go', spec: { connection: { base_url: 'https://unknown.example' } } }],
    })
    expect((await run('explain', ...ELSEWHERE)).stdout).toContain('tool go,')
    expect((await run('explain', ...REFUND)).stdout).toContain('no tool has this host')
  })
})

describe('who-can', () => {
  test('a grant for a host of no tool, or for tags that the tool lacks, is told and left out', async () => {
    const { run } = await scene()
    const { stdout } = await run('who-can', '*', '*', '--side', 'live', '--format', 'json')
    const document = JSON.parse(stdout)
    const isWhoCan = documentSchema('who-can')
    isWhoCan(document)
    expect(isWhoCan.errors).toBeNull()
    expect(document.withoutTool).toEqual(['https://api.stripe.com/*', 'https://unknown.example/*'])
    expect(document.grants).toMatchObject([
      { agents: ['default/billing'], witness: { tool: 'stripe', tags: ['financial'] } },
    ])
    expect((await run('who-can', ...ELSEWHERE, '--side', 'live')).stdout).toContain(
      'DENIED    https://unknown.example/x   no tool has this host',
    )
  })

  test('where tools cannot be read nothing is left out', async () => {
    const { run } = await scene({ faults: 'hide:tools' })
    const { stdout } = await run('who-can', ...ELSEWHERE, '--side', 'live', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ withoutTool: [], grants: [{ agents: ['default/billing'] }] })
  })
})

const EDITED = {
  policies: [
    { permission: 'allow' as const, operations: ['POST'], resource: 'https://api.stripe.com/v1/refunds' },
    { permission: 'allow' as const, resource: 'https://api.stripe.com/*', tags: ['payout'] },
    { permission: 'deny' as const, resource: 'https://api.stripe.com/*', tags: ['medical'] },
    { permission: 'allow' as const, resource: 'https://unknown.example/*' },
  ],
}
const READS = {
  policies: [{ permission: 'allow' as const, operations: ['GET'], resource: 'https://r.example/*' }],
}

/** A plan, a diff or a drift of which the access changes are those of EDITED. */
async function changed(command: string, more: Parameters<typeof scene>[0] = {}) {
  const { tools = TOOLS, faults } = more
  const isDrift = command === 'drift'
  const policies = isDrift ? [] : [{ name: 'payments', spec: READS }]
  const bindings = [{ policy: 'payments', agent: 'billing' }]
  const project = await projectWith({
    files: { payments: isDrift ? READS : EDITED },
    emulator: {
      data: { formatVersion: 1, policies, bindings, tools },
      ...(faults === undefined ? {} : { faults }),
    },
  })
  if (isDrift) {
    expect((await project.run('apply', '--yes')).status).toBe(0)
    await project.put('payments', EDITED)
  }
  return project
}

describe.each([['plan'], ['diff live'], ['drift']])('%s', (line) => {
  const [command = '', ...args] = line.split(' ')
  const read = async (more: Parameters<typeof scene>[0] = {}) => {
    const project = await changed(command, more)
    const { stdout } = await project.run(command, ...args, '--format', 'json')
    const document = JSON.parse(stdout) as Pick<Plan, 'access' | 'tools' | 'withoutTool'>
    const isDocument = documentSchema(command)
    isDocument(document)
    expect(isDocument.errors).toBeNull()
    const texts = [
      (await project.run(command, ...args)).stdout,
      (await project.run(command, ...args, '--format', 'markdown')).stdout.replaceAll('`', ''),
    ]
    return { document, texts }
  }

  test('witnesses have tool, tags and capability of their URL', async () => {
    const { document, texts } = await read()
    expect(document.tools).toBe('live')
    const stripe = document.access.filter(({ witness }) => witness.tool === 'stripe')
    expect(stripe.map(({ witness }) => [witness.url, witness.capability, ...witness.tags])).toContainEqual([
      'https://api.stripe.com/v1/refunds',
      'refund',
      'financial',
      'payout',
    ])
    for (const text of texts) {
      expect(text).toContain('tools from the workspace')
      expect(text).toContain('through tool stripe')
    }
  })

  test('what no tool serves is named, and stays a change', async () => {
    const { document, texts } = await read()
    expect(document.withoutTool).toContain('https://unknown.example/*')
    expect(document.access.map(({ resource }) => resource)).toContain('https://unknown.example/*')
    for (const text of texts)
      expect(text).toMatch(
        /no tool of the workspace has this host, or none with these tags: .*unknown\.example/i,
      )
  })

  test.each([
    ['the key may not read them', { faults: 'hide:tools' }],
    ['there are none yet', { tools: [] }],
  ])('%s: nothing is said of tools', async (_what, more) => {
    const { document, texts } = await read(more)
    expect(document).toMatchObject({ tools: 'unread', withoutTool: [] })
    expect(document.access.every(({ witness }) => witness.tool === null)).toBe(true)
    for (const text of texts) expect(text).not.toContain('tools from the workspace')
  })
})

test('of a workspace that cannot be read its tools are no news', async () => {
  const { run } = await scene({ faults: '401:100%' })
  const { status, stderr } = await run('plan')
  expect(status).toBe(4)
  expect(stderr).not.toContain('tools')
})
