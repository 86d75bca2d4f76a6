/** Sends one call to a workspace. Returns the answer; anything else is a StoreFailure. */
import { type Body, type HttpAnswer, readBody } from './answer.ts'
import { assertFresh } from './assert-fresh.ts'
import type { Unpacked } from './content-encoding.ts'
import type { Credentials } from './credentials.ts'
import { failureOfAnswer, failureWithoutAnswer } from './failures.ts'
import type { Headers, Outgoing, Transport } from './transport.ts'

/** Largest answer that is read: 10,000 policies are about 15 MB. */
const LARGEST_ANSWER = 128 * 1024 * 1024

export interface Connection {
  readonly transport: Transport
  readonly baseUrl: string
  readonly credentials: Credentials
  /** Workspace behind the URL, which only the classic contract has. */
  readonly namespace: string | null
  /** Time limit of a whole call; milliseconds. */
  readonly time: number
  /** Variable that names the proxy; null: none. */
  readonly proxy: string | null
}

export interface Call {
  readonly method: Outgoing['method']
  /** Appended to the base URL; its parts are escaped already. */
  readonly path: string
  readonly body?: unknown
  /** True for a call that changes nothing although it is no GET. */
  readonly isRead?: boolean
  /** Statuses of 400 and above that the caller reads itself. */
  readonly accepts?: readonly number[]
}

const NOT_ASKED_FOR =
  'policyctl asks for no encoding, so a proxy or gateway in between adds it: turn that off there, or connect without it'

/** @throws StoreFailure if there is no answer, or an error answer. */
export async function send(connection: Connection, call: Call): Promise<HttpAnswer> {
  const { credentials, transport, baseUrl, namespace, time, proxy } = connection
  const url = `${baseUrl}${call.path}`
  const named = `${call.method} ${url}`
  const body = call.body === undefined ? null : JSON.stringify(call.body)
  const headers = headersOf(credentials, namespace, body)
  const outgoing = { method: call.method, url, path: call.path, headers, body }
  const result = await transport.exchange(outgoing, { time, size: LARGEST_ANSWER })
  const isRead = call.method === 'GET' || call.isRead === true
  if (result.kind === 'failure') throw failureWithoutAnswer(result, { call: named, isRead, proxy })
  const { status, headers: received } = result
  if (call.method === 'GET') assertFresh(named, status, received)
  const whole = await unpackedBody(result.body, received)
  const read: Body =
    whole.kind === 'bytes'
      ? readBody(whole.bytes, status, credentials.redact)
      : { kind: 'other', what: whole.what, hint: NOT_ASKED_FOR }
  const answer = { call: named, isRead, status, headers: received, body: read }
  if ((status >= 200 && status < 300) || call.accepts?.includes(status) === true) return answer
  throw failureOfAnswer(answer, credentials)
}

/** Decodes the body. The decoder is loaded only for a compressed answer, since few are. */
async function unpackedBody(bytes: Uint8Array, headers: Headers): Promise<Unpacked> {
  if (headers['content-encoding'] === undefined) return { kind: 'bytes', bytes }
  const { unpacked } = await import('./content-encoding.ts')
  return unpacked(bytes, headers, LARGEST_ANSWER)
}

function headersOf(
  { headers }: Credentials,
  namespace: string | null,
  body: string | null,
): Record<string, string> {
  return {
    Accept: 'application/json',
    'User-Agent': 'policyctl',
    // An old list from a cache in between would pass for what is live.
    'Cache-Control': 'no-cache',
    ...headers,
    ...(namespace === null ? {} : { 'X-Workspace-Namespace': namespace }),
    ...(body === null ? {} : { 'Content-Type': 'application/json' }),
  }
}
