import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { replayLog } from '../../src/inspect/replay-log.ts'
import { parseSideName } from '../../src/workbench/side-name.ts'
import { withWorkbench } from '../../src/workbench/workbench.ts'
import { spec } from '../support/builders/specs.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const BINDING = (agent: string, policy: string): string =>
  JSON.stringify({
    apiVersion: 'platform.ai/v1alpha1',
    kind: 'PolicyBinding',
    metadata: { name: `${agent}-${policy}` },
    spec: { policyRef: { name: policy }, subjects: [{ kind: 'ServiceAccount', name: agent }] },
  })

const policyFile = (...rules: readonly string[]): string =>
  JSON.stringify({
    name: 'pay',
    spec: {
      ...spec(...rules),
      approvals: [{ name: 'fin', approvers: { groups: ['finance'] }, defaultDuration: '4h' }],
    },
  })

const OLD = policyFile('allow GET https://api.example/*', 'ask POST https://api.example/*')
const NEW = policyFile(
  'allow GET https://api.example/v1/*',
  'allow POST https://api.example/*',
  'allow GET https://hr.example/*',
)

/** Sides old and new, and logs beside them. */
function project(files: Readonly<Record<string, string | Uint8Array>>, config = ''): string {
  return folderWith({
    'policyctl.yaml': `version: 1\n${config}`,
    'old/pay.json': OLD,
    'old/bound.json': BINDING('shop', 'pay'),
    'policies/pay.json': NEW,
    'policies/bound.json': BINDING('shop', 'pay'),
    ...files,
  })
}

const SIDES = ['--from', 'dir:old', '--to', 'files']
const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')
const call = (method: string, url: string, more: object = {}) => ({ method, url, agent: 'shop', ...more })

const LOG = lines(
  call('POST', 'https://api.example/v1/pay', { time: '2026-11-01T10:00:00Z' }),
  call('GET', 'https://api.example/v1/x', { time: '2026-11-02T10:00:00Z' }),
  call('GET', 'https://api.example/v2/x', { time: '2026-11-03T10:00:00Z' }),
  call('POST', 'https://api.example/v2/pay', { time: '2026-11-30T10:00:00Z' }),
  call('GET', 'https://api.example/v1/x', { agent: 'stranger' }),
)

const replay = async (cwd: string, ...args: readonly string[]) => {
  const run = await runInProcess(['replay', ...args, ...SIDES, '--format', 'json'], { cwd })
  const document = JSON.parse(run.stdout)
  if (run.status !== 4) expect(documentSchema('replay')(document)).toBe(true)
  return { ...run, document }
}

test('the document: transitions worst first, regions with and without calls, rules, routes, strangers', async () => {
  const { document, status } = await replay(project({ 'c.jsonl': LOG }), 'c.jsonl')
  expect(status).toBe(0)
  expect(document.log).toEqual({
    ...{ files: ['c.jsonl'], calls: 5, unread: 0, skipped: [], untimed: 0 },
    ...{ first: '2026-11-01T10:00:00.000Z', last: '2026-11-30T10:00:00.000Z' },
  })
  expect(document.changes).toEqual([
    {
      ...{
        before: 'approval_required',
        after: 'allow',
        direction: 'wider',
        calls: 2,
        agents: ['default/shop'],
      },
      examples: [
        { file: 'c.jsonl', line: 1 },
        { file: 'c.jsonl', line: 4 },
      ],
    },
    {
      ...{ before: 'allow', after: 'deny', direction: 'narrower', calls: 1, agents: ['default/shop'] },
      examples: [{ file: 'c.jsonl', line: 3 }],
    },
  ])
  expect(document.unchanged).toBe(1)
  expect(document.unknownAgents).toEqual([{ agent: 'stranger', calls: 1 }])
  expect(
    document.regions.map((region: { resource: string; calls: number }) => [region.resource, region.calls]),
  ).toEqual([
    ['https://api.example/*', 2],
    ['https://hr.example/*', 0],
    ['https://api.example/*', 1],
  ])
  expect(document.rules).toEqual([
    { policy: 'pay', rule: 0, calls: 1, last: '2026-11-02T10:00:00.000Z' },
    { policy: 'pay', rule: 1, calls: 2, last: '2026-11-30T10:00:00.000Z' },
    { policy: 'pay', rule: 2, calls: 0, last: null },
  ])
  expect(document.routes).toEqual([{ policy: 'pay', route: 0, calls: 0, last: null }])
})

