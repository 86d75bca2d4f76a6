/**
 * Runs a prepared plan: takes the lock, with the intended writes in it, runs the
 * plan, and records the outcome in the ledger. Shared by `apply`, `rollback` and
 * the Action.
 */
import { uncomparedMessage } from '../apply/mismatch.ts'
import { type RunOutcome, runPlan } from '../apply/run-plan.ts'
import { heldFor } from '../diagnostic/age.ts'
import { LEDGER_FORMAT } from '../git/ledger-file.ts'
import { lookAtLedgers } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { lockIn } from '../git/lock.ts'
import type { Lock } from '../git/lock-commit.ts'
import { underLock } from '../git/under-lock.ts'
import { type Exception, lifts } from '../plan/guards/exception.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import { intentOf } from '../plan/intent-of.ts'
import { planFingerprint } from '../plan/plan-fingerprint.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import type { LiftedGuard } from '../policy/ledger-record.ts'
import type { Review } from '../policy/ledger-snapshot.ts'
import type { Policies } from '../policy/policy.ts'
import { usersNow } from '../workbench/users-now.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { changeSince } from './change-since.ts'
import type { Desk } from './desk.ts'
import { mayGoOnUnder } from './may-go-on.ts'
import { overridesText } from './overrides-text.ts'
import type { AskedFor, Prepared } from './planning.ts'
import { recordRun } from './record-run.ts'

/** Facts about a run that the ledger records beside its writes. */
export interface RunNote {
  /** Why guards were lifted, in the words of the person who did it. */
  readonly reason: string | null
  /** Flags that lifted refusals other than guards of the plan: `--allow-unreviewed`. */
  readonly lifted: readonly string[]
}

export interface Deed {
  readonly workbench: Workbench
  readonly desk: Desk
  readonly asked: AskedFor
  readonly prepared: Prepared
  readonly overrides: Overrides
  readonly note: RunNote
  /** First words of the ledger's commit: 'Apply', 'Roll back'. */
  readonly name: string
  readonly deed: 'apply' | 'rollback'
  /** The known facts of the review of the files; null: none. */
  readonly review: Review | null
  /** Milliseconds to wait for another run. */
  readonly wait: number
  /** Plans again, if another run came first. */
  readonly again: () => Promise<Prepared>
}

/** The outcome, with what went wrong after the writes. */
export interface Done extends RunOutcome {
  /** The error if the outcome could not be recorded in the ledger; else null. */
  readonly ledgerError: unknown
  /** The error if the lock could not be released although the outcome is recorded; else null. */
  readonly lockError: unknown
}

/** @returns null if another run changed the plan. @throws PolicyctlError locked, and those of the remote before anything was written. */
export async function runPrepared(deed: Deed): Promise<Done | null> {
  const { workbench, prepared } = deed
  const { place } = await workbench.ledger.access()
  if (place === null) return { ...(await run(deed)), ledgerError: null, lockError: null }
  // While another run holds the lock, its writes may give this one something to do.
  const { given, taken, neighbours } = prepared.handOvers
  const isStill = prepared.plan.phases.length === 0 && given.size === 0 && taken.size === 0
  const isQuiet = isStill && (await isUnlocked(place))
  if (isQuiet) return record(deed, place, { outcome: await run(deed), lock: null })
  const { clock, notify, nonce } = workbench.context
  let hasWaited = false
  const request = {
    intent: intentOf(prepared.plan),
    others: neighbours.flatMap(({ name }) => name ?? []),
    nonce: nonce(),
    wait: deed.wait,
    onWait: (holder: Lock) => {
      hasWaited = true
      const since = heldFor(holder.since, clock.now())
      notify({ kind: 'warning', text: `waiting for ${holder.actor}, who holds the lock ${since}` })
    },
  }
  let stuck: unknown = null
  let isLost = false
  const done = await underLock<Done>(place, request, {
    mayBegin: async (lock) => {
      const change = await changeSince(prepared, place, lock)
      return change === 'none' && !hasWaited ? true : change !== 'neighbour' && (await isStillTheSame(deed))
    },
    work: async (lock) =>
      record(deed, place, { outcome: await run(deed, mayGoOnUnder(place, lock, notify)), lock }),
    isRecorded: ({ ledgerError }) => ledgerError === null,
    onLost: () => {
      isLost = true
      notify({ kind: 'warning', text: LOST })
    },
    onKeptInLock: () => notify({ kind: 'warning', text: KEPT_IN_LOCK }),
    onStuck: (error) => {
      stuck = error
    },
  })
  if (done === null) return null
  // Another run may have written meanwhile and been overwritten, so this one did not simply succeed.
  const result = isLost ? { ...done.result, converged: false } : done.result
  return { ...done, result, lockError: stuck }
}

const LOST =
  'somebody removed the lock during this run (policyctl unlock), so another run may have written too: check with policyctl plan'

const KEPT_IN_LOCK =
  'the lock stays, and records what this run meant to write: once the ledger can be written again, run policyctl unlock, then apply'

async function isUnlocked(place: LedgerPlace): Promise<boolean> {
  return (await lockIn(await lookAtLedgers(place), place)) === null
}

