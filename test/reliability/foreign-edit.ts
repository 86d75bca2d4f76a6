/**
 * Runs a plan while somebody else writes one policy at one moment, and tells
 * what the API makes impossible to see (a write between our look and our own
 * write) from what a run has to see.
 */
import type { RunOutcome } from '../../src/apply/run-plan.ts'
import type { SeenRequest } from '../../src/emulator/listener.ts'
import { startEmulator } from '../../src/emulator/start-emulator.ts'
import type { Policies, Spec } from '../../src/policy/policy.ts'
import { openStoreWithShortTimeout, planFor, runOnce } from '../support/reliability/run-on-emulator.ts'

export interface ForeignEdit {
  readonly policy: string
  /** null: it is deleted. */
  readonly spec: Spec | null
  /** Just before which request of the run, from 0, it is written. */
  readonly at: number
}

export interface ForeignOutcome {
  readonly outcome: RunOutcome
  /** Whether the edit was made at all: the run had so many requests, and it changed something. */
  readonly wasMade: boolean
  /** Between the look of a write and the write. */
  readonly isInGap: boolean
  /** A list was asked for after it. */
  readonly isListed: boolean
  readonly left: Policies
}

type Event = { readonly method: string; readonly policy: string | null }

export async function applyBeside(old: Policies, now: Policies, edit: ForeignEdit): Promise<ForeignOutcome> {
  const events: Event[] = []
  let isRunning = false
  let madeAt: number | null = null
  // Nobody of ours is answered while it is made, so that the order of events is what happened.
  let foreign: Promise<void> | null = null
  const policies = [...old].map(([name, spec]) => ({ name, spec }))
  const server = await startEmulator({
    file: null,
    data: { formatVersion: 1, policies },
    onRequest: async (request) => {
      if (request.headers['x-foreign'] !== undefined) return undefined
      if (isRunning && events.length === edit.at && foreign === null) {
        foreign = write(server.url, edit).then((isMade) => {
          madeAt = isMade ? events.length : null
        })
      }
      await foreign
      events.push({ method: request.method, policy: policyOf(request) })
      return undefined
    },
  })
  const store = openStoreWithShortTimeout(server.url)
  const plan = await planFor(store, { applied: old, pending: new Map(), files: now })
  events.length = 0
  isRunning = true
  const outcome = await runOnce(plan, store, { unchanged: unchangedIn(plan, now) })
  await store.close()
  await server.close()
  return { outcome, ...momentOf(events, madeAt, edit.policy), left: await server.policies() }
}

/** null for a list. */
function policyOf({ method, path, body }: SeenRequest): string | null {
  if (method === 'POST') return (JSON.parse(body) as { name: string }).name
  return /\/policies\/([^/]+)$/.exec(path)?.[1] ?? null
}

function unchangedIn({ steps }: { steps: readonly { policy: string }[] }, now: Policies): Policies {
  const changed = new Set(steps.map(({ policy }) => policy))
  return new Map([...now].filter(([name]) => !changed.has(name)))
}

function momentOf(events: readonly Event[], madeAt: number | null, policy: string) {
  if (madeAt === null) return { wasMade: false, isInGap: false, isListed: false }
  const before = events.slice(0, madeAt).findLast((event) => event.policy === policy)
  const after = events.slice(madeAt).find((event) => event.policy === policy)
  return {
    wasMade: true,
    isInGap: before?.method === 'GET' && after !== undefined && after.method !== 'GET',
    isListed: events.slice(madeAt).some((event) => event.policy === null),
  }
}

/** @returns false where it would change nothing. */
async function write(url: string, { policy: name, spec }: ForeignEdit): Promise<boolean> {
  const headers = { authorization: 'Bearer foreign', 'content-type': 'application/json', 'x-foreign': 'yes' }
  const send = async (method: string, path: string, body?: string): Promise<number> =>
    (await fetch(`${url}/api/policies${path}`, { method, headers, ...(body === undefined ? {} : { body }) }))
      .status
  if (spec === null) return (await send('DELETE', `/${name}`)) === 200
  const body = JSON.stringify({ name, spec })
  if ((await send('PUT', `/${name}`, body)) === 200) return true
  return (await send('POST', '', body)) === 201
}
