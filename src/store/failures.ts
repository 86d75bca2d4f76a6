/**
 * Turns error answers, and calls without an answer, into failures that name the
 * fact and the next action. Their kind tells 'nothing was done' from 'it may
 * have been done' (diagnostic/store-failure.ts).
 */

import { spanText } from '../diagnostic/age.ts'
import type { ErrorCode } from '../diagnostic/error-codes.ts'
import { RETRIES } from '../diagnostic/retries.ts'
import { type FailureKind, StoreFailure } from '../diagnostic/store-failure.ts'
import type { HttpAnswer } from './answer.ts'
import type { Credentials } from './credentials.ts'
import { retryAfter } from './retry-after.ts'
import type { Exchange } from './transport.ts'

type Lost = Extract<Exchange, { kind: 'failure' }>

const LONGEST_QUOTE = 300
const MAYBE_DONE = 'it may or may not have been done; plan again to see'
const ONLY_READ = 'nothing was changed by it; try again'

/** @param credentials with the key, which the server may have quoted. */
export function failureOfAnswer(answer: HttpAnswer, credentials: Credentials): StoreFailure {
  const { code, kind, hint } = verdict(answer, credentials)
  const { call, status, headers } = answer
  const wait = retryAfter(headers)
  const message = `${call} answered ${status}${quoteOf(answer, credentials.redact)}${askedWait(wait)}`
  return new StoreFailure(code, { kind, status, message, hint, retryAfter: wait })
}

/** Says for how long the server wants to be left alone, where that is longer than a read waits. */
function askedWait(wait: number | null): string {
  if (wait === null || wait <= RETRIES.read.giveUpAfter) return ''
  return `, and asks to wait ${spanText(wait)} (Retry-After), longer than policyctl waits`
}

/** The meaning of a status. It belongs to the message, since the results of an apply show messages without hints. */
const MEANING: Readonly<Record<number, string>> = {
  401: ', the key was not accepted',
  403: ', the key may not do this',
}

interface Verdict {
  readonly code: ErrorCode
  readonly kind: FailureKind
  readonly hint: string
}

function verdict({ status, body, isRead }: HttpAnswer, { headers, source }: Credentials): Verdict {
  switch (status) {
    case 401:
      return refused(
        'unauthorized',
        `the key from ${source} was not accepted (sent as ${Object.keys(headers).join(' and ')}); is it the key of this workspace?`,
      )
    case 403:
      return refused(
        'forbidden',
        `the key from ${source} is known but may not do this; ask for a key that may`,
      )
    case 404:
      return refused('not-found', 'is this the right base URL?')
    case 408:
      return { code: 'timed-out', kind: 'lost', hint: doneHint(isRead) }
    case 429:
      return { code: 'throttled', kind: 'throttled', hint: 'try again later' }
    default:
  }
  if (status >= 500)
    return { code: 'server-error', kind: 'unavailable', hint: `${doneHint(isRead)}${notTheApi(body)}` }
  if (status < 400)
    return refused(
      'redirected',
      'policyctl does not follow redirects, since the key could end up elsewhere; use the base URL that it points to',
    )
  return refused(
    'request-refused',
    `${givesReason(body) ? 'the server says why' : 'the server gives no reason'}; nothing was changed`,
  )
}

function doneHint(isRead: boolean): string {
  return isRead ? ONLY_READ : MAYBE_DONE
}

function refused(code: ErrorCode, hint: string): Verdict {
  return { code, kind: 'refused', hint }
}

function notTheApi(body: HttpAnswer['body']): string {
  return body.kind === 'other' ? '; the answer came from a proxy in between, not from the API' : ''
}

/** Quotes the server: its error text, or the address that it redirects to. */
function quoteOf({ status, headers, body }: HttpAnswer, redact: Credentials['redact']): string {
  const location = headers.location
  if (status < 400 && typeof location === 'string') return ` and points to ${shortened(redact(location))}`
  const error = body.kind === 'json' ? errorText(body.value) : null
  if (body.kind === 'other') return ` with ${body.what}`
  return `${MEANING[status] ?? ''}${error === null ? '' : `: ${shortened(redact(error))}`}`
}

function errorText(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('error' in value)) return null
  return typeof value.error === 'string' && value.error !== '' ? value.error : null
}

/** Tells whether the message quotes a reason of the server (quoteOf). */
function givesReason(body: HttpAnswer['body']): boolean {
  return body.kind === 'json' && errorText(body.value) !== null
}

function shortened(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`
}

interface Attempt extends Pick<HttpAnswer, 'call' | 'isRead'> {
  /** The variable that names the proxy; null: none. */
  readonly proxy: string | null
}

export function failureWithoutAnswer(lost: Lost, { call, isRead, proxy }: Attempt): StoreFailure {
  const kind: FailureKind =
    lost.reason === 'too-large' ? 'unavailable' : lost.wasSent ? 'lost' : 'unreachable'
  const { code, fact } = factOf(lost)
  const hint = lost.wasSent ? doneHint(isRead) : connectHint(lost, proxy, call)
  return new StoreFailure(code, { kind, status: null, message: `${call}: ${fact}`, hint })
}

function factOf({ reason, wasSent, code, detail }: Lost): {
  readonly code: ErrorCode
  readonly fact: string
} {
  if (reason === 'too-large')
    return { code: 'answer-too-large', fact: 'the answer is larger than policyctl reads' }
  if (reason === 'timeout')
    return { code: 'timed-out', fact: wasSent ? 'no answer in time' : 'no connection in time' }
  const cause = code === '' ? '' : ` (${code})`
  if (wasSent)
    return { code: 'connection-lost', fact: `the connection broke before the answer was complete${cause}` }
  const proxyStatus = /^Proxy response \((\d+)\)/.exec(detail)?.[1]
  if (proxyStatus !== undefined)
    return { code: 'connection-failed', fact: `the proxy refused the connection with ${proxyStatus}` }
  return {
    code: 'connection-failed',
    fact: `${CONNECT_FACTS[code] ?? 'no connection could be made'}${cause}`,
  }
}

const CONNECT_FACTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EPROXY: 'the proxy closed the connection',
  EAI_AGAIN: 'the host name could not be looked up',
}

function connectHint({ code }: Lost, proxy: string | null, call: string): string {
  if (/CERT|SELF_SIGNED|TLS|SSL|ISSUER/.test(code))
    return 'the certificate was not accepted; NODE_EXTRA_CA_CERTS names further authorities'
  const through = proxy === null ? '' : `, and the proxy in ${proxy}`
  const isHere = /:\/\/(?:localhost|127\.|\[::1\])/.test(call)
  const what = isHere
    ? 'start what should listen there (policyctl serve is an API for tests)'
    : 'check the base URL and the network'
  return `nothing was sent; ${what}${through}`
}
