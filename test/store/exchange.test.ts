import { once } from 'node:events'
import { createServer } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { exchange } from '../../src/store/exchange.ts'

test('a connection that comes when the time is up: nothing of the request is sent on it', async () => {
  const received: string[] = []
  const server = createServer((socket) => {
    socket.on('data', (bytes) => received.push(bytes.toString()))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as import('node:net').AddressInfo
  const connector = buildConnector({})
  let connect = (): void => {}
  const isAsked = new Promise<void>((resolve) => {
    connect = resolve
  })
  let goOn = (): void => {}
  const agent = new Agent({
    connect: (options, callback) => {
      goOn = () => connector(options, callback)
      connect()
    },
  })
  onTestFinished(async () => {
    await agent.destroy()
    server.close()
  })
  const path = '/policies/p'
  const url = `http://127.0.0.1:${port}/api${path}`
  const outgoing = { method: 'PUT', url, path, headers: {}, body: '{}' } as const
  const [ended] = await Promise.all([exchange(agent, outgoing, { time: 20, size: 1000 }), isAsked])
  expect(ended).toMatchObject({ kind: 'failure', reason: 'timeout', wasSent: false })
  const connected = once(server, 'connection')
  goOn()
  const [socket] = await connected
  // Whatever would be sent on it comes before its end.
  const closed = once(socket, 'close')
  await agent.close()
  await closed
  expect(received).toEqual([])
})