/** Tells whether a new plan has the same writes and the same blocks: the other run may have applied a newer commit. */
async function isStillTheSame({ again, prepared }: Deed): Promise<boolean> {
  const next = await again()
  const isAlike = (of: (one: Prepared) => unknown): boolean =>
    JSON.stringify(of(next)) === JSON.stringify(of(prepared))
  return (
    isAlike(({ plan }) => plan.blocked) &&
    isAlike(({ plan }) => planFingerprint(plan)) &&
    isAlike(({ handOvers: { given, taken } }) => [[...given.keys()], [...taken.keys()]])
  )
}

async function record(
  { workbench, prepared, asked, name, deed, review, note, overrides }: Deed,
  place: LedgerPlace,
  { outcome, lock }: { readonly outcome: RunOutcome; readonly lock: Lock | null },
): Promise<Done> {
  const { plan, snapshot } = prepared
  // A policy that cannot be read exists nevertheless.
  const live = plan.phases.length === 0 ? [...prepared.live, ...prepared.unreadable] : outcome.live
  const desired = new Map([...asked.desired].filter(([policy]) => !prepared.heldBack.has(policy)))
  try {
    const revision = await recordRun(workbench.context, place, {
      desired,
      ledger: snapshot,
      plan,
      result: outcome.result,
      planned: [...prepared.live, ...prepared.unreadable],
      live,
      lock: lock?.revision ?? null,
      name,
      deed,
      review,
      ignoresHead: deed === 'rollback' || overrides.allowBehind,
      overrides: [overridesText(overrides), ...note.lifted].filter((flag) => flag !== '').join(' '),
      reason: note.reason,
      bindings: prepared.before.bindings,
      lifted: liftedIn(prepared, note),
      compare: prepared.compareAgain,
      handOvers: prepared.handOvers,
    })
    tellConversion(snapshot, revision, workbench)
    return { ...outcome, ledgerError: null, lockError: null }
  } catch (ledgerError) {
    return { ...outcome, ledgerError, lockError: null }
  }
}

/** Lists the lifted guards with their reasons: of the run for a flag, its own for an exception of the config. */
function liftedIn({ rulings }: Prepared, { reason, lifted }: RunNote): readonly LiftedGuard[] {
  const guards = rulings.flatMap(({ guard, policy, liftedBy }) => {
    if (liftedBy === null) return []
    return [{ guard, policy, reason: liftedBy === 'option' ? reason : liftedBy.reason }]
  })
  const flags = lifted.map((flag) => ({ guard: flag.replace(/^--allow-/, ''), policy: null, reason }))
  return [...guards, ...flags]
}

/** Prints that this run converted the ledger: older releases refuse it from now on. */
function tellConversion(
  before: Prepared['snapshot'],
  revision: string | null,
  { context: { notify } }: Workbench,
): void {
  if (before === null || before.format === LEDGER_FORMAT || revision === before.revision) return
  const text = `the ledger has format ${LEDGER_FORMAT} now: releases of policyctl up to 0.1.0 refuse it`
  notify({ kind: 'note', text })
}

async function run(
  { workbench, desk, prepared, asked, overrides }: Deed,
  mayGoOn = async () => true,
): Promise<RunOutcome> {
  const { context, project } = workbench
  const { store, reads } = await workbench.target()
  const { plan } = prepared
  const watch = desk.watch(workbench.isOneOfSeveral ? plan.target.name : null)
  context.stop.addEventListener('abort', watch.stopping, { once: true })
  try {
    return await runPlan({
      store,
      clock: context.clock,
      random: context.random,
      stop: context.stop,
      kill: context.kill,
      steps: plan.steps,
      phases: plan.phases,
      blocked: plan.blocked,
      live: prepared.live,
      unchanged: unchangedOf(prepared, asked),
      uncompared: uncomparedIn(plan).map(({ policy, message }) => ({
        policy,
        message: uncomparedMessage(message),
        isUnread: true,
      })),
      fieldSources: prepared.fieldSources,
      mayDeleteInUse: (policy) =>
        overrides.allowInUse.includes(policy) ||
        isExcepted(policy, project.config.exceptions, plan.createdAt),
      usersOf: usersNow(reads, prepared.liveBindings),
      namesTarget: workbench.isOneOfSeveral ? plan.target.name : null,
      mayGoOn,
      onProgress: watch.progress,
      onTrouble: watch.trouble,
      onNotice: watch.notice,
    })
  } finally {
    context.stop.removeEventListener('abort', watch.stopping)
    watch.end()
  }
}

function isExcepted(policy: string, exceptions: readonly Exception[], now: string): boolean {
  const refusal = { policy, guard: 'in-use', message: '', holds: [policy], isLifted: false } as const
  return exceptions.some((one) => one.until >= now.slice(0, 10) && lifts(one, refusal))
}

function unchangedOf({ changes }: Prepared, { desired }: AskedFor): Policies {
  return new Map(
    changes.unchanged.flatMap((name) => {
      const wanted = desired.get(name)
      return wanted === undefined ? [] : [[name, wanted.spec] as const]
    }),
  )
}
