/** Answers a request: reads its path, key and body, and calls the API. */
import type { IncomingHttpHeaders } from 'node:http'
import { answerRequest } from './api.ts'
import type { Api } from './api-call.ts'
import { refusal } from './authentication.ts'
import { failure, type Reply } from './reply.ts'

interface Request {
  readonly method: string
  readonly path: string
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const BASE = /^\/api(?:\/v1(?:\/workspaces\/[^/]+)?)?(?=\/)/

/** @param apiKey the only accepted key; null: any that is not empty. */
export async function answerCall(api: Api, request: Request, apiKey: string | null): Promise<Reply> {
  const path = request.path.split('?')[0] ?? ''
  const base = BASE.exec(path)?.[0]
  if (base === undefined) return failure(404, 'not found')
  const isV1 = base.startsWith('/api/v1')
  const refused = refusal(request.headers, isV1, apiKey)
  if (refused !== null) return refused
  const segments = segmentsOf(path.slice(base.length + 1))
  if (segments === null) return failure(400, 'invalid path')
  return answerRequest(api, {
    method: request.method,
    segments,
    body: jsonOf(request.body),
    contract: isV1 ? 'v1' : 'classic',
    scope: isV1 ? null : namespaceIn(request.headers),
  })
}

function namespaceIn(headers: IncomingHttpHeaders): string | null {
  const value = headers['x-workspace-namespace']
  return typeof value === 'string' && value !== '' ? value : null
}

function segmentsOf(path: string): readonly string[] | null {
  try {
    return path.split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}

function jsonOf(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
