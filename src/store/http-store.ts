/** Opens the store of a workspace that is reached over the network. */
import { ApiStore } from './api-store.ts'
import { credentialsFor } from './credentials.ts'
import { DEFAULT_TIMEOUTS, openDispatcher, proxyVariable, type Timeouts } from './dispatcher.ts'
import type { Endpoint } from './endpoint.ts'
import { exchange } from './exchange.ts'
import type { PolicyStore } from './policy-store.ts'

export interface HttpStoreOptions {
  readonly endpoint: Endpoint
  /** Namespace of the classic contract; null: none is named. */
  readonly namespace?: string | null
  readonly apiKey: string
  /** The place where the key was read, for messages: 'the environment variable RUNAGENTS_API_KEY'. */
  readonly keySource: string
  /** For https_proxy and no_proxy. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeouts?: Partial<Timeouts>
}

/**
 * Opens no connection yet.
 *
 * @throws PolicyctlError key-missing, key-invalid, proxy-invalid.
 */
export function openHttpStore(options: HttpStoreOptions): PolicyStore {
  const { endpoint, env } = options
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const credentials = credentialsFor(endpoint.contract, { key: options.apiKey, source: options.keySource })
  const namespace = endpoint.contract === 'classic' ? (options.namespace ?? null) : null
  const dispatcher = openDispatcher(endpoint, env, timeouts)
  return new ApiStore(endpoint.contract, {
    transport: {
      exchange: (outgoing, limits) => exchange(dispatcher, outgoing, limits),
      close: () => dispatcher.destroy(),
    },
    baseUrl: endpoint.baseUrl,
    credentials,
    namespace,
    time: timeouts.whole,
    proxy: proxyVariable(endpoint, env),
  })
}
