import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasUserinfo, hiddenInUrl, hiddenUserinfo, withHiddenUserinfo } from '../../src/policy/userinfo.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

test.each([
  ['https://bob:hunter2@a.io/x', 'https://***********@a.io/x'],
  ['https://bob@a.io', 'https://***@a.io'],
  ['https://b@c:d@a.io/y@z', 'https://*****@a.io/y@z'],
  ['GET https://a.io/x@y and https://u:p@b.io', 'GET https://a.io/x@y and https://***@b.io'],
  ['payments@refunds', 'payments@refunds'],
  ['https://a.io/?mail=x@y.io', 'https://a.io/?mail=x@y.io'],
  ['https://*@a.io/*', 'https://*@a.io/*'],
  ['https://u:p*ss@a.io/*', 'https://******@a.io/*'],
  ["https://u:p'ss@a.io/*", 'https://******@a.io/*'],
  ['https://u:my pass@a.io/x', 'https://*********@a.io/x'],
  ['GET https://u: pass@a.io/x', 'GET https://*******@a.io/x'],
  ['https://u:p/a#s?s@a.io/x@y', 'https://*********@a.io/x@y'],
  ['https://u:#p@a.io', 'https://****@a.io'],
  [`'https://u:"p@a.io' is wrong`, `'https://****@a.io' is wrong`],
  ['http:/u:p@a.io/x', 'http:/***@a.io/x'],
  ['https:\\\\u:p@a.io', 'https:\\\\***@a.io'],
  ['GET //u:p@a.io/x', 'GET //***@a.io/x'],
  ['GET u:p@a.io/x is no URL', 'GET ***@a.io/x is no URL'],
  ['https:u:p@localhost:80', '*********@localhost:80'],
  ['u:p@10.0.0.1/x', '***@10.0.0.1/x'],
  ['u:p@[::1]:80', '***@[::1]:80'],
  ['https://a.io:8443/x@y', 'https://a.io:8443/x@y'],
  ['https://a.io:8443, and bob@b.io/', 'https://a.io:8443, and bob@b.io/'],
  ['https://a.io:*/x@y', 'https://a.io:*/x@y'],
  ['http://[::1]:80/x@y', 'http://[::1]:80/x@y'],
  ['https://a.io/u:p@x', 'https://a.io/u:p@x'],
  ['{"url":"https://a.io","mail":"u@b.io"}', '{"url":"https://a.io","mail":"u@b.io"}'],
  ['https://a.io: see bob@b.io', 'https://*************@b.io'],
])('%s is shown as %s', (text, shown) => {
  expect(hiddenUserinfo(text)).toBe(shown)
  expect(hasUserinfo(text)).toBe(text !== shown)
})

test.each([
  'ledger:prod@2026-06-30',
  'git:main@{1}',
  'git@github.com:acme/policies.git',
  'actions/checkout@v7',
  'oidc:bob@corp.io',
  'mailto:bob@corp.io/',
  'default/oidc:bob@corp.io/x',
  'dir:a@b.io/policies',
  'policies/a@b.io.yaml:3:5',
])('%s is no URL with a password', (text) => {
  expect(hiddenUserinfo(text)).toBe(text)
})

test('any host, and no path: hidden in what is given for a URL alone', () => {
  expect(hiddenInUrl('u:p@host')).toBe('***@host')
  expect(hiddenInUrl("fatal: 'u:p@host:repo.git' does not exist")).toBe(
    "fatal: '***@host:repo.git' does not exist",
  )
  expect(hiddenInUrl('ledger:prod@2026-06-30')).toBe('ledger:prod@2026-06-30')
})

const SECRET = 'hunter2'
const odd = fc.stringMatching(/^[\w !"#$%&'()*+,./:;<=>?[\\\]^`{|}~-]{0,6}$/)
const begins = fc.stringMatching(/^[a-z!$%&(+<=>^_`{|~#?-]$/)

test('whatever characters a password has, it is hidden, and the text is as long as before', () => {
  const user = fc.stringMatching(/^[a-z][\w.-]{0,5}$/)
  const leads = fc.constantFrom('', "error: '", 'read from ')
  const scheme = fc.constantFrom('https://', 'HTTP://', 'ssh://', 'https:/', 'https:\\\\', 'GET https://')
  fc.assert(
    fc.property(leads, scheme, user, begins, odd, odd, (lead, start, name, first, before, after) => {
      fc.pre(!`:${first}${before}${SECRET}${after}`.includes('://'))
      const text = `${lead}${start}${name}:${first}${before}${SECRET}${after}@a.io/x`
      for (const hide of [hiddenUserinfo, hiddenInUrl]) {
        expect(hide(text)).not.toContain(SECRET)
        expect(hide(text)).toHaveLength(text.length)
        expect(hide(text)).toMatch(/@a\.io\/x$/)
        expect(hide(hide(text))).toBe(hide(text))
      }
    }),
    { numRuns: 2000 },
  )
})

test('without slashes: hidden, unless a blank or a quote is in it', () => {
  const plain = fc.stringMatching(/^[\w!#$%&()*+,.:;<=>?[\]^`{|}~-]{0,6}$/)
  fc.assert(
    fc.property(begins, plain, plain, (first, before, after) => {
      const text = `GET bob:${first.replace("'", 'x')}${before}${SECRET}${after}@a.io/x`
      expect(hiddenUserinfo(text)).not.toContain(SECRET)
    }),
    { numRuns: 1000 },
  )
})

test('a text without a colon before its @, or without @, stays as it is unless it is a URL', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[\w .,'"/-]{0,30}$/),
      fc.stringMatching(/^[\w.-]{0,9}$/),
      (words, host) => {
        const text = `${words.replaceAll(/\/+/g, '/')}@${host}`
        expect(hiddenInUrl(text)).toBe(text)
      },
    ),
  )
})

