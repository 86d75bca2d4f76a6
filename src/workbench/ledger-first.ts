/**
 * The ledger of a target is asked before the key is sent anywhere. A target
 * that points elsewhere by now is refused by its ledger, and whoever answers
 * there must not have seen the key by then.
 */
import { askLedger, readLedger } from '../git/ledger.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { PolicyStore } from '../store/policy-store.ts'
import type { LedgerAccess } from './ledger-place.ts'

export interface LedgerFirst {
  /** Opened once, when it is asked for. */
  access(): Promise<LedgerAccess>
  /** Asks whether the ledger is this target's, once a run; nothing is asked where there is no git. @throws as readLedger. */
  ask(): Promise<void>
  /** Reads it as it is now, which asks it too; null where there is none. @throws as readLedger. */
  read(): Promise<LedgerSnapshot | null>
}

export function ledgerFirst(open: () => Promise<LedgerAccess>): LedgerFirst {
  let opened: Promise<LedgerAccess> | null = null
  let asked: Promise<unknown> | null = null
  const access = (): Promise<LedgerAccess> => {
    opened ??= open()
    return opened
  }
  const after = async <T>(question: (place: NonNullable<LedgerAccess['place']>) => Promise<T>) => {
    const { place } = await access()
    return place === null ? null : question(place)
  }
  const answered = <T>(answer: Promise<T>): Promise<T> => {
    if (asked === null) {
      asked = answer
      // Whoever waits for it gets the failure; where nobody does, it is no fault of the process.
      asked.catch(() => {})
    }
    return answer
  }
  return {
    access,
    ask: async () => {
      await (asked ?? answered(after(askLedger)))
    },
    read: () => answered(after(readLedger)),
  }
}

/** The same store, which sends nothing before `first` has let it. */
export function storeAfter(first: () => Promise<void>, store: PolicyStore): PolicyStore {
  const after =
    <Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await first()
      return call(...args)
    }
  return {
    endpoint: store.endpoint,
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
    close: () => store.close(),
  }
}
