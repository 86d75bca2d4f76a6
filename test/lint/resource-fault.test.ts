import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesPattern, parsePattern } from '../../src/access/model/pattern.ts'
import { faultOf, resourceFault } from '../../src/lint/resource/resource-fault.ts'

test.each([
  ['https://api.stripe.com/v1/*', null],
  ['https://api.stripe.com/v1/charges', null],
  ['https://api.stripe.com/', null],
  ['https://api.example.com/v1/users:batchGet', null],
  ['https://api.example.com/$metadata', null],
  ['https://api.example.com/a+b/*', null],
  ['https://api.example.com/v1.0/*', null],
  ['https://api.example.com/.well-known/*', null],
  ['https://api.example.com:8443/*', null],
  ['https://[::1]:8443/*', null],
  ['http://localhost:3000/*', null],
  ['https://api.example.com/files/report*', null],
  ['https://user:secret@api.example.com/*', 'userinfo-in-resource'],
  ['https://api.stripe.com@evil.example/*', 'userinfo-in-resource'],
  ['https://api.example.com/users/@me', null],
  ['*', 'effectively-any-resource'],
  ['**', 'effectively-any-resource'],
  ['http*', 'effectively-any-resource'],
  ['https:*', 'effectively-any-resource'],
  ['https://', 'effectively-any-resource'],
  ['https://*', 'effectively-any-resource'],
  ['https://*/*', 'effectively-any-resource'],
  ['*://*', 'effectively-any-resource'],
  ['*://*/*', 'effectively-any-resource'],
  ['https://api.example.com/users/{id}', 'unsupported-pattern'],
  ['https://api.example.com/[a-z]*', 'unsupported-pattern'],
  ['https://api.example.com/users/:id', 'unsupported-pattern'],
  ['https://api.example.com/file?.txt', 'unsupported-pattern'],
  ['https://api.example.com/.*', 'unsupported-pattern'],
  ['https://api.example.com/.*/x', 'unsupported-pattern'],
  ['^https://api.example.com/', 'unsupported-pattern'],
  ['https://api.example.com/x$', 'unsupported-pattern'],
  ['https://api\\.example\\.com/*', 'unsupported-pattern'],
  ['https://api.example.com/(a|b)', 'unsupported-pattern'],
  ['https://api.stripe.com*', 'missing-host-delimiter'],
  ['https://api.*', 'missing-host-delimiter'],
  ['https://api.example.com:44*', 'missing-host-delimiter'],
  ['https://api.example.com/x?y=1', 'query-or-fragment'],
  ['https://api.example.com/x#y', 'query-or-fragment'],
  ['https://*.example.com/*', 'wildcard-in-host'],
  ['https://*/v1/*', 'wildcard-in-host'],
  ['https://api-*.example.com/v1', 'wildcard-in-host'],
  ['https://api.example.com:*/v1/*', 'wildcard-in-host'],
  ['*.example.com/*', 'wildcard-in-host'],
  ['*://api.example.com/*', 'wildcard-in-host'],
  ['https://api.example.com/2024.*.csv', 'wildcard-not-suffix'],
  ['https://api.example.com/*/items', 'wildcard-not-suffix'],
  ['https://api.example.com/**', 'non-canonical-url'],
  ['HTTPS://api.example.com/*', 'non-canonical-url'],
  ['https://API.example.com/*', 'non-canonical-url'],
  ['https://api.example.com:443/*', 'non-canonical-url'],
  ['https://api.example.com', 'non-canonical-url'],
  ['api.example.com/*', 'non-canonical-url'],
  ['/v1/*', 'non-canonical-url'],
  ['https://api.example.com/a b', 'non-canonical-url'],
  ['https://bücher.example/*', 'non-canonical-url'],
  ['https://api.example.com/a/../b', 'non-canonical-url'],
  [`https://api.example.com/${'x'.repeat(2000)}`, 'unsupported-pattern'],
])('%s: %s', (resource, check) => {
  expect(resourceFault(resource)?.check ?? null).toBe(check)
})

test.each([
  ['htps://h.example/*', 'never-matches'],
  ['https:///h.example/*', 'never-matches'],
  ['https:/h.example/*', 'never-matches'],
  ['https://h.example:0443/*', 'never-matches'],
  ['https:/*.example/x', 'wildcard-not-suffix'],
  ['https://h.example:99999/*', 'never-matches'],
  ['https://h.example:abc/*', 'never-matches'],
  ['https://h.example//v1/*', 'never-matches'],
  ['https://h.example/users/<id>', 'never-matches'],
  ['https://h.example/users/{id}', 'unsupported-pattern'],
  ['https://h.example/sala\u200bries*', 'never-matches'],
  ['https://h.example/sal\u0430ries*', 'never-matches'],
  ['https://h.ex\u0430mple/*', 'non-canonical-url'],
  ['https://h.example*', null],
  ['https://*', null],
  ['*', null],
  ['https://*.example/*', 'wildcard-not-suffix'],
  ['https://h.example:8443/*', null],
  ['https://h.example/users', null],
])('on a deny, %j: %s', (resource, check) => {
  expect(resourceFault(resource, 'deny')?.check ?? null).toBe(check)
})

