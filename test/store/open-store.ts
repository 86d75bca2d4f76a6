import { onTestFinished } from 'vitest'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { parseEndpoint } from '../../src/store/endpoint.ts'
import { type HttpStoreOptions, openHttpStore } from '../../src/store/http-store.ts'
import type { PolicyStore } from '../../src/store/policy-store.ts'

export const KEY = 'ra_ws_0123456789abcdef-MARKED'
export const SOURCE = 'the environment variable RUNAGENTS_API_KEY'

/** A store on `endpoint`, closed when the test ends. */
export function openStore(endpoint: string, options: Partial<HttpStoreOptions> = {}): PolicyStore {
  const store = openHttpStore({
    endpoint: parseEndpoint(endpoint),
    apiKey: KEY,
    keySource: SOURCE,
    env: {},
    ...options,
  })
  onTestFinished(() => store.close())
  return store
}

/** The PolicyctlError that `run` ends with. */
export async function errorOf(run: () => unknown): Promise<PolicyctlError> {
  try {
    await run()
  } catch (error) {
    if (error instanceof PolicyctlError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
