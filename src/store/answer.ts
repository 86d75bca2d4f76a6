/** The body of an answer as JSON, or as what it is instead. */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Headers } from './transport.ts'

export interface HttpAnswer {
  /** 'GET https://acme.runagents.io/api/v1/policies', for messages. */
  readonly call: string
  /** True if the call changes nothing, whatever becomes of it. */
  readonly isRead: boolean
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  /** `what` says what it is instead: 'HTML', 'text that is not JSON'. */
  | { readonly kind: 'other'; readonly what: string; readonly hint?: string }

const DECODER = new TextDecoder('utf-8', { fatal: true })

/** @param redact takes the key out of a text; a body that quotes it is read without it where it says no, and not at all where it says yes. */
export function readBody(bytes: Uint8Array, status: number, redact: (text: string) => string): Body {
  if (bytes.length === 0) return { kind: 'empty' }
  const quoting = decoded(bytes)
  if (quoting === null) return { kind: 'other', what: 'bytes that are not UTF-8' }
  const text = redact(quoting)
  if (text !== quoting && status < 300) return { kind: 'other', what: 'a text that quotes the API key' }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    // The parser's message quotes the text, which may quote the key.
    return { kind: 'other', what: describe(text) }
  }
}

/** @throws StoreFailure answer-not-json. */
export function jsonOf({ call, status, body }: HttpAnswer): unknown {
  if (body.kind === 'json') return body.value
  throw new StoreFailure('answer-not-json', {
    kind: 'unavailable',
    status,
    message: `${call} answered ${status} with ${body.kind === 'empty' ? 'an empty body' : body.what} where JSON was expected`,
    hint: (body.kind === 'other' ? body.hint : undefined) ?? LOGIN_PAGE,
  })
}

const LOGIN_PAGE = 'is this the right base URL? A login page or a proxy may stand in front of the API'

/** The answer is JSON but not what the API documents. */
export function answerInvalid({ call, status }: HttpAnswer, fact: string): StoreFailure {
  return new StoreFailure('answer-invalid', {
    kind: 'unavailable',
    status,
    message: `${call} returned an answer that policyctl cannot rely on: ${fact}`,
    hint: 'is this the right base URL? If it is, fix the policy there, or report it with the code of this error',
  })
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return DECODER.decode(bytes)
  } catch {
    return null
  }
}

function describe(text: string): string {
  if (/^\s*</.test(text)) return 'HTML or XML'
  return /^\s*[[{]/.test(text) ? 'JSON that is damaged or cut off' : 'text that is not JSON'
}
