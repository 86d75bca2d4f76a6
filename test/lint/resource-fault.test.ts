import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOf, resourceFault } from '../../src/lint/resource-fault.ts'

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
  ['https://*.example.com/*', 'wildcard-not-suffix'],
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
      expect(resourceFault(text)).toEqual(faultOf(text))
    }),
    { numRuns: 3000 },
  )
})
