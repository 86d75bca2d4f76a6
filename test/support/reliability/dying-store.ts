import type { PolicyStore } from '../../../src/store/policy-store.ts'
import { storeAround } from './store-around.ts'

/** Thrown by a store whose process is dead. */
export class Death extends Error {}

/** A store whose process dies: from the nth write on nothing is sent any more. */
export function dying(store: PolicyStore, dieAt: number): PolicyStore {
  let writes = 0
  const guard = <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (writes >= dieAt) throw new Death()
    return call()
  }
  const write = <Result>(call: () => Promise<Result>): Promise<Result> =>
    guard(() => {
      writes += 1
      if (writes >= dieAt) throw new Death()
      return call()
    })
  return storeAround(store, guard, write)
}
