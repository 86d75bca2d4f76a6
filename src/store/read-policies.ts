/** Reads policies of the API. */

import { agentId } from '../policy/binding.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { isSafeName } from '../policy/policy-name.ts'
import {
  type Fault,
  type Fields,
  faultOfItems,
  faultOfNesting,
  faultOfObject,
  faultOfText,
  isFields,
} from '../policy/shape.ts'
import { answerInvalid, type HttpAnswer, jsonOf } from './answer.ts'
import { answerListOf, nullsLeftOut, objectOf, textOf } from './answer-shape.ts'
import { faultOfShownSpec, readSpec, shownSpec } from './read-spec.ts'
import { paginated, refusePage } from './refuse-page.ts'

/**
 * Reads every policy, sorted by name; usage is null if the list does not show it.
 *
 * With one page of a list, other policies would look deleted, so an answer that looks
 * like a page is refused. A policy that cannot be read, that has no name, or one that
 * is not safe in a URL path, is listed with its fault, so that it does not hide the
 * others. If no entry has a name, another API answers, and the list is refused.
 *
 * @throws StoreFailure answer-not-json, answer-invalid, answer-paginated.
 */
export function readPolicyList(answer: HttpAnswer): readonly LivePolicy[] {
  const value = jsonOf(answer)
  // Taken for an empty workspace, it would let a plan create everything, and drift call everything removed.
  if (value === null) throw answerInvalid(answer, NULL_LIST, NULL_HINT)
  const policies = Array.isArray(value)
    ? value.map(value.some(hasName) ? readListedOf(answer) : (item) => readListed(answer, item))
    : refuseObject(answer, value)
  refusePage(answer, policies.length, 'policies')
  const sorted = policies.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return sorted.flatMap((policy, index) => {
    if (sorted[index + 1]?.name === policy.name) return []
    return sorted[index - 1]?.name === policy.name ? unread(policy.name, 'the list has it twice') : policy
  })
}

const NULL_LIST = 'the list of policies is null, which does not say whether the workspace is empty'
const NULL_HINT =
  'is this the right base URL? If the workspace has no policy yet, create its first one in the console of the workspace'

function hasName(item: unknown): boolean {
  return isFields(item) && typeof item.name === 'string'
}

/** A policy without a name gets its index in the list, in a form that no policy name has. */
function readListedOf(answer: HttpAnswer): (item: unknown, index: number) => LivePolicy {
  return (item, index) =>
    hasName(item)
      ? readListed(answer, item)
      : unread(`(entry ${index} of the list)`, 'it has no name', isFields(item) ? usageIn(item) : null)
}

function readListed(answer: HttpAnswer, value: unknown): LivePolicy {
  const fields = objectOf(answer, value, 'a policy')
  const name = textOf(answer, fields.name, 'the name of a policy')
  const usedBy = usageIn(fields)
  const early = isSafeName(name) ? faultOfNesting(fields.spec, 'spec') : UNSAFE
  if (early !== null) return unread(name, early, usedBy)
  const spec = nullsLeftOut(fields.spec)
  const fault = faultOfShownSpec(spec, 'spec') ?? faultOfUsage(fields.used_by)
  if (fault !== null) return unread(name, fault, usedBy)
  return { name, spec: shownSpec(spec), usedBy, ...besideIn(fields), ...readinessIn(fields.status) }
}

const UNSAFE = 'its name is not safe in a URL path'

/** Makes the entry of a policy that cannot be read. */
function unread(name: string, fault: string, usedBy: LivePolicy['usedBy'] = null): LivePolicy {
  return { name, spec: { policies: [] }, usedBy, fault }
}

function faultOfUsage(usage: unknown): Fault {
  return usage == null ? null : faultOfItems(usage, 'used_by', faultOfUser)
}

function faultOfUser(value: unknown, at: string): Fault {
  if (!isFields(value)) return faultOfObject(value, at)
  return faultOfText(value.name, `${at}.name`) ?? faultOfText(value.namespace ?? '', `${at}.namespace`)
}

/** Reads the agents that use the policy, as far as possible; null: the server does not show them. */
function usageIn({ used_by: usage }: Fields): LivePolicy['usedBy'] {
  if (!Array.isArray(usage)) return null
  const users = usage.filter((item) => faultOfUser(item, '') === null)
  return [...new Set(users.map(({ name, namespace }) => agentId(name, namespace ?? '')))].sort()
}

/** Reads the policy of a single GET; there, missing usage means that no agent uses it. */
export function readSinglePolicy(answer: HttpAnswer, name: string): LivePolicy {
  return named(answer, readPolicy(answer, jsonOf(answer), []), name)
}

/** Reads the policy that a write returned. */
export function readWrittenPolicy(answer: HttpAnswer, name: string): LivePolicy {
  return named(answer, readPolicy(answer, jsonOf(answer), null), name)
}

function named(answer: HttpAnswer, policy: LivePolicy, name: string): LivePolicy {
  if (policy.name === name) return policy
  throw answerInvalid(answer, `it is about the policy '${policy.name}', not '${name}'`)
}

function readPolicy(answer: HttpAnswer, value: unknown, unused: readonly string[] | null): LivePolicy {
  const fields = objectOf(answer, value, 'a policy')
  const name = textOf(answer, fields.name, 'the name of a policy')
  if (!isSafeName(name))
    throw answerInvalid(answer, `the policy name '${name.slice(0, 80)}' is not safe in a URL path`)
  return {
    name,
    spec: readSpec(answer, fields.spec, `spec of '${name}'`),
    usedBy: readUsage(answer, fields.used_by ?? null, `used_by of '${name}'`) ?? unused,
    ...besideIn(fields),
    ...readinessIn(fields.status),
  }
}

const DOCUMENTED = new Set(['name', 'namespace', 'spec', 'status', 'used_by'])

function besideIn(fields: Fields): Pick<LivePolicy, 'beside'> {
  const beside = Object.keys(fields).filter((key) => !DOCUMENTED.has(key))
  return beside.length === 0 ? {} : { beside: beside.sort() }
}

/** A Go server leaves out `false`, so a message alone means 'not ready'. Any other shape is ignored. */
function readinessIn(status: unknown): Pick<LivePolicy, 'readiness'> {
  if (!isFields(status)) return {}
  const message = typeof status.message === 'string' ? status.message : ''
  const says = typeof status.ready === 'boolean' || (status.ready === undefined && message !== '')
  return says ? { readiness: { isReady: status.ready === true, message } } : {}
}

function readUsage(answer: HttpAnswer, value: unknown, at: string): readonly string[] | null {
  if (value === null) return null
  const agents = answerListOf(answer, value, at).map((item) => agentOf(answer, item, at))
  return [...new Set(agents)].sort()
}

export function agentOf(answer: HttpAnswer, value: unknown, at: string): string {
  const { name, namespace } = objectOf(answer, value, `an entry of ${at}`)
  const space = textOf(answer, namespace ?? '', `a namespace in ${at}`)
  return agentId(textOf(answer, name, `a name in ${at}`), space)
}

function refuseObject(answer: HttpAnswer, value: unknown): never {
  const fields = objectOf(answer, value, 'the list of policies')
  if (Object.values(fields).some(Array.isArray))
    throw paginated(answer, 'an object around the list', 'policies')
  throw answerInvalid(answer, 'the list of policies is an object')
}
