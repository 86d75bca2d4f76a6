import type { Quirks } from './quirks.ts'

/** `status` of policies: a server needs a while until it can use what was written, or cannot use it at all. */
export interface Readying {
  wrote(policy: string): void
  /** The list was read. */
  looked(): void
  statusOf(policy: string): { readonly ready: boolean; readonly message: string }
}

export function startReadying({ readyAfter, neverReady }: Quirks): Readying {
  /** Lists since it was written. */
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
