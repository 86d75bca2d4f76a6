/**
 * Reads neighbouring resources, which are useful to some checks and required by none.
 * A resource that is missing, forbidden, malformed or paginated is null, so that it
 * never stops a run.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Rule } from '../policy/policy.ts'
import { type Fields, faultOfFields } from '../policy/shape.ts'
import { faultOfPermission, faultOfSelectors } from '../policy/spec-shape.ts'
import { type HttpAnswer, jsonOf } from './answer.ts'
import { answerListOf, assertFaultless, objectOf, textOf } from './answer-shape.ts'
import type { AgentPolicies, Connector, Translation } from './policy-store.ts'
import { agentOf } from './read-policies.ts'
import { refusePage } from './refuse-page.ts'

/** A header with the words that became no rule: a list of texts as percent-encoded JSON. */
const NOT_UNDERSTOOD = 'x-policyctl-not-understood'

type Read<T> = (answer: HttpAnswer, item: unknown) => T

export function readListOrNull<T>(answer: HttpAnswer, read: Read<T>): readonly T[] | null {
  try {
    // An empty list of a Go server may be null.
    const items = answerListOf(answer, jsonOf(answer) ?? [], 'the answer')
    refusePage(answer, items.length, 'entries')
    return items.map((item) => read(answer, item))
  } catch (error) {
    if (error instanceof StoreFailure) return null
    throw error
  }
}

export function readConnector(answer: HttpAnswer, item: unknown): Connector {
  const fields = objectOf(answer, item, 'a connector')
  const id = textOf(answer, fields.id ?? fields.name, 'the id of a connector')
  assertFaultless(answer, faultOfFields(fields, 'a connector', { enabled: 'flag' }))
  // A Go server leaves `false` out.
  return {
    id,
    name: textOf(answer, fields.name ?? id, 'the name of a connector'),
    enabled: fields.enabled === true,
  }
}

export function readAgent(answer: HttpAnswer, item: unknown): string {
  return agentOf(answer, item, 'the agents')
}

/**
 * Reads the policies that an agent is bound to; null if the answer is about another
 * agent (names are unique only in a namespace), or is malformed.
 */
export function readAgentPolicies(answer: HttpAnswer, agent: string): AgentPolicies {
  try {
    const { agent_name: name, namespace, policies } = objectOf(answer, jsonOf(answer), 'the answer')
    if (agentOf(answer, { name, namespace }, 'the configuration') !== agent) return null
    if (policies === undefined) return 'unsaid'
    const names = answerListOf(answer, policies ?? [], 'policies')
    return [...new Set(names.map((item) => textOf(answer, item, 'a policy')))].sort()
  } catch (error) {
    if (error instanceof StoreFailure) return null
    throw error
  }
}

/**
 * Reads the rules that the API made of words.
 *
 * @param redact removes the key from a text.
 * @throws StoreFailure answer-not-json, answer-invalid.
 */
export function readTranslation(answer: HttpAnswer, redact: (text: string) => string): Translation {
  const { rules } = objectOf(answer, jsonOf(answer), 'the answer')
  return {
    rules: answerListOf(answer, rules ?? [], 'rules').map((item, index) =>
      readPartialRule(answer, item, `rules[${index}]`),
    ),
    notUnderstood: notUnderstoodIn(answer).map(redact),
  }
}

/** Reads the emulator's header. If it has another form, its whole text counts as not understood. */
function notUnderstoodIn({ headers }: HttpAnswer): readonly string[] {
  const header = headers[NOT_UNDERSTOOD]
  if (typeof header !== 'string') return []
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(header))
    if (Array.isArray(parts)) return parts.map(String)
  } catch {
    // Neither percent-encoded nor JSON.
  }
  return [header]
}

function readPartialRule(answer: HttpAnswer, item: unknown, at: string): Partial<Rule> {
  const present = Object.entries(objectOf(answer, item, at)).filter(([, value]) => value !== null)
  const fields: Fields = Object.fromEntries(present)
  assertFaultless(answer, faultOfSelectors(fields, at))
  if (fields.permission !== undefined) assertFaultless(answer, faultOfPermission(fields.permission, at))
  const known = ['permission', 'operations', 'resource', 'tags']
  return Object.fromEntries(
    known.filter((key) => Object.hasOwn(fields, key)).map((key) => [key, fields[key]]),
  )
}