test('the text says what hurts first, with a line to look at', async () => {
  const { stdout } = await runInProcess(['replay', 'c.jsonl', ...SIDES], { cwd: project({ 'c.jsonl': LOG }) })
  expect(stdout).toBe(`5 calls of 1 agent, 1 to 30 Nov 2026 (1 file)
dir:old → files

▲   2 calls   shop   POST https://api.example/*
              a human was asked for these; now nobody is   c.jsonl:1
▼   1 call    shop   GET https://api.example/* except /v1/*
              allowed → denied   c.jsonl:3
=   1 call is decided as before

OPENS WITHOUT USE   1 region that no call used: pay#2 GET https://hr.example/*
NEVER USED          1 of 3 rules (policyctl tighten c.jsonl)
UNKNOWN AGENTS      1 call of 1 agent that no binding names, so they are not judged: stranger (1)
`)
})

test('Markdown says the same', async () => {
  const { stdout } = await runInProcess(['replay', 'c.jsonl', ...SIDES, '--format', 'markdown'], {
    cwd: project({ 'c.jsonl': LOG }),
  })
  expect(stdout).toBe(`## \`dir:old\` → \`files\`: real calls

5 calls of 1 agent, 1 to 30 Nov 2026 (1 file)

| | Calls | Who | Requests | What becomes of them |
|:-:|--:|---|---|---|
| 🔺 | 2 | shop | \`POST https://api.example/*\` | a human was asked for these; now nobody is \`c.jsonl:1\` |
| 🔻 | 1 | shop | \`GET https://api.example/*\` except \`/v1/*\` | allowed → denied \`c.jsonl:3\` |

- 1 call is decided as before
- **Opens without use:** 1 region that no call used: \`pay#2\` \`GET https://hr.example/*\`
- **Never used:** 1 of 3 rules (\`policyctl tighten c.jsonl\`)
- **Unknown agents:** 1 call of 1 agent that no binding names, so they are not judged: stranger (1)
`)
})

test.each(['text', 'markdown'])('%s: a file that cannot be read is said beside the calls', async (format) => {
  const cwd = project({ 'c.jsonl': LOG, 'policies/broken.yaml': 'name: broken\nspec: [' })
  const { status, stdout } = await runInProcess(['replay', 'c.jsonl', ...SIDES, '--format', format], { cwd })
  expect(status).toBe(1)
  expect(stdout).toMatch(
    /not compared\W+policies\/broken\.yaml:2.*; the file cannot be read in full, so policies may be missing here/i,
  )
})

describe('--fail-on', () => {
  const opened = lines(call('POST', 'https://api.example/v1/pay'))
  const refused = lines(call('GET', 'https://api.example/v2/x'))
  test.each([
    [opened, [], 0],
    [opened, ['--fail-on', 'denied'], 0],
    [opened, ['--fail-on', 'wider'], 1],
    [refused, ['--fail-on', 'denied'], 1],
    [refused, ['--fail-on', 'wider'], 0],
  ] as const)('%s %j → %i', async (log, args, status) => {
    expect((await replay(project({ 'c.jsonl': log }), 'c.jsonl', ...args)).status).toBe(status)
  })
})

