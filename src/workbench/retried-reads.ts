/**
 * Retries reads, so that a plan or a scheduled drift does not fail because of a single
 * 503.
 * Writes are never repeated here; only an apply knows whether that is safe.
 */

import { RETRIES, retryWait } from '../diagnostic/retries.ts'
import { StoreFailure } from '../diagnostic/store-failure.ts'
import { isUnreadable, type UnreadablePolicy } from '../policy/live-policy.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import type { Context } from './context.ts'

export interface Reads
  extends Pick<
    PolicyStore,
    'list' | 'get' | 'tools' | 'connectors' | 'agents' | 'agentPolicies' | 'approvalRequests'
  > {
  /** Returns the live policies of the last list that cannot be read. They are never written or deleted. */
  readonly unreadable: () => readonly UnreadablePolicy[]
}

/** Returns the reads of a store, with retries. @throws StoreFailure of the last attempt. */
export function retriedReads(store: PolicyStore, context: Context): Reads {
  const retried = <Result>(read: () => Promise<Result>): Promise<Result> => attempts(read, context)
  let unreadable: readonly UnreadablePolicy[] = []
  return {
    list: async () => {
      const all = await retried(() => store.list())
      const odd = all.filter(isUnreadable)
      if (odd.length > 0 && unreadable.length === 0) tellUnreadable(odd, context)
      unreadable = odd
      return odd.length === 0 ? all : all.filter((policy) => !isUnreadable(policy))
    },
    unreadable: () => unreadable,
    get: (name) => retried(() => store.get(name)),
    tools: () => retried(() => store.tools()),
    connectors: () => retried(() => store.connectors()),
    agents: () => retried(() => store.agents()),
    agentPolicies: (agent) => retried(() => store.agentPolicies(agent)),
    approvalRequests: () => retried(() => store.approvalRequests()),
  }
}

async function attempts<Result>(read: () => Promise<Result>, context: Context): Promise<Result> {
  const { clock, random } = context
  const deadline = clock.elapsed() + RETRIES.read.giveUpAfter
  for (let tries = 1; ; tries += 1) {
    try {
      return await read()
    } catch (failure) {
      if (!isPassing(failure) || tries === RETRIES.read.attempts) throw failure
      const wait = (failure.retryAfter ?? 0) + retryWait(RETRIES.read, tries, random)
      if (clock.elapsed() + wait > deadline) throw failure
      tell(failure, wait, context)
      // Without the stop signal: reading it installs the handlers, and Ctrl-C would no longer end a mere read at once.
      await clock.sleep(wait)
    }
  }
}

/** An answer that does not come from the API is not retried. */
function isPassing(failure: unknown): failure is StoreFailure {
  if (!(failure instanceof StoreFailure)) return false
  const isDown = failure.kind === 'unavailable' && failure.code === 'server-error'
  return isDown || failure.kind === 'throttled' || failure.kind === 'lost'
}

const MOST_TOLD = 10

function tellUnreadable(odd: readonly UnreadablePolicy[], { notify }: Context): void {
  const shown = odd.slice(0, MOST_TOLD).map(({ name, fault }) => `${name.slice(0, 80)} (${fault})`)
  const more = odd.length - shown.length
  const text = `live policies that cannot be read, which are never touched, and whose access nobody knows: ${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}`
  notify({ kind: 'warning', text })
}

function tell({ message }: StoreFailure, wait: number, { notify }: Context): void {
  notify({ kind: 'note', text: `${message}; trying again in ${Math.ceil(wait / 1000)} s` })
}
