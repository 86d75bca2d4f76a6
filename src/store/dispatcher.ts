/** Opens connections: kept alive, with time limits, and through the proxy that the environment names. */
import { Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Endpoint } from './endpoint.ts'

/** All in milliseconds. */
export interface Timeouts {
  readonly connect: number
  /** From the request to the head of its answer, and between two chunks of the body. */
  readonly headers: number
  /** From the call to the end of the answer. */
  readonly whole: number
}

export const DEFAULT_TIMEOUTS: Timeouts = { connect: 10_000, headers: 30_000, whole: 120_000 }

type Env = Readonly<Record<string, string | undefined>>

// As in curl and the vendor's own tools, only https_proxy counts for https. Plain http is only for loopback, which needs no proxy.
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY']
const PROXY_PROTOCOLS = ['http:', 'https:', 'socks5:', 'socks:']

/** @throws PolicyctlError proxy-invalid; never with the value, which may hold a password. */
export function openDispatcher(
  endpoint: Pick<Endpoint, 'isLoopback'>,
  env: Env,
  timeouts: Timeouts,
): Dispatcher {
  const options = {
    connect: { timeout: timeouts.connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.headers,
  }
  const variable = proxyVariable(endpoint, env)
  if (variable === null) return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    // '' and not undefined: for undefined, the agent would read the environment of the process.
    httpProxy: '',
    httpsProxy: proxyUrl(variable, env[variable] ?? ''),
    noProxy: env.no_proxy || env.NO_PROXY || '',
    requestTls: { timeout: timeouts.connect },
    proxyTls: { timeout: timeouts.connect },
    factory: givingUpPool,
  })
}

/** Returns the variable that names the proxy for this endpoint; null: none. no_proxy may still exclude the host. */
export function proxyVariable({ isLoopback }: Pick<Endpoint, 'isLoopback'>, env: Env): string | null {
  if (isLoopback) return null
  return PROXY_VARIABLES.find((name) => env[name] !== undefined && env[name] !== '') ?? null
}

/**
 * undici mistakes a socket error while connecting for one of an idle connection,
 * and tries again at once, for ever: a proxy that closes the connection would be
 * asked thousands of times. With another error code the connection just fails.
 */
function givingUpPool(origin: string | URL, options: object): Dispatcher {
  const { connect, ...rest } = options as Pool.Options
  if (typeof connect !== 'function') return new Pool(origin, options)
  const connectOnce: buildConnector.connector = (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error === null) callback(null, socket)
      else callback(Object.assign(new Error(error.message), { code: connectCode(error) }), null)
    })
  return new Pool(origin, { ...rest, connect: connectOnce })
}

function connectCode(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return code === 'UND_ERR_SOCKET' ? 'EPROXY' : code
}

function proxyUrl(variable: string, value: string): string {
  const text = value.includes('://') ? value : `http://${value}`
  if (URL.canParse(text) && PROXY_PROTOCOLS.includes(new URL(text).protocol)) return text
  throw new PolicyctlError('proxy-invalid', {
    message: `the proxy in ${variable} is no http, https or socks5 URL`,
    hint: `write it like http://proxy.acme.example:3128, unset ${variable}, or name the host in NO_PROXY`,
  })
}
