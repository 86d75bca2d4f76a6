/**
 * Reads the ledger of a target before the key is sent anywhere. If the target's
 * URL was changed, the ledger refuses it, and the server at the new URL must
 * not have seen the key by then.
 */
import { readLedgerAt } from '../git/ledger.ts'
import { type LedgerLook, lookAtLedgers } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { lockIn } from '../git/lock.ts'
import type { Lock } from '../git/lock-commit.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import type { LedgerAccess } from './ledger-place.ts'

export interface LedgerFirst {
  /** Opens the ledger, once. Only a ledger of this workspace and project can be opened. @throws as openLedger. */
  access(): Promise<LedgerAccess>
  /** Checks once a run that the ledger is this target's; without git there is nothing to check. @throws as openLedger. */
  ask(): Promise<void>
  /** Reads the ledger as it is now; null: there is none. @throws as openLedger and readLedger. */
  read(): Promise<LedgerSnapshot | null>
  /** Reads ledger and lock with one look at the repository. */
  readWithLock(): Promise<LedgerWithLock>
}

export interface LedgerWithLock {
  readonly snapshot: LedgerSnapshot | null
  /** The lock of this target, or of another one in the same workspace; null: nobody holds one. */
  readonly lock: Lock | null
  /** The look at the repository that both come from; null: there is no git. */
  readonly look: LedgerLook | null
}

/** @param tell is called with the ledger when it is read first. */
export function ledgerFirst(
  open: () => Promise<LedgerAccess>,
  tell: (place: LedgerPlace, snapshot: LedgerSnapshot) => Promise<void>,
): LedgerFirst {
  let opened: Promise<LedgerAccess> | null = null
  let isLooked = false
  const access = (): Promise<LedgerAccess> => {
    if (opened === null) {
      opened = open()
      // A caller that waits gets the failure; if none waits, the process must not fail for it.
      opened.catch(() => {})
    }
    return opened
  }
  const readWithLock = async (): Promise<LedgerWithLock> => {
    const ledger = await access()
    if (ledger.place === null) return { snapshot: null, lock: null, look: null }
    // The first reading uses the look of the opening.
    const isFirst = !isLooked
    isLooked = true
    const read = await readFrom(ledger.place, isFirst ? ledger.look : await lookAtLedgers(ledger.place))
    if (isFirst && read.snapshot !== null) await tell(ledger.place, read.snapshot)
    return read
  }
  return {
    access,
    ask: async () => {
      await access()
    },
    read: async () => (await readWithLock()).snapshot,
    readWithLock,
  }
}

async function readFrom(place: LedgerPlace, look: LedgerLook): Promise<LedgerWithLock> {
  const ledger = look.ledgers.find(({ name }) => name === place.ledger)
  return {
    snapshot: ledger === undefined ? null : await readLedgerAt(place, ledger.revision),
    lock: await lockIn(look, place),
    look,
  }
}

/** Wraps a store: each call first waits for `first`, and is not sent if that fails. */
export function storeAfter(first: () => Promise<void>, store: PolicyStore): PolicyStore {
  const after =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await first()
      return call(...args)
    }
  return {
    endpoint: store.endpoint,
    namespace: store.namespace,
    contract: store.contract,
    get requests() {
      return store.requests
    },
    list: after(() => store.list()),
    get: after((name) => store.get(name)),
    create: after((policy) => store.create(policy)),
    replace: after((policy) => store.replace(policy)),
    delete: after((name) => store.delete(name)),
    translate: after((text) => store.translate(text)),
    tools: after(() => store.tools()),
    connectors: after(() => store.connectors()),
    agents: after(() => store.agents()),
    agentPolicies: after((agent) => store.agentPolicies(agent)),
    approvalRequests: after(() => store.approvalRequests()),
    close: () => store.close(),
  }
}