describe('--fail-on where no call is of an agent that a binding names: nothing was judged (4)', () => {
  const strange = lines(
    ...['stranger', 'stranger', 'shop-agent'].map((agent) =>
      call('GET', 'https://api.example/v2/x', { agent }),
    ),
  )
  const args = ['replay', 'c.jsonl', ...SIDES]
  const FACT = 'none of the 3 calls is of an agent that a binding names, so nothing was judged for --fail-on'

  test.each(
    ['text', 'json', 'markdown', 'html'].flatMap((format) =>
      ['denied', 'wider'].map((demand) => [format, demand] as const),
    ),
  )('%s, %s', async (format, demand) => {
    const cwd = project({ 'c.jsonl': strange })
    const run = await runInProcess([...args, '--fail-on', demand, '--format', format], { cwd })
    expect(run.status).toBe(4)
    expect(run.stderr).toContain(`error log-unjudged: ${FACT} ${demand}: stranger (2), shop-agent (1)`)
    if (format !== 'json') expect(run.stdout).toBe('')
  })

  test('one call of a known agent is judged, and without --fail-on the calls are counted', async () => {
    const cwd = project({ 'c.jsonl': strange + lines(call('GET', 'https://api.example/v1/x')) })
    expect((await runInProcess([...args, '--fail-on', 'denied'], { cwd })).status).toBe(0)
    const alone = project({ 'c.jsonl': strange })
    expect((await runInProcess(args, { cwd: alone })).status).toBe(0)
  })

  test('the library throws the same', async () => {
    const context = memoryContext(project({ 'c.jsonl': strange }))
    const log = { files: ['c.jsonl'], approvals: false, format: null, fields: {}, agent: null }
    const [from, to] = [parseSideName('dir:old'), parseSideName('files')]
    const answer = withWorkbench(context, { target: null, config: null }, (workbench) =>
      replayLog(workbench, { from, to, log, failOn: 'denied' }),
    )
    await expect(answer).rejects.toMatchObject({ code: 'log-unjudged' })
  })
})

test('several logs of several formats are one: gzip, HAR, Envoy, standard input', async () => {
  const har = { log: { entries: [{ request: { method: 'GET', url: 'https://api.example/v1/h' } }] } }
  const envoy = { method: 'GET', authority: 'api.example', path: '/v1/e', scheme: 'https', x_agent: 'shop' }
  const cwd = project({
    'a.jsonl.gz': gzipSync(LOG),
    'b.har': JSON.stringify(har, null, 2),
    'c.log': lines(envoy),
  })
  const args = [
    'replay',
    'a.jsonl.gz',
    'b.har',
    'c.log',
    '-',
    '--agent',
    'shop',
    ...SIDES,
    '--format',
    'json',
  ]
  const { stdout } = await runInProcess(args, { cwd, input: LOG })
  const { log } = JSON.parse(stdout)
  expect(log).toMatchObject({ files: ['a.jsonl.gz', 'b.har', 'c.log', '-'], calls: 12, unread: 0 })
})

describe('copies of a log under other names', () => {
  const long = LOG.repeat(40)
  const other = lines(call('GET', 'https://api.example/v1/other')) + long
  test.each<[string, Record<string, string | Uint8Array>, string | null]>([
    ['the same bytes', { 'b.jsonl': long }, 'b.jsonl (a.jsonl)'],
    ['packed', { 'b.gz': gzipSync(long) }, 'b.gz (a.jsonl)'],
    ['grown since', { 'b.jsonl': long + LOG }, 'b.jsonl (a.jsonl)'],
    ['packed, and cut off', { 'b.gz': gzipSync(long).subarray(0, -6) }, 'b.gz (a.jsonl)'],
    ['another log', { 'b.jsonl': other }, null],
    ['one that only begins alike', { 'b.jsonl': long.slice(0, -LOG.length) + other }, null],
  ])('%s', async (_case, more, named) => {
    const cwd = project({ 'a.jsonl': long, ...more })
    const { stderr, document } = await replay(cwd, 'a.jsonl', ...Object.keys(more))
    const said = 'the same calls in logs of other names, which count twice: '
    if (named === null) expect(stderr).not.toContain(said)
    else expect(stderr).toContain(`${said}${named}; leave out the copies`)
    expect(document.log.calls).toBeGreaterThan(300)
  })
})

test('fields of the config, and --field before them', async () => {
  const config = 'replay: { fields: { url: request.full_url, agent: labels.agent } }\n'
  const record = {
    method: 'GET',
    request: { full_url: 'https://api.example/v1/x' },
    labels: { agent: 'shop' },
    who: 'stranger',
  }
  const cwd = project({ 'c.jsonl': lines(record) }, config)
  expect((await replay(cwd, 'c.jsonl')).document).toMatchObject({ unchanged: 1, unknownAgents: [] })
  const named = await replay(cwd, 'c.jsonl', '--field', 'agent=who')
  expect(named.document).toMatchObject({ unchanged: 0, unknownAgents: [{ agent: 'stranger', calls: 1 }] })
})

