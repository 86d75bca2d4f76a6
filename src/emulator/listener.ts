/** Answers a request of a socket: hooks, faults, authentication, then the API. */
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { answerCall } from './answer-call.ts'
import type { Fate, Faults } from './faults.ts'
import type { Readying } from './readying.ts'
import { failure, faultReply, type Reply, written } from './reply.ts'
import type { Storage } from './storage.ts'

/** A request as hooks see it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Hooks {
  /** Called, and awaited, before anything is done; its result overrides the faults. */
  readonly onRequest?: (
    request: SeenRequest,
  ) => Partial<Fate> | undefined | Promise<Partial<Fate> | undefined>
}

interface Settings {
  readonly storage: Storage
  readonly faults: Faults
  readonly latency: number
  readonly apiKey: string | null
  readonly hooks: Hooks
  readonly readying: Readying
}

const LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/
const LARGEST_BODY = 4 * 1024 * 1024

export function listenerOf(settings: Settings): { onRequest: RequestListener; idle: () => Promise<void> } {
  const inFlight = new Set<Promise<void>>()
  const onRequest: RequestListener = (message, response) => {
    const work: Promise<void> = respond(settings, message, response).finally(() => inFlight.delete(work))
    inFlight.add(work)
  }
  return { onRequest, idle: async () => void (await Promise.all(inFlight)) }
}

async function respond(
  settings: Settings,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await bodyOf(message)
    const reply =
      body === null ? failure(413, 'the body is too large') : await replyTo(settings, message, body)
    if (reply === 'drop') message.socket.destroy()
    else send(response, reply)
  } catch (error) {
    // The client closed the connection during its request.
    if (message.socket.destroyed) return void response.destroy()
    send(response, faultReply(error))
  }
}

async function replyTo(settings: Settings, message: IncomingMessage, body: string): Promise<Reply | 'drop'> {
  const { method = '', url: path = '', headers } = message
  const { faults, hooks, latency } = settings
  const seen = { method, path, headers, body }
  const { delay: wait, before, after } = { ...faults.fateOf(method), ...(await hooks.onRequest?.(seen)) }
  if (latency + wait > 0) await delay(latency + wait)
  if (before !== null) return before
  const reply = await handle(settings, seen)
  return after ?? reply
}

async function handle({ storage, faults, apiKey, readying }: Settings, request: SeenRequest): Promise<Reply> {
  // Refuses a foreign Host header, which stops DNS rebinding from a page in a browser.
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return failure(421, 'unknown host')
  return answerCall({ storage, quirks: faults.quirks, readying }, request, apiKey)
}

/** @returns null if the body is larger than any policy. */
async function bodyOf(message: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of message) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > LARGEST_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, reply: Reply): void {
  const { status, headers, body } = written(reply)
  response.writeHead(status, headers)
  response.end(body)
}
