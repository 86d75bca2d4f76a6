/** Decodes the body of an answer, or tells why it is no JSON. */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Headers } from './transport.ts'

export interface HttpAnswer {
  /** 'GET https://acme.runagents.io/api/v1/policies', for messages. */
  readonly call: string
  /** True if the call changes nothing. */
  readonly isRead: boolean
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  /** `what` describes the body: 'HTML', 'text that is not JSON'. */
  | { readonly kind: 'other'; readonly what: string; readonly hint?: string }

const DECODER = new TextDecoder('utf-8', { fatal: true })

/** @param redact removes the key from a text. From an error answer the key is removed; a successful answer that contains it is rejected. */
export function readBody(bytes: Uint8Array, status: number, redact: (text: string) => string): Body {
  if (bytes.length === 0) return { kind: 'empty' }
  const quoting = decoded(bytes)
  if (quoting === null) return { kind: 'other', what: 'bytes that are not UTF-8' }
  const text = redact(quoting)
  if (text !== quoting && status < 300) return { kind: 'other', what: 'a text that quotes the API key' }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    // The parser's message is dropped: it quotes the text, which may contain the key.
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

/** The error for an answer that is JSON, but not as the API documents it. */
export function answerInvalid({ call, status }: HttpAnswer, fact: string, hint = REPORT_IT): StoreFailure {
  return new StoreFailure('answer-invalid', {
    kind: 'unavailable',
    status,
    message: `${call} returned an answer that policyctl cannot rely on: ${fact}`,
    hint,
  })
}

const REPORT_IT =
  'is this the right base URL? If it is, fix the policy there, or report it with the code of this error'

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
