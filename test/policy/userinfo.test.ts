import { describe, expect, test } from 'vitest'
import { hasUserinfo, hiddenUserinfo, withHiddenUserinfo } from '../../src/policy/userinfo.ts'
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
])('%s is shown as %s', (text, shown) => {
  expect(hiddenUserinfo(text)).toBe(shown)
  expect(hasUserinfo(text)).toBe(text !== shown)
})

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
