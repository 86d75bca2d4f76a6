/**
 * Puts an old spec back. If a server stores less than it was sent, it may allow
 * requests that neither the old nor the new policy allows; then the old spec is put
 * back at once. After a create, a deny of a host that does not exist takes the
 * policy's place, since only policies of the ledger are ever deleted.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import { DENY_NOTHING } from '../plan/interim-spec.ts'
import { reroutes, widenedRequests, widens } from '../plan/widens.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { Spec } from '../policy/policy.ts'
import type { UnknownField } from '../policy/unknown-fields.ts'
import { dropMessage, isDropOf, lostMessage } from './mismatch.ts'
import { addsTheSame, lostFields } from './server-fields.ts'
import type { WriteContext, WriteState } from './write-context.ts'

export interface Dropped {
  readonly policy: string
  /** The live spec before the write. */
  readonly from: Spec | null
  /** `from` with the fields that the schema does not know; null: it had none. */
  readonly replaced: Spec | null
  readonly sent: Spec | null
  readonly stored: Spec | null
  /** 'answer': in the answer to the write. 'look': in a later read, so somebody else may have changed it. */
  readonly seenIn: 'answer' | 'look'
}

export interface PutBack {
  readonly error: string
  /** The spec that live should have now; undefined: it is not known. */
  readonly leaves: Spec | null | undefined
}

export async function putBack(
  dropped: Dropped,
  writeState: WriteState,
  context: WriteContext,
): Promise<PutBack> {
  const { sent, stored, from } = dropped
  const fact = sent === null ? 'it is still there' : dropMessage(sent, stored, dropped.seenIn)
  const harm = harmOf(dropped)
  if (harm === null) return { error: fact, leaves: stored }
  const old = from ?? DENY_NOTHING
  writeState.isOpen = true
  const { end, seen, lost } = await restore(dropped, old, { writeState, context })
  writeState.isOpen = false
  if (end === 'added') return { error: addedMessage(old, seen), leaves: seen }
  const less = end === 'back' ? lostMessage(lost) : ''
  return { error: `${fact}, which ${WORDS[end](harm, from)}${less}`, leaves: leftBy(end, old) }
}

/** The end of putting back. 'added': the server adds the same access to the old spec as to the new one. */
type Restored = 'back' | 'gone' | 'changed' | 'open' | 'added'

interface Ended<End> {
  readonly end: End
  /** The live spec, if it was read. */
  readonly seen: Spec | null
  /** Fields that the schema does not know, and that the old spec had and lost. */
  readonly lost: readonly UnknownField[]
}

const WORDS: Readonly<Record<Exclude<Restored, 'added'>, (harm: string, from: Spec | null) => string>> = {
  back: (harm, from) =>
    `${harm}; ${from === null ? 'a deny of https://policyctl.invalid/* stands in its place' : 'the old spec was put back'}`,
  gone: (harm) => `${harm}; it was deleted live since`,
  changed: (harm) => `${harm}; it was changed live since, and that is left as it is`,
  open: (harm) => `${harm.toUpperCase()}, and it could not be put back: fix it by hand now`,
}

function addedMessage(old: Spec, seen: Spec | null): string {
  const left = widenedRequests(old, seen).join(', ')
  return `the server adds access to each spec that it stores, also to the old one that was put back: ACCESS IS LEFT WIDER (${left}); fix it by hand now, and ask whoever runs the server`
}

/** Returns the spec that live should have now; undefined: it is not known. */
function leftBy(end: Restored, old: Spec): Spec | null | undefined {
  if (end === 'back') return old
  return end === 'gone' ? null : undefined
}

/** Other approvers are harm only if the old spec allows no more than the stored one; otherwise putting it back would widen access. */
function harmOf({ sent, stored, from }: Dropped): string | null {
  if (widens(sent, stored)) return 'made access wider'
  return from !== null && reroutes(sent, stored) && !widens(stored, from) ? 'changed who approves' : null
}

interface Undo {
  readonly writeState: WriteState
  readonly context: WriteContext
}

/** The run gives up after so many writes that were accepted and that live does not show. */
const MOST_ACCEPTED = 4
/** Milliseconds before the look after the second such write; longer after each further one. */
const BETWEEN_LOOKS = 500

/**
 * Only a kill ends this, not a stop: until it is done, access is wider.
 * Each attempt reads live first, so that it does not overwrite somebody else's edit, such as a lockdown.
 * The server's answer alone is no proof.
 */
async function restore(dropped: Dropped, old: Spec, { writeState, context }: Undo): Promise<Ended<Restored>> {
  const backoff = context.undoBackoff()
  let accepted = 0
  let wasMissing = false
  let spec = dropped.replaced ?? old
  for (let tries = 1; ; tries += 1) {
    try {
      await backoff.ready()
      const ended = await endOf(dropped, { old, tries, accepted }, context)
      if (ended.end !== null) return { ...ended, end: ended.end }
      writeState.attempts += 1
      await context.store.replace({ name: dropped.policy, spec })
      accepted += 1
    } catch (failure) {
      if (!(failure instanceof StoreFailure)) throw failure
      // A server may show fields that it does not accept: then they are given up, since access counts more.
      if (spec !== old && isRefused(failure)) {
        spec = old
        continue
      }
      const isMissing: boolean = failure.status === 404 && !wasMissing
      wasMissing ||= isMissing
      if (!isMissing && !(await backoff.waitAfter(failure, tries)))
        return { end: 'open', seen: null, lost: [] }
    }
  }
}

/** Tells whether the server rejected the spec. */
function isRefused({ kind, status }: StoreFailure): boolean {
  return kind === 'refused' && status !== 404
}

/** Reads live before the next try; `end` is null while the old spec still has to be put back. */
async function endOf(
  dropped: Dropped,
  { old, tries, accepted }: { old: Spec; tries: number; accepted: number },
  { store, fieldSources, clock, kill }: WriteContext,
): Promise<Ended<Restored | null>> {
  if (accepted > 1) await clock.sleep(BETWEEN_LOOKS * (accepted - 1), kill)
  const { policy, replaced, stored } = dropped
  const isFresh = tries === 1 && dropped.seenIn === 'answer' && replaced === null
  const live = isFresh ? stored : ((await store.get(policy))?.spec ?? null)
  const seen = isFresh || live === null ? live : liveAsKnown(live, old, stored)
  const lost = lostFields(replaced, live, fieldSources(policy))
  const end = judged(seen, { ...dropped, old, hasSent: tries > 1 })
  if (end !== null && !(end === 'back' && lost.length > 0 && accepted === 0)) return { end, seen, lost }
  return { end: accepted === MOST_ACCEPTED ? 'open' : null, seen, lost }
}

/** @returns null if live still has the spoiled spec. */
function judged(
  seen: Spec | null,
  { old, sent, stored, hasSent }: Pick<Dropped, 'sent' | 'stored'> & { old: Spec; hasSent: boolean },
): Restored | null {
  if (seen === null) return 'gone'
  // Before the first attempt, a stale read may still show the old spec.
  if (isSameSpec(seen, old)) return hasSent || isSameSpec(stored, old) ? 'back' : null
  if (isSameSpec(seen, stored)) return null
  if (hasSent && addsTheSame({ sent, stored }, { sent: old, stored: seen }))
    return widens(old, seen) ? 'added' : 'back'
  return hasSent && isDropOf(seen, old) && widens(old, seen) ? 'open' : 'changed'
}
