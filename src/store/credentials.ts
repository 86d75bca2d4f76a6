/** How a key proves itself to either contract, and how it is kept out of everything else. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Endpoint } from './endpoint.ts'
import { keyPattern } from './key-pattern.ts'

export interface Credentials {
  /** Headers that carry the key. */
  readonly headers: Readonly<Record<string, string>>
  /** The place where the key was read, for messages: 'the environment variable RUNAGENTS_API_KEY'. */
  readonly source: string
  /** The text without the key, however it is escaped: servers quote what they refuse. Before a text is shortened: half a key would not be found. */
  redact(text: string): string
}

const WORKSPACE_KEY = 'ra_ws_'
const REDACTED = '[key]'
// Shorter ones guard nothing (the embedded workspace takes any), and would be found inside ordinary words.
const SHORTEST_SECRET = 8

/**
 * Classic: a bearer token, and for keys that start with ra_ws_ a header of
 * their own too, since the vendor's clients differ in which of them they send.
 * v1: such keys go in that header alone, any other token is a bearer.
 *
 * @throws PolicyctlError key-missing, key-invalid; never with the value.
 */
export function credentialsFor(
  contract: Endpoint['contract'],
  { key, source }: { key: string; source: string },
): Credentials {
  // Secrets that were stored with `echo` end in a line break.
  const trimmed = key.trim()
  if (trimmed === '') throw missing(source)
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
    hint: 'put the key there; --target chooses another workspace',
  })
}

function illegal(source: string): PolicyctlError {
  return new PolicyctlError('key-invalid', {
    message: `the API key from ${source} holds spaces, line breaks or characters that no header can carry`,
    hint: 'copy the key again, alone and on one line',
  })
}