test('what cannot be read is counted and named, and the run goes on', async () => {
  const broken = `${LOG}nonsense\n${lines(call('GET', '/relative'))}`
  const { document, stderr, status } = await replay(project({ 'c.jsonl': broken }), 'c.jsonl')
  expect(status).toBe(0)
  expect(document.log).toMatchObject({
    calls: 5,
    unread: 2,
    skipped: [
      { file: 'c.jsonl', line: 6, reason: 'it is not JSON' },
      { file: 'c.jsonl', line: 7, reason: 'its URL is not absolute' },
    ],
  })
  expect(stderr).toBe('not read: c.jsonl:6: it is not JSON\nnot read: c.jsonl:7: its URL is not absolute\n')
})

test('of very many unreadable lines all are counted, and the first named', async () => {
  const { document, stderr } = await replay(project({ 'c.jsonl': LOG + 'x\n'.repeat(5000) }), 'c.jsonl')
  expect(document.log).toMatchObject({ calls: 5, unread: 5000 })
  expect(document.log.skipped).toHaveLength(100)
  expect(stderr.split('\n').at(-2)).toBe('not read: 4,995 more lines')
})

describe('what ends the run', () => {
  test.each([
    ['no log', [], 'error usage: no log is named'],
    ['a log that is not there', ['nowhere.jsonl'], 'error path-not-found: nowhere.jsonl cannot be read'],
    ['a folder', ['old'], 'error path-not-found: old is a folder, not a log'],
    [
      'nothing readable',
      ['junk'],
      'error log-unreadable: none of 2 lines could be read as a call; junk:1: it is not JSON',
    ],
    ['nothing at all', ['empty'], 'error log-unreadable: there is no call in empty'],
    [
      'no agent anywhere',
      ['nobody'],
      'error log-unreadable: none of 1 line could be read as a call; nobody:1: it names no agent',
    ],
    ['standard input twice', ['-', '-'], 'error usage: standard input is named twice'],
    ['no field', ['c.jsonl', '--field', 'host=h'], 'error usage: --field host=h names no field of a call'],
    [
      'a field twice',
      ['c.jsonl', '--field', 'url=a', '--field', 'url=b'],
      'error usage: --field url is given twice',
    ],
    [
      'an agent that no side knows',
      ['c.jsonl', '--agent', 'shopp'],
      "error usage: no agent 'shopp' is known from ",
    ],
    ['an empty agent', ['c.jsonl', '--agent', ''], 'error usage: --agent names no agent'],
    ['a table', ['c.jsonl', '--format', 'csv'], "argument 'csv' is invalid"],
    ['a format of no log', ['c.jsonl', '--input-format', 'csv'], "argument 'csv' is invalid"],
  ])('%s', async (_what, args, message) => {
    const cwd = project({
      'c.jsonl': LOG,
      junk: 'SECRET\nSECRET\n',
      empty: '\n',
      nobody: lines({ method: 'GET', url: 'https://a.example/' }),
    })
    const { status, stderr, stdout } = await runInProcess(['replay', ...args, ...SIDES], { cwd })
    expect([status, stdout]).toEqual([4, ''])
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('SECRET')
  })
})

test('a name that means several agents is none, and said', async () => {
  const bound = JSON.stringify({
    ...JSON.parse(BINDING('shop', 'pay')),
    metadata: { name: 'other' },
    spec: {
      policyRef: { name: 'pay' },
      subjects: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'eu' }],
    },
  })
  const cwd = project({
    'policies/other.json': bound,
    'c.jsonl': lines(call('GET', 'https://api.example/v1/x')),
  })
  const { stdout } = await runInProcess(['replay', 'c.jsonl', ...SIDES], { cwd })
  expect(stdout).toContain('shop (1, which may be default/shop, eu/shop)')
})

const MARK = 'Tr0ub4dor-marked-secret'

