import { expect, test } from 'vitest'
import { meaninglessBecause } from '../../../src/access/model/meaningless-pattern.ts'

test.each([
  'https://api.example.com/*',
  'https://api.example.com/',
  'https://api.example.com/a%2eb/*',
  'HTTPS://API.Example.com:443/v1/*',
  'https://*.example.com:443/*',
  'https://*.example.com:80/*',
  'http://*.example.com:8443*',
  'https://*:*/*',
  'https://api.example.com:80*/x',
  'https://[::1]:8080/*',
  'https://api.example.com/2024.*.csv',
  'https://api.example.com/a%20b/%2fx*',
  'https://api.example.com/a?x=1',
  // Whoever writes a star before them means just these.
  'https://api.example.com/*/../*',
  'https://api.example.com/*/%2e%2e/*',
  'https://api.example.com/*//*',
  'https://api.example.com*',
  'https://*',
  'https:*',
  '*',
  '*stripe*',
  '*/v1/pay',
  '*://api.example.com/*',
])('%s can be met', (resource) => {
  expect(meaninglessBecause(resource)).toBeNull()
})

test.each([
  ['htps://api.example.com/*', 'no request has the scheme htps'],
  ['https://api.example.com', 'it has no path, so it is https://api.example.com/ alone'],
  ['https://*.example.com', 'it has no path, so it is https://*.example.com/ alone'],
  ['https://api.example.com:0443/*', 'clients send it as https://api.example.com/*'],
  ['https://api.example.com:08443/*', 'clients send it as https://api.example.com:8443/*'],
  ['https://api.example.com:84430/*', 'no client can send a request to such a host or port'],
  ['https://*.example.com:443*', 'it may be the default port'],
  ['https://*.example.com:4*/*', 'it may be the default port'],
  ['http://*.example.com:8*/*', 'it may be the default port'],
  ['*://api.example.com:443/*', 'it may be the default port'],
  ['https://bücher.example/*', 'clients send it as https://xn--bcher-kva.example/*'],
  ['https://127.1/*', 'clients send it as https://127.0.0.1/*'],
  ['https://api.example.com/x/../v1/*', 'clients send it as https://api.example.com/v1/*'],
  ['https://api.example.com/%2e/v1/*', 'clients send it as https://api.example.com/v1/*'],
  ['https://api.example.com/<id>/*', 'clients send it as https://api.example.com/%3Cid%3E/*'],
  ['https://api.example.com//v1/*', "'//' is compared as it stands"],
  ['*/v1//pay', "'//' is compared as it stands"],
  ['https://api.example.com/%761/*', '%76 is compared as it stands'],
  ['https://api.example.com/.*', "'.' stands for itself"],
  ['https://api.example.com/\u00e9t\u00e9/*', 'clients send it as https://api.example.com/%C3%A9t%C3%A9/*'],
])('%s: %s', (resource, why) => {
  expect(meaninglessBecause(resource)).toContain(why)
})
