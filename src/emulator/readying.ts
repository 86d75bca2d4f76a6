import type { Quirks } from './quirks.ts'

/** Simulates `status` of policies: a server may need a while until a written policy is ready, or never get it ready. */
export interface Readying {
  wrote(policy: string): void
  /** Called when the list is read. */
  looked(): void
  statusOf(policy: string): { readonly ready: boolean; readonly message: string }
}

export function startReadying({ readyAfter, neverReady }: Quirks): Readying {
  /** By policy: the number of lists since its write. */
  const looks = new Map<string, number>()
  const messageOf = (policy: string): string => {
    if (neverReady === 'all' || neverReady.includes(policy)) return 'the policy does not compile'
    return (looks.get(policy) ?? readyAfter) < readyAfter ? 'compiling' : ''
  }
  return {
    wrote: (policy) => void looks.set(policy, 0),
    looked: () => {
      for (const [policy, count] of looks) looks.set(policy, count + 1)
    },
    statusOf: (policy) => {
      const message = messageOf(policy)
      return { ready: message === '', message }
    },
  }
}