/** A call of each format with the mark wherever a secret may stand. */
const SECRETIVE: Readonly<Record<string, string>> = {
  'json.log': [
    lines(
      call('POST', `https://u:${MARK}@api.example/v1/pay?key=${MARK}#${MARK}`, {
        ...{ headers: { authorization: MARK }, body: MARK, [MARK]: MARK, time: MARK },
      }),
      call('GET', `https://${MARK}@api.example/v2/x?${MARK}`),
      { ...call('GET', 'https://api.example/v1/x'), method: `GET ${MARK}` },
      call('GET', `/relative?${MARK}`),
      call('GET', 'https://api.example/v1/x', { tool: { key: MARK } }),
      call('GET', `https://api.example/v1/x ${MARK}`),
      call('GET', 'https://api.example/v1/x', { agent: `a\u0000${MARK}` }),
      // Twice, so that lines are read by the layout of one before them too.
    ).repeat(2),
    `{"broken": "${MARK}\n${MARK}\n`,
  ].join(''),
  'test.har': JSON.stringify({
    log: {
      [MARK]: MARK,
      entries: [
        {
          comment: MARK,
          request: {
            ...{ method: 'POST', url: `https://u:${MARK}@api.example/v1/pay?key=${MARK}` },
            ...{ headers: [{ name: 'authorization', value: MARK }], postData: { text: MARK } },
          },
          response: { content: { text: MARK } },
        },
        MARK,
        { request: { method: 'GET', url: `${MARK}` } },
      ],
    },
  }),
  'envoy.log': lines(
    {
      ...{ method: 'POST', authority: `u:${MARK}@api.example`, path: `/v1/pay?${MARK}`, scheme: 'https' },
      ...{ x_agent: 'shop', user_agent: MARK, authorization: MARK },
    },
    { method: 'POST', authority: 'api.example', path: `${MARK}`, scheme: 'https', x_agent: 'shop' },
  ),
  'approvals.json': JSON.stringify([
    {
      ...{ agent_id: 'shop', tool_method: 'POST', tool_url: `https://api.example/v1/pay?${MARK}` },
      ...{ subject: MARK, payload_hash: MARK, reason: MARK, id: MARK },
    },
    { agent_id: 'shop', subject: MARK },
  ]),
}

const MEDIA = ['text', 'json', 'markdown', 'html'].map((format) => ['replay', format] as const)

test.each([
  ...MEDIA,
  ...['text', 'json'].flatMap((format) => [['tighten', format] as const, ['propose', format] as const]),
])('a secret of a log is in no output, no error and no cache (%s, %s)', async (command, format) => {
  const cwd = project({ ...SECRETIVE, 'cut.gz': gzipSync(SECRETIVE['json.log'] ?? '').subarray(0, 200) })
  const before = writtenIn(cwd)
  const logs = [...Object.keys(SECRETIVE), 'cut.gz']
  const own = command === 'replay' ? SIDES : []
  const runs =
    command === 'propose'
      ? logs.map((log) => ['--from-log', log])
      : [[...logs, ...own], ['--verbose', ...logs, ...own], ...logs.map((log) => [log, ...own])]
  for (const [index, args] of runs.entries()) {
    const run = await runInProcess([command, ...args, '--agent', 'shop', '--format', format], { cwd })
    if (index === 0) expect(run.status).toBeLessThan(2)
    expect(run.stdout + run.stderr).not.toContain(MARK)
    expect(run.stdout + run.stderr).not.toContain('Tr0ub4dor')
  }
  expect(writtenIn(cwd)).toEqual(before)
})

