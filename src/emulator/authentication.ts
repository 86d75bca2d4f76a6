/** Checks the headers of a key, as each contract documents them. */
import type { IncomingHttpHeaders } from 'node:http'
import { failure, type Reply } from './reply.ts'

const WORKSPACE_KEY = 'ra_ws_'

/**
 * Accepts any key that is not empty, unless one is set. In v1, keys that start with
 * ra_ws_ have a header of their own, and all others are bearer tokens; classic
 * accepts such keys in either, since the vendor's clients differ.
 *
 * @returns the refusal; null: the key is accepted.
 */
export function refusal(headers: IncomingHttpHeaders, isV1: boolean, expected: string | null): Reply | null {
  const own = single(headers['x-runagents-api-key'])
  const bearer = /^Bearer +(\S+)$/.exec(single(headers.authorization))?.[1] ?? ''
  const key = own !== '' ? own : bearer
  if (key === '') return failure(401, isV1 ? 'missing API key' : 'missing bearer token')
  if (!isV1 && own !== '' && bearer !== '' && own !== bearer) return failure(401, 'two different keys')
  if (isV1 && key.startsWith(WORKSPACE_KEY) !== (own !== ''))
    return failure(401, 'workspace keys go into X-RunAgents-API-Key, other tokens into Authorization')
  return expected !== null && key !== expected ? failure(401, 'invalid API key') : null
}

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