test('a long line costs little', () => {
  for (const part of ['a,', 'a:b,', 'https://a:b ', 'x://', '//a:', ':/a'])
    expect(hiddenInUrl(`@${part.repeat(100_000)}`)).toContain(part)
}, 10_000)

test('a document without one is the same document', () => {
  const document = { url: 'https://a.io/x@y' }
  expect(withHiddenUserinfo(document)).toBe(document)
})

describe('no command repeats a password of a URL that somebody typed', () => {
  const URL = 'https://bob:hunter2@a.io/x'
  const cwd = () =>
    folderWith({
      'policyctl.yaml': 'version: 1\n',
      'policies/p.yaml':
        'name: p\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.io/*" }] }\n',
      'policies/p.test.yaml': `tests: [{ policies: [p], request: "GET ${URL}", expect: allow }]\n`,
      'r.jsonl': `${JSON.stringify({ method: 'GET', url: URL, policies: ['p'] })}\n`,
      'c.jsonl': `${JSON.stringify({ method: 'GET', url: URL, agent: 'bob' })}\n`,
    })

  test.each(
    [
      'https://bob:my hunter2@a.io/x',
      'https:/bob:hunter2@a.io/x',
      'bob:hunter2@a.io',
      'https://bob:a/hunter2@a.io',
    ].flatMap((url): readonly (readonly [string, ...string[]])[] => [
      ['explain', 'GET', url, '--policy', 'p'],
      ['explain', 'GET', url, '--policy', 'p', '--format', 'json'],
      ['who-can', 'GET', url],
      ['who-can', 'GET', url, '--format', 'json'],
      ['history', '--request', `GET ${url}`],
      ['propose', 'GET', url, '--agent', 'bob'],
    ]),
  )('%s %s %s %s', async (...args) => {
    const { stdout, stderr } = await runInProcess(args, { cwd: cwd() })
    expect(stdout + stderr).not.toContain('hunter2')
  })

  test.each(['text', 'json', 'sarif', 'github'])('lint --format %s, of a resource', async (format) => {
    for (const url of [URL, 'https://bob:my hunter2@a.io/*', 'bob:hunter2@a.io']) {
      const resource = JSON.stringify(url)
      const root = folderWith({
        'policyctl.yaml': `version: 1\nguardrails: [{ name: g, never: allow, on: { resource: ${resource} } }]\n`,
        'policies/p.yaml': `name: p\nspec: { policies: [{ permission: allow, operations: [GET], resource: ${resource} }] }\n`,
        'policies/p.test.yaml': `tests: [{ policies: [p], request: ${JSON.stringify(`GET ${url}`)}, expect: allow }]\n`,
      })
      const { stdout, stderr } = await runInProcess(['lint', '--format', format], { cwd: root })
      expect(stdout + stderr).not.toContain('hunter2')
      expect(stdout).toMatch(/userinfo-in-resource|non-canonical-url/)
    }
  })

  test.each<readonly [string, ...string[]]>([
    ['explain', 'GET', URL, '--policy', 'p'],
    ['explain', 'GET', URL, '--policy', 'p', '--format', 'json'],
    ['explain', '--requests', 'r.jsonl'],
    ['explain', '--requests', 'r.jsonl', '--format', 'json'],
    ['explain', 'GET', 'bob:hunter2@a.io/x', '--policy', 'p'],
    ['who-can', 'GET', URL],
    ['who-can', 'GET', URL, '--format', 'json'],
    ['who-can', 'GET', URL, '--format', 'csv'],
    ['test'],
    ['test', '--format', 'json'],
    ['test', '--format', 'junit'],
    ['propose', 'GET', URL, '--agent', 'bob'],
    ['replay', 'c.jsonl', '--from', 'files', '--to', 'files', '--format', 'json'],
    ['lint'],
  ])('%s %s %s %s %s %s', async (...args) => {
    const { stdout, stderr } = await runInProcess(args, { cwd: cwd() })
    expect(stdout + stderr).not.toContain('hunter2')
    expect(stdout + stderr).not.toBe('')
  })

  test('explain says that such a call is none', async () => {
    const { stderr, status } = await runInProcess(['explain', 'GET', URL, '--policy', 'p'], { cwd: cwd() })
    expect([status, stderr]).toEqual([
      0,
      'the URL has a user name or password before its host, as no request has; leave it out to ask about a real call\n',
    ])
    const lines = await runInProcess(['explain', '--requests', 'r.jsonl'], { cwd: cwd() })
    expect(lines.stderr).toMatch(/^r\.jsonl:1 the URL has a user name/)
  })
})
