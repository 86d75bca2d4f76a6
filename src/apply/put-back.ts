/**
 * A server that stores less than it was sent may let through what neither the
 * old nor the new policy does. Then the old spec is put back at once. After a
 * create a deny of a host that does not exist takes its place: only what the
 * ledger has is ever deleted.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import { DENY_NOTHING } from '../plan/meet.ts'
import { widens } from '../plan/widens.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import type { Spec } from '../policy/policy.ts'
import { dropMessage } from './unexpected.ts'
import type { Tools } from './write-policy.ts'

export interface Dropped {
  readonly policy: string
  /** What was there before the write. */
  readonly from: Spec | null
  readonly sent: Spec | null
  readonly stored: Spec | null
}

export interface PutBack {
  /** Requests that wrote. */
  readonly attempts: number
  readonly error: string
  /** What live should be now; undefined where nobody knows. */
  readonly leaves: Spec | null | undefined
}

export async function putBack({ policy, from, sent, stored }: Dropped, tools: Tools): Promise<PutBack> {
  const fact = sent === null ? 'it is still there' : dropMessage(sent, stored)
  if (!widens(sent, stored)) return { attempts: 0, error: fact, leaves: stored }
  const old = from ?? DENY_NOTHING
  const { attempts, isBack } = await restore(policy, old, tools)
  const what =
    from === null ? 'a deny of https://policyctl.invalid/* stands in its place' : 'the old spec was put back'
  return isBack
    ? { attempts, error: `${fact}, which made access wider; ${what}`, leaves: old }
    : {
        attempts,
        error: `${fact}, which MADE ACCESS WIDER, and it could not be put back: mend it by hand now`,
        leaves: undefined,
      }
}

/** A stop does not end this, only a kill: access is wider until it is over. */
async function restore(
  policy: string,
  old: Spec,
  tools: Tools,
): Promise<{ attempts: number; isBack: boolean }> {
  const patience = tools.undoPatience
  for (let attempts = 1; ; attempts += 1) {
    try {
      await patience.ready()
      const answer = await tools.store.replace({ name: policy, spec: old })
      return { attempts, isBack: isSameSpec(withoutForeignFields(answer.spec, old), old) }
    } catch (failure) {
      if (!(failure instanceof StoreFailure)) throw failure
      if (!(await patience.waitAfter(failure, attempts))) return { attempts, isBack: false }
    }
  }
}