/** Files with their sizes: a replay writes none. */
function writtenIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path).size} ${readFileSync(path).includes(MARK)}`)
    .sort()
}

describe('the workspace', () => {
  const pay = { ...JSON.parse(OLD).spec }
  const requests = [
    {
      id: 'r1',
      agent_id: 'shop',
      tool_id: 'bank',
      tool_method: 'POST',
      tool_url: 'https://api.example/v1/pay?k=1',
      created_at: '2026-11-01T10:00:00Z',
    },
    { id: 'r2', agent_id: 'shop', subject: 'old request without a URL' },
  ]
  const data = (approvalRequests: readonly unknown[]) => ({
    formatVersion: 1,
    policies: [{ name: 'pay', spec: pay }],
    bindings: [{ policy: 'pay', agent: 'shop' }],
    approvalRequests,
  })

  test('its approval requests are calls', async () => {
    const project = await projectWith({
      files: { pay: JSON.parse(NEW).spec },
      emulator: { data: data(requests) },
      hasGit: false,
    })
    const { stdout, stderr } = await project.run(
      'replay',
      '--approvals',
      '--from',
      'live',
      '--format',
      'json',
    )
    const document = JSON.parse(stdout)
    expect(document.log).toMatchObject({
      files: ['approvals'],
      calls: 1,
      unread: 1,
      skipped: [{ file: 'approvals', line: 2, reason: 'it has no method' }],
    })
    expect(document.changes).toMatchObject([
      { before: 'approval_required', after: 'allow', calls: 1, agents: ['default/shop'] },
    ])
    expect(stderr).toContain('not read: approvals:2: it has no method')
  })

  test('nobody ever had to ask: an answer', async () => {
    const project = await projectWith({
      files: { pay: JSON.parse(NEW).spec },
      emulator: { data: data([]) },
      hasGit: false,
    })
    const { stdout, status } = await project.run(
      'replay',
      '--approvals',
      '--from',
      'live',
      '--format',
      'json',
    )
    expect([status, JSON.parse(stdout).log.calls]).toEqual([0, 0])
  })

  test('a key that may not read them is told', async () => {
    const hidden = { data: data(requests), faults: 'hide:governance' }
    const project = await projectWith({ files: { pay }, emulator: hidden, hasGit: false })
    const { status, stderr } = await project.run('replay', '--approvals', '--from', 'dir:policies')
    expect([status, stderr.split(':')[0]]).toEqual([4, 'error forbidden'])
  })

  test('tags of the tools count where a target is named', async () => {
    const tagged = {
      policies: [{ permission: 'allow' as const, resource: 'https://api.example/*', tags: ['money'] }],
    }
    const tools = [{ name: 'bank', baseUrl: 'https://api.example', riskTags: ['money'] }]
    const live = { ...data([]), policies: [{ name: 'pay', spec: tagged }], tools }
    const project = await projectWith({ files: { pay: tagged }, emulator: { data: live }, hasGit: false })
    writeFiles(project.root, {
      'c.jsonl': lines(call('GET', 'https://api.example/x'), call('GET', 'https://other.example/x')),
    })
    const { stdout } = await project.run('replay', 'c.jsonl', '--from', 'live', '--format', 'json')
    expect(JSON.parse(stdout).rules).toMatchObject([{ policy: 'pay', rule: 0, calls: 1 }])
  })
})

test('a field of a live route that the schema does not know changes no call', async () => {
  const delivery = { connectors: ['slack'] }
  const rule = { permission: 'approval_required' as const, resource: 'https://api.example/*' }
  const asked = (more: object) => ({
    policies: [rule],
    approvals: [{ name: 'r', approvers: { groups: ['fin'] }, delivery: { ...delivery, ...more } }],
  })
  const project = await projectWith({
    files: { pay: asked({}) },
    live: { pay: asked({ after: '10m' }) },
    bound: { pay: ['shop'] },
    hasGit: false,
  })
  writeFiles(project.root, { 'c.jsonl': lines(call('POST', 'https://api.example/v1/pay')) })
  const { stdout } = await project.run('replay', 'c.jsonl', '--from', 'live', '--format', 'json')
  expect(JSON.parse(stdout)).toMatchObject({ regions: [] })
})

test('a log without a known agent judges no rule', async () => {
  const cwd = project({ 'c.jsonl': lines(call('GET', 'https://api.example/v1/x', { agent: 'stranger' })) })
  const { stdout } = await runInProcess(['replay', 'c.jsonl', ...SIDES], { cwd })
  expect(stdout).toContain('NEVER USED          not judged: no call of an agent with a binding was read\n')
})

test('sides with other PolicyBinding documents say so above the calls', async () => {
  const cwd = project({ 'c.jsonl': LOG, 'policies/more.json': BINDING('other', 'pay') })
  const { stdout } = await runInProcess(['replay', 'c.jsonl', ...SIDES], { cwd })
  expect(stdout).toContain('dir:old → files\nBINDINGS   the PolicyBinding documents differ')
})
