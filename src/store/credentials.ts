/** Puts the key into headers, for either contract of the API, and keeps it out of every other text. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Endpoint } from './endpoint.ts'
import { keyPattern } from './key-pattern.ts'

export interface Credentials {
  /** Headers that carry the key. */
  readonly headers: Readonly<Record<string, string>>
  /** The place where the key was read, for messages: 'the environment variable RUNAGENTS_API_KEY'. */
  readonly source: string
  /** Removes the key from a text, in any escaped form: servers quote what they refuse. Call it before a text is cut, since half a key is not found. */
  redact(text: string): string
}

const WORKSPACE_KEY = 'ra_ws_'
const REDACTED = '[key]'
// A shorter key is no secret (the embedded workspace accepts any), and would be found inside ordinary words.
const SHORTEST_SECRET = 8

/**
 * Classic: every key is sent as a bearer token. A key that starts with ra_ws_ is
 * also sent in a header of its own, since the vendor's clients differ in which of
 * the two they send. v1: such a key is sent only in that header, any other as a
 * bearer token.
 *
 * @throws PolicyctlError key-missing, key-invalid; never with the value.
 */
export function credentialsFor(
  contract: Endpoint['contract'],
  { key, source }: { key: string; source: string },
): Credentials {
  // Secrets that were stored with `echo` end in a line break.
  const trimmed = key.trim()
  if (trimmed === '') throw key === '' ? missing(source) : blank(source)
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw illegal(source)
  const isWorkspaceKey = trimmed.startsWith(WORKSPACE_KEY)
  return {
    headers: {
      ...(isWorkspaceKey && contract === 'v1' ? {} : { Authorization: `Bearer ${trimmed}` }),
      ...(isWorkspaceKey ? { 'X-RunAgents-API-Key': trimmed } : {}),
    },
    source,
    redact: redactor(trimmed),
  }
}

function redactor(key: string): Credentials['redact'] {
  if (key.length < SHORTEST_SECRET) return (text) => text
  const pattern = keyPattern(key)
  return (text) => text.replace(pattern, REDACTED)
}

function missing(source: string): PolicyctlError {
  return new PolicyctlError('key-missing', {
    message: `there is no API key: ${source} is empty or not set`,
    hint: 'set it; --target chooses another workspace',
  })
}

function blank(source: string): PolicyctlError {
  return new PolicyctlError('key-missing', {
    message: `there is no API key: ${source} holds only blanks`,
    hint: 'put the key into it; in CI, the secret may be empty',
  })
}

function illegal(source: string): PolicyctlError {
  return new PolicyctlError('key-invalid', {
    message: `the API key from ${source} holds spaces, line breaks or characters that no header can carry`,
    hint: 'copy the key again, alone and on one line',
  })
}
