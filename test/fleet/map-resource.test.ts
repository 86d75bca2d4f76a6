import { expect, test } from 'vitest'
import { mappedResource, reachesBehindStar } from '../../src/fleet/map-resource.ts'

const HOSTS = new Map([['api.stripe.com', 'api.stripe.test']])

test.each([
  ['https://api.stripe.com/v1/*', 'https://api.stripe.test/v1/*'],
  ['https://API.Stripe.com/v1', 'https://api.stripe.test/v1'],
  ['https://api.stripe.com', 'https://api.stripe.test'],
  ['https://api.stripe.com:8443/x', 'https://api.stripe.test:8443/x'],
  ['https://api.stripe.com:*/x', 'https://api.stripe.com:*/x'],
  ['https://api.stripe.com.evil.io/*', 'https://api.stripe.com.evil.io/*'],
  ['https://x.io/api.stripe.com/*', 'https://x.io/api.stripe.com/*'],
  ['https://api.stripe.com*', 'https://api.stripe.com*'],
  ['*', '*'],
])('%s → %s', (resource, mapped) => {
  expect(mappedResource(resource, HOSTS)).toBe(mapped)
})

test.each([
  ['*', false],
  ['https://*', false],
  ['https://*/v1/*', false],
  ['https://api.stripe.com/*', false],
  ['https://api.github.com/*', false],
  ['https://*.stripe.com/*', true],
  ['https://*.github.com/*', false],
  ['https://api.*/*', true],
  ['https://files.*/*', false],
  ['https://api.stripe.com*', true],
  ['https://api.stripe.com:*/x', true],
  ['*://api.stripe.com/*', true],
  ['*stripe*', true],
])('%s reaches the host behind a star: %s', (resource, reaches) => {
  expect(reachesBehindStar(resource, 'api.stripe.com')).toBe(reaches)
})
