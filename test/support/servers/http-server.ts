/** A real HTTP server on loopback that answers as told and records what it was asked, closed when the test ends. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

interface Recorded {
  readonly method: string
  readonly path: string
  /** As sent: names in their own case, in order. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface TestServer {
  /** http://127.0.0.1:PORT */
  readonly url: string
  readonly requests: readonly Recorded[]
  /** Connections that were accepted. */
  readonly connections: number
}

/** What to answer: a script in order (the last repeats), or a function. */
export type Reply = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown
}
export type Answering = (request: Recorded, response: ServerResponse, socket: Socket) => Reply | undefined

export async function serve(answering: Answering | Reply): Promise<TestServer> {
  const requests: Recorded[] = []
  let connections = 0
  const listener: RequestListener = (message, response) => {
    void bodyOf(message).then((body) => {
      const request = recorded(message, body)
      requests.push(request)
      const reply = typeof answering === 'function' ? answering(request, response, message.socket) : answering
      if (reply !== undefined) send(response, reply)
    })
  }
  const server = createServer(listener)
  server.on('connection', () => {
    connections++
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections
    },
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))
}

function recorded(message: IncomingMessage, body: string): Recorded {
  const pairs: [string, string][] = []
  for (let index = 0; index < message.rawHeaders.length; index += 2)
    pairs.push([message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? ''])
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: Object.fromEntries(pairs),
    body,
  }
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
