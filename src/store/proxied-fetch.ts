/** Makes a `fetch` with the proxy settings of the Policies API, for other APIs, such as GitHub's. */
import { fetch, type RequestInfo, type RequestInit, type Response } from 'undici'
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
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(new URL(baseUrl).hostname)
  const dispatcher = openDispatcher({ isLoopback }, env, DEFAULT_TIMEOUTS)
  return (input, init) => fetch(input, { ...init, dispatcher })
}
