import { expect, test } from 'vitest'
import { matchesPattern, parsePattern, patternText } from '../../../src/access/model/pattern.ts'
import { normaliseUrl } from '../../../src/access/model/url.ts'

test.each([
  ['HTTPS://API.Stripe.COM/V1', 'https://api.stripe.com/V1'],
  ['https://api.stripe.com', 'https://api.stripe.com/'],
  ['https://api.stripe.com:443/v1', 'https://api.stripe.com/v1'],
  ['http://api.stripe.com:80', 'http://api.stripe.com/'],
  ['http://api.stripe.com:443/', 'http://api.stripe.com:443/'],
  ['https://api.stripe.com:8443/', 'https://api.stripe.com:8443/'],
  ['https://api.stripe.com:/', 'https://api.stripe.com/'],
  ['https://api.stripe.com/v1?a=1#top', 'https://api.stripe.com/v1'],
  ['https://api.stripe.com?a=1', 'https://api.stripe.com/'],
  ['https://h/a/../b', 'https://h/a/../b'],
  ['https://h/%41', 'https://h/%41'],
  ['https://[::1]:443/', 'https://[::1]/'],
  ['https://', null],
  ['https://:443/', null],
  ['/v1/refunds', null],
  ['api.stripe.com/v1', null],
])('normaliseUrl: %s → %s', (url, normal) => {
  expect(normaliseUrl(url)).toBe(normal)
  if (normal !== null) expect(normaliseUrl(normal)).toBe(normal)
})

test.each([
  [undefined, '*'],
  ['', '*'],
  ['*', '*'],
  ['**', '*'],
  ['HTTPS://API.stripe.com/V1/*', 'https://api.stripe.com/V1/*'],
  ['https://api.stripe.com:443/*', 'https://api.stripe.com/*'],
  ['https://api.stripe.com', 'https://api.stripe.com/'],
  ['https://API.stripe.com*', 'https://api.stripe.com*'],
  ['https://api.stripe.com/v1?x=*', 'https://api.stripe.com/v1'],
  ['https://api.stripe.com/**', 'https://api.stripe.com/*'],
  ['https://*.Stripe.com/V1', 'https://*.stripe.com/V1'],
  ['https://*.stripe.com', 'https://*.stripe.com/'],
])('parsePattern: %s → %s', (resource, text) => {
  const pattern = parsePattern(resource)
  expect(patternText(pattern)).toBe(text)
  expect(parsePattern(text)).toEqual(pattern)
})

test.each([
  ['https://api.stripe.com/*', 'https://api.stripe.com/', true],
  ['https://api.stripe.com/*', 'https://api.stripe.com.evil.io/', false],
  ['https://api.stripe.com*', 'https://api.stripe.com.evil.io/', true],
  ['https://h/a', 'https://h/a', true],
  ['https://h/a', 'https://h/a/', false],
  ['https://h/a', 'https://h/A', false],
  ['https://h/*/b', 'https://h/x/y/b', true],
  ['https://h/*/b', 'https://h/b', false],
  ['https://h/a*a', 'https://h/a', false],
  ['https://h/a*a', 'https://h/aa', true],
  ['*b*b*', 'https://h/b', false],
  ['https://h/(*+*)', 'https://h/(a+b)', true],
])('matchesPattern: %s, %s → %s', (pattern, url, isMatch) => {
  expect(matchesPattern(parsePattern(pattern), url)).toBe(isMatch)
})

test('a hostile glob costs no more than its length', () => {
  const glob = parsePattern(`https://h/${'*a'.repeat(5000)}*b`)
  expect(matchesPattern(glob, `https://h/${'a'.repeat(20_000)}`)).toBe(false)
})