test.each([
  ['https:/a/*', 'allow', 'write the whole URL: https://, the host, and the path'],
  ['my files/*', 'allow', 'delete it, or write %20 where one is meant'],
  ['https://db-*', 'allow', 'write one rule for each host that is meant, with a slash after the full host'],
  ['https://h.example', 'allow', 'write https://h.example/'],
  ['https://h.example', 'deny', 'write https://h.example/* to deny all below it'],
  ['https://h.example/*/x', 'allow', 'write one rule for each value that is meant'],
  ['h.example/x/*', 'deny', 'write https://h.example/x/*'],
  ['https://apі.example/v1/*', 'allow', 'write https://api.example/v1/*'],
  ['https://apі.example/v1/*', 'deny', 'write https://api.example/v1/*'],
  ['https://bücher.example/*', 'allow', 'write the host in its xn-- form'],
  [' ', 'allow', 'write the whole URL: https://, the host, and the path'],
  ['?x=1', 'allow', 'write the whole URL: https://, the host, and the path'],
  ['https://h.example/x?y=1', 'allow', 'delete it; a rule cannot tell requests apart by their query'],
  [
    'https://h.*/v1?y=1',
    'allow',
    "type the resource again: with only that fixed, '*' stands for any characters, slashes too, so https://h.*/v1 also matches https://h.evil.example//v1; write one rule for each host that is meant, with the full host in it",
  ],
  ['https://h.example/a/../b', 'deny', 'deny the path that they lead to as well'],
  [
    'https://h.example*',
    'approval',
    'write one rule for each host that is meant, and deny what no allow may reach without a human',
  ],
  ['https://*', 'allow', 'name the host: https://api.example.com/*'],
  ['http*', 'allow', 'name the host: https://api.example.com/*'],
  ['http://*', 'allow', 'name the host: http://api.example.com/*'],
  ['FTP://*', 'allow', 'name the host: ftp://api.example.com/*'],
  [
    'https://*',
    'approval',
    'leave resource out where every URL is meant, which everybody sees; else write one rule for each host that is meant, and deny what no allow may reach without a human',
  ],
])('the hint for %j on a %s names nothing that nobody meant', (resource, use, hint) => {
  expect(resourceFault(resource, use as 'allow' | 'approval' | 'deny')?.hint).toBe(hint)
})

test('every grant with a star in its host has a witness that the pattern matches', () => {
  const parts = fc.constantFrom('*', 'api', '.', 'example.com', '-', ':', '8443', 'https://', '/', '/v1', 'x')
  const texts = fc.array(parts, { minLength: 2, maxLength: 7 }).map((list) => `https://${list.join('')}`)
  fc.assert(
    fc.property(texts, (text) => {
      const fault = resourceFault(text)
      if (fault?.check !== 'wildcard-in-host') return
      const [, witness = ''] = /also matches (\S+)$/.exec(fault.message) ?? []
      expect(witness).toMatch(/^https?:\/\/[^/]*evil\.example\//)
      expect(matchesPattern(parsePattern(text), witness)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('a secret before the host is not repeated', () => {
  const fault = resourceFault('https://user:hunter2@api.example.com/*')
  expect(`${fault?.message}${fault?.hint}`).not.toContain('hunter2')
})

test('any text: an answer, in time', () => {
  const texts = fc.string({
    unit: fc.constantFrom('*', '/', ':', 'h', '?', '(', '|', ')', '[', ']', '{', '.', '\\', '@', '#', ' '),
    maxLength: 3000,
  })
  fc.assert(
    fc.property(texts, (text) => resourceFault(text) !== undefined),
    { numRuns: 300 },
  )
})

test('the short cut for clean patterns says what the finders say', () => {
  const pieces = [
    'https://',
    'http://',
    'api',
    'example',
    '.',
    '-',
    '/',
    '/*',
    '*',
    ':443',
    ':80',
    'A',
    'v1',
    '_',
    '~',
    '..',
    '//',
    '?',
    '@',
    'x=1',
    ' ',
    '%20',
    '[',
    '{a}',
    '$',
  ]
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''))
  const urls = texts.map((text) => `https://api.example.com/${text}`)
  fc.assert(
    fc.property(fc.oneof(texts, urls), (text) => {
      for (const use of ['allow', 'deny', 'route'] as const)
        expect(resourceFault(text, use)).toEqual(faultOf(text, use))
    }),
    { numRuns: 3000 },
  )
})
