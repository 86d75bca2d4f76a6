/** Reads live after writes, with retries. */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { WriteContext } from './write-context.ts'

/** @returns null if the list could not be read. */
export async function listAgain(context: WriteContext): Promise<readonly LivePolicy[] | null> {
  return (await looked(() => context.store.list(), context)) ?? null
}

/** Reads one policy by its name. @returns null if it does not exist; undefined if it could not be read. */
export function lookAlone(policy: string, context: WriteContext): Promise<LivePolicy | null | undefined> {
  return looked(() => context.store.get(policy), context)
}

/** As lookAlone, and not tried again. @returns the failure if the policy could not be read. */
export async function lookOnce(
  policy: string,
  { store, heed }: WriteContext,
): Promise<LivePolicy | null | StoreFailure> {
  try {
    return await store.get(policy)
  } catch (failure) {
    if (!(failure instanceof StoreFailure)) throw failure
    heed(failure)
    return failure
  }
}

async function looked<Result>(
  look: () => Promise<Result>,
  context: WriteContext,
): Promise<Result | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      await context.backoff.ready()
      const result = await look()
      context.backoff.succeeded()
      return result
    } catch (failure) {
      if (!(failure instanceof StoreFailure)) throw failure
      context.heed(failure)
      if (!(await context.backoff.waitAfter(failure, tries))) return undefined
    }
  }
}
