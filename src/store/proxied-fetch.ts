/** Makes a `fetch` with the proxy settings of the Policies API, for other APIs, such as GitHub's. */
import { fetch, type RequestInfo, type RequestInit, type Response } from 'undici'
import { isLoopbackHost } from '../policy/workspace.ts'
import { DEFAULT_TIMEOUTS, openDispatcher } from './dispatcher.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * @param baseUrl of the API; no proxy is used for loopback.
 * @throws PolicyctlError proxy-invalid.
 */
export function proxiedFetch(
  baseUrl: string,
  env: Env,
): (input: RequestInfo, init?: RequestInit) => Promise<Response> {
  const isLoopback = isLoopbackHost(new URL(baseUrl).hostname)
  const dispatcher = openDispatcher({ isLoopback }, env, DEFAULT_TIMEOUTS)
  return (input, init) => fetch(input, { ...init, dispatcher })
}
