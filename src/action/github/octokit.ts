/**
 * Opens Octokit: it waits as long as GitHub asks for, repeats reads, and never repeats
 * a write whose answer was lost, since a second comment is worse than none.
 */
import { Octokit } from '@octokit/rest'
import { RETRIES, retryWait } from '../../diagnostic/retries.ts'
import { proxiedFetch } from '../../store/proxied-fetch.ts'
import type { Clock } from '../../workbench/context.ts'

export interface OctokitOptions {
  readonly token: string
  /** GITHUB_API_URL. */
  readonly baseUrl: string
  readonly clock: Clock
  readonly userAgent: string
  /** The environment, which may name a proxy. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Milliseconds to wait if GitHub asks for a wait without a time. */
const UNNAMED_WAIT = 60_000

/** @throws PolicyctlError proxy-invalid. */
export function openOctokit({ token, baseUrl, clock, userAgent, env }: OctokitOptions): Octokit {
  const request = { fetch: proxiedFetch(baseUrl, env) }
  const octokit = new Octokit({ auth: token, baseUrl, userAgent, log: SILENT, request })
  let waitLeft = RETRIES.github.giveUpAfter
  octokit.hook.wrap('request', async (request, options) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await request(options)
      } catch (error) {
        const wait =
          attempt === RETRIES.github.attempts
            ? null
            : waitFor(error, { attempt, isRead: isRead(options), now: clock.now() })
        if (wait === null || wait > waitLeft) throw error
        waitLeft -= wait
        await clock.sleep(wait)
      }
    }
  })
  return octokit
}

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

interface Failure {
  readonly status?: number
  readonly message?: string
  readonly response?: { readonly headers?: Readonly<Record<string, string | undefined>> }
}

/** @returns milliseconds to wait before the next attempt; null: there is none. */
function waitFor(error: unknown, at: { attempt: number; isRead: boolean; now: Date }): number | null {
  const { status = 500, message = '', response } = error as Failure
  const headers = response?.headers ?? {}
  if (status === 403 || status === 429) {
    if (headers['retry-after'] !== undefined) return seconds(headers['retry-after'])
    if (headers['x-ratelimit-remaining'] === '0')
      return Math.max(0, seconds(headers['x-ratelimit-reset']) - at.now.getTime())
    return status === 429 || /rate limit/i.test(message) ? UNNAMED_WAIT : null
  }
  return status >= 500 && at.isRead ? retryWait(RETRIES.github, at.attempt, () => 1) : null
}

function seconds(text: string | undefined): number {
  const value = Number(text)
  return Number.isFinite(value) ? value * 1_000 : UNNAMED_WAIT
}

function isRead({ method, url, query }: { method?: string; url?: string; query?: unknown }): boolean {
  if (url?.endsWith('/graphql')) return typeof query === 'string' && query.trimStart().startsWith('query')
  return method === 'GET'
}
