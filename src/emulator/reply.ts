import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** An answer of the emulated API before it is written to a socket. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text is sent unchanged, as HTML; anything else as JSON. */
  readonly body: unknown
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

/** Returns the reply with the text of its body, and its headers. */
export function written({ status, headers = {}, body }: Reply): Required<Reply> & { readonly body: string } {
  const isHtml = typeof body === 'string'
  return {
    status,
    headers: { 'content-type': isHtml ? 'text/html' : 'application/json', ...headers },
    body: isHtml ? body : `${JSON.stringify(body)}\n`,
  }
}

/** Makes an error in the documented shape. */
export function failure(
  status: number,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { error } }
}

/**
 * A fault of the workspace itself. A data file that cannot be written keeps what it has, and trying again would
 * find it the same: a client must not take that for a server that is busy.
 */
export function faultReply(error: unknown): Reply {
  const isFinal = error instanceof PolicyctlError && error.code === 'file-unwritable'
  return failure(isFinal ? 400 : 500, error instanceof Error ? error.message : String(error))
}
