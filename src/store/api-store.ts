/**
 * The Policies API as a store, over any Transport. Each call is one request.
 * Nothing is repeated here, since only the caller knows whether that is safe.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { Policy } from '../policy/policy.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import { withoutEmpties } from '../policy/without-empties.ts'
import { answerInvalid, type HttpAnswer, jsonOf } from './answer.ts'
import { answerListOf, objectOf } from './answer-shape.ts'
import { type Call, type Connection, send } from './api-client.ts'
import type { Endpoint } from './endpoint.ts'
import { failureOfAnswer } from './failures.ts'
import type { PolicyStore } from './policy-store.ts'
import {
  readAgent,
  readAgentPolicies,
  readConnector,
  readListOrNull,
  readTranslation,
} from './read-neighbours.ts'
import { readPolicyList, readSinglePolicy, readWrittenPolicy } from './read-policies.ts'
import { readTool } from './read-tools.ts'
import { refusePage } from './refuse-page.ts'

/** Statuses of a server that lacks a neighbouring resource, or does not show it to this key. */
const NOT_SHOWN = [401, 403, 404, 405, 501]

export class ApiStore implements PolicyStore {
  readonly contract: Endpoint['contract']
  readonly #connection: Connection
  #requests = 0
  #isClosed = false

  constructor(contract: Endpoint['contract'], connection: Connection) {
    this.contract = contract
    this.#connection = connection
  }

  get endpoint(): string {
    return this.#connection.baseUrl
  }

  get namespace(): string | null {
    return this.#connection.namespace
  }

  get requests(): number {
    return this.#requests
  }

  async list() {
    return readPolicyList(await this.#send({ method: 'GET', path: '/policies' }))
  }

  async get(name: string) {
    const answer = await this.#send({ method: 'GET', path: pathOf(name), accepts: [404] })
    if (answer.status !== 404) return readSinglePolicy(answer, name)
    // A page of a proxy or of a wrong base URL must not pass for 'there is no such policy'.
    if (isErrorObject(answer)) return null
    throw failureOfAnswer(answer, this.#connection.credentials)
  }

  async create(policy: Policy) {
    // The path has no name, but later calls for this policy do.
    pathOf(policy.name)
    const answer = await this.#send({ method: 'POST', path: '/policies', body: bodyOf(policy) })
    return readWrittenPolicy(answer, policy.name)
  }

  async replace(policy: Policy) {
    const answer = await this.#send({ method: 'PUT', path: pathOf(policy.name), body: bodyOf(policy) })
    return readWrittenPolicy(answer, policy.name)
  }

  async delete(name: string) {
    const answer = await this.#send({ method: 'DELETE', path: pathOf(name) })
    if (answer.status === 204 && answer.body.kind === 'empty') return
    const { status } = objectOf(answer, jsonOf(answer), 'the answer')
    if (status !== 'deleted') throw answerInvalid(answer, "its status is not 'deleted'")
  }

  async translate(text: string) {
    const call = { method: 'POST', path: '/policies/translate', body: { text }, isRead: true } as const
    return readTranslation(await this.#send(call), this.#connection.credentials.redact)
  }

  async tools() {
    return readListOrNull(await this.#neighbour('/tools'), readTool)
  }

  async connectors() {
    const path = this.contract === 'classic' ? '/settings/approval-connectors' : '/approval-connectors'
    return readListOrNull(await this.#neighbour(path), readConnector)
  }

  async agents() {
    return readListOrNull(await this.#neighbour('/agents'), readAgent)?.toSorted() ?? null
  }

  async agentPolicies(agent: string) {
    const name = agent.slice(agent.indexOf('/') + 1)
    // Such a name would address another path of the API.
    if (name === '' || name === '.' || name === '..') return null
    const answer = await this.#neighbour(`/agents/${encodeURIComponent(name)}/config`)
    if (answer.status !== 404) return readAgentPolicies(answer, agent)
    return isErrorObject(answer) ? 'gone' : null
  }

  async approvalRequests() {
    const answer = await this.#send({ method: 'GET', path: '/governance/requests' })
    // An empty list of a Go server may be null.
    const requests = answerListOf(answer, jsonOf(answer) ?? [], 'the answer')
    refusePage(answer, requests.length, 'approval requests')
    return requests
  }

  /** Requests in flight are aborted. */
  close() {
    this.#isClosed = true
    return this.#connection.transport.close()
  }

  #neighbour(path: string) {
    return this.#send({ method: 'GET', path, accepts: NOT_SHOWN })
  }

  async #send(call: Call) {
    this.#requests++
    try {
      return await send(this.#connection, call)
    } catch (failure) {
      const isRead = call.method === 'GET' || call.isRead === true
      throw this.#isClosed && isRead && failure instanceof StoreFailure ? givenUp(failure) : failure
    }
  }
}

/** @throws StoreFailure name-unsafe, before anything is sent. It is a StoreFailure so that only the step of this policy fails. */
function pathOf(name: string): string {
  if (isSafeName(name) && !RESERVED_NAMES.includes(name)) return `/policies/${encodeURIComponent(name)}`
  throw new StoreFailure('name-unsafe', {
    kind: 'refused',
    status: null,
    message: `the policy name '${name.slice(0, 80)}' is not safe in a URL path`,
    hint: "use lower-case letters, digits, '-', '.' and '_'; not '.', '..' or 'translate'",
  })
}

/** Turns the failure of a request that was aborted because the run ended into one that is neither repeated nor reported. */
function givenUp({ code, message, status }: StoreFailure): StoreFailure {
  return new StoreFailure(code, { kind: 'refused', status, message, hint: 'the run had ended by then' })
}

function bodyOf({ name, spec }: Policy): Policy {
  return { name, spec: withoutEmpties(spec) }
}

function isErrorObject({ body }: HttpAnswer): boolean {
  return (
    body.kind === 'json' && typeof body.value === 'object' && body.value !== null && 'error' in body.value
  )
}
