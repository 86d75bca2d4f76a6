import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../support/servers/http-server.ts'
import { refusingProxy } from '../support/servers/refusing-proxy.ts'
import { errorOf, KEY, openStore } from './open-store.ts'

const proxy = () => refusingProxy(KEY)

test.each(['https_proxy', 'HTTPS_PROXY'])(
  '%s is used for https, as a tunnel, without the key',
  async (variable) => {
    const { asked, host } = await proxy()
    const store = openStore('https://policyctl.invalid/api', {
      env: { [variable]: `http://user:sesame@${host}` },
    })
    const error = await errorOf(() => store.list())
    expect(error).toMatchObject({ code: 'connection-failed', kind: 'unreachable' })
    expect(error.message).toContain('the proxy refused the connection with 407')
    expect(error.hint).toContain(variable)
    expect(JSON.stringify(error) + error.message + error.hint).not.toContain('sesame')
    expect(asked).toEqual([
      `CONNECT policyctl.invalid:443 Basic ${Buffer.from('user:sesame').toString('base64')}`,
    ])
  },
)

test('a proxy without a scheme is http', async () => {
  const { asked, host } = await proxy()
  await errorOf(() => openStore('https://policyctl.invalid/api', { env: { HTTPS_PROXY: host } }).list())
  expect(asked).toHaveLength(1)
})

test.each([['policyctl.invalid'], ['.invalid'], ['other.example, policyctl.invalid'], ['*']])(
  'NO_PROXY=%s is honoured',
  async (noProxy) => {
    const { asked, host } = await proxy()
    const env = { HTTPS_PROXY: `http://${host}`, NO_PROXY: noProxy }
    expect(await errorOf(() => openStore('https://policyctl.invalid/api', { env }).list())).toMatchObject({
      kind: 'unreachable',
    })
    expect(asked).toEqual([])
  },
)

test('loopback never goes through a proxy', async () => {
  const { asked, host } = await proxy()
  const server = await serve({ body: [] })
  const url = `http://${host}`
  const env = { HTTP_PROXY: url, http_proxy: url, HTTPS_PROXY: url, https_proxy: url, ALL_PROXY: url }
  for (const endpoint of [server.url, server.url.replace('127.0.0.1', 'localhost')])
    expect(await openStore(`${endpoint}/api`, { env }).list()).toEqual([])
  await errorOf(() => openStore(`${server.url.replace('http:', 'https:')}/api`, { env }).list())
  expect(asked).toEqual([])
})

test('a proxy that hangs up: an error in time, not an endless attempt', async () => {
  const server = createServer()
  let attempts = 0
  server.on('connect', (_request, socket) => {
    attempts++
    socket.destroy()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const env = { HTTPS_PROXY: `127.0.0.1:${(server.address() as AddressInfo).port}` }
  const store = openStore('https://policyctl.invalid/api', { env, timeouts: { whole: 2000 } })
  const error = await errorOf(() => store.list())
  expect(error).toMatchObject({ code: 'connection-failed', kind: 'unreachable' })
  expect(error.message).toContain('the proxy closed the connection')
  expect(attempts).toBe(1)
})

test.each([['ftp://proxy.example:1'], ['http://'], ['http://us er:sesame@x y']])(
  '%s: refused without its value',
  async (value) => {
    const error = await errorOf(() =>
      openStore('https://policyctl.invalid/api', { env: { HTTPS_PROXY: value } }),
    )
    expect(error).toMatchObject({ code: 'proxy-invalid', exitStatus: 4 })
    expect(error.message).toContain('HTTPS_PROXY')
    expect(error.message + error.hint).not.toContain('sesame')
  },
)
