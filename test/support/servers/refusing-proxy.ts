import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface RefusingProxy {
  /** `CONNECT host:port credentials`, and KEY where the secret came along. */
  readonly asked: readonly string[]
  /** `127.0.0.1:port`. */
  readonly host: string
}

/** A proxy that refuses every tunnel, and writes down what it was asked for. */
export async function refusingProxy(secret: string): Promise<RefusingProxy> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.end()
  })
  server.on('connect', ({ url, headers }, socket) => {
    const leak = JSON.stringify(headers).includes(secret) ? ' KEY' : ''
    asked.push(`CONNECT ${url} ${headers['proxy-authorization'] ?? ''}${leak}`)
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, host: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}
