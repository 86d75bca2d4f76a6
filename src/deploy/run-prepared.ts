/**
 * Runs a prepared plan: takes the lock with what it means to write, runs it,
 * and remembers in the ledger what it left. Shared by `apply`, `rollback` and
 * the Action.
 */
import { type RunOutcome, runPlan } from '../apply/run-plan.ts'
import { overridesOf, overridesText } from '../commands/apply/options.ts'
import { progressLine } from '../commands/apply/progress-line.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { findLedger } from '../git/find-ledger.ts'
import type { LedgerPlace } from '../git/ledger.ts'
import { lookAtLedgers } from '../git/ledger-look.ts'
import type { Lock } from '../git/lock.ts'
import { ageOf, lockRevision, refuseRivals } from '../git/lock.ts'
import { isHeld, underLock } from '../git/under-lock.ts'
import { lifts } from '../plan/guards/exception.ts'
import { intentOf } from '../plan/intent-of.ts'
import { planFingerprint } from '../plan/plan-fingerprint.ts'
import type { Policies } from '../policy/policy.ts'
import { printable } from '../words/printable.ts'
import type { Asked, Planning, Prepared } from './planning.ts'
import { recordRun } from './record-run.ts'

export interface Deed {
  readonly planning: Planning
  readonly asked: Asked
  readonly prepared: Prepared
  /** First words of the ledger's commit: 'Apply', 'Roll back'. */
  readonly name: string
  /** Milliseconds to wait for another run. */
  readonly wait: number
  /** Plans again, for when another run came first. */
  readonly again: () => Promise<Prepared>
}

/** null: another run came first, and what is to be done is something else now. */
export interface Done extends RunOutcome {
  /** Why the ledger does not know of it, or the lock is still there; null where all is well. */
  readonly ledgerError: unknown
}

/** @throws PolicyctlError locked, and those of the remote before anything was written. */
export async function runPrepared(deed: Deed): Promise<Done | null> {
  const { planning, prepared } = deed
  const { place } = planning.ledger
  if (place === null) return { ...(await run(deed)), ledgerError: null }
  // What another run holds it for may change what 'nothing to do' means.
  const isQuiet = prepared.plan.phases.length === 0 && (await lockRevision(place)) === null
  if (isQuiet) return record(deed, await run(deed), null)
  const { context } = planning.invocation
  let hasWaited = false
  const request = {
    intent: intentOf(prepared.plan),
    nonce: context.nonce(),
    wait: deed.wait,
    onWait: (holder: Lock) => {
      hasWaited = true
      const age = ageOf(holder.since, context.clock.now())
      context.stderr.write(`waiting for ${printable(holder.actor)}, who holds the lock for ${age}\n`)
    },
  }
  let stuck: unknown = null
  const done = await underLock<Done>(place, request, {
    mayBegin: async () => !(hasWaited || (await hasBeenOvertaken(deed))) || (await isStillTheSame(deed)),
    work: async (lock) => record(deed, await run(deed, () => isHeld(place, lock)), lock),
    isRecorded: ({ ledgerError }) => ledgerError === null,
    onLost: () => context.stderr.write(LOST),
    onStuck: (error) => {
      stuck = error
    },
  })
  return done === null ? null : { ...done, ledgerError: done.ledgerError ?? stuck }
}

const LOST =
  'the lock was taken away while this ran (unlock): others may have written meanwhile; see with policyctl plan\n'

/** Whether another run has come and gone between the plan and the lock. @throws PolicyctlError locked, stale-plan, and as findLedger. */
async function hasBeenOvertaken({ planning, prepared }: Deed): Promise<boolean> {
  const { place } = planning.ledger
  if (place === null) return false
  const look = await lookAtLedgers(place)
  await refuseRivals(place, look)
  const { repository, target, endpoint, namespace } = place
  const name = findLedger(look, { target, endpoint, namespace, folder: repository.folder })
  if (name !== place.ledger) throw startedMeanwhile(name, place)
  const now = look.ledgers.find((ledger) => ledger.name === name)?.revision ?? null
  return now !== (prepared.snapshot?.revision ?? null)
}

/** The lock that was taken is called after a ledger that is not the workspace's. */
function startedMeanwhile(name: string, { target }: LedgerPlace): PolicyctlError {
  return new PolicyctlError('stale-plan', {
    message: `another run has started the ledger '${name}' of this workspace since this one of '${target}' planned`,
    hint: 'run it again: it goes on with that ledger',
  })
}

/** The same writes, and the same guards against them: what came first may have been a newer commit. */
async function isStillTheSame({ again, prepared }: Deed): Promise<boolean> {
  const { plan } = await again()
  const isBlockedAlike = JSON.stringify(plan.blocked) === JSON.stringify(prepared.plan.blocked)
  return isBlockedAlike && planFingerprint(plan) === planFingerprint(prepared.plan)
}

async function record(deed: Deed, outcome: RunOutcome, lock: Lock | null): Promise<Done> {
  const { planning, prepared, asked } = deed
  const { place } = planning.ledger
  if (place === null) return { ...outcome, ledgerError: null }
  const { plan, snapshot } = prepared
  const live = plan.phases.length === 0 ? prepared.live : outcome.live
  const { desired } = asked
  try {
    await recordRun(planning.invocation.context, place, {
      desired,
      ledger: snapshot,
      plan,
      result: outcome.result,
      live,
      lock: lock?.revision ?? null,
      deed: deed.name,
      overrides: overridesText(planning.invocation),
    })
    return { ...outcome, ledgerError: null }
  } catch (ledgerError) {
    return { ...outcome, ledgerError }
  }
}

async function run({ planning, prepared, asked }: Deed, mayGoOn = async () => true): Promise<RunOutcome> {
  const { invocation, target, project } = planning
  const { context } = invocation
  const { plan } = prepared
  const progress = progressLine(invocation)
  context.stop.addEventListener('abort', progress.stopping, { once: true })
  try {
    return await runPlan({
      store: target.store,
      clock: context.clock,
      random: context.random,
      stop: context.stop,
      kill: context.kill,
      steps: plan.steps,
      phases: plan.phases,
      blocked: plan.blocked,
      live: prepared.live,
      unchanged: unchangedOf(prepared, asked),
      fieldSources: prepared.fieldSources,
      mayDeleteInUse: (policy) =>
        overridesOf(invocation).allowInUse.includes(policy) ||
        isExcepted(policy, project.config.exceptions, plan.createdAt),
      mayGoOn,
      onProgress: progress.show,
      onTrouble: progress.trouble,
      onNotice: progress.notice,
    })
  } finally {
    context.stop.removeEventListener('abort', progress.stopping)
    progress.end()
  }
}

function isExcepted(
  policy: string,
  exceptions: Planning['project']['config']['exceptions'],
  now: string,
): boolean {
  const refusal = { policy, guard: 'in-use', message: '', holds: [policy], isLifted: false } as const
  return exceptions.some((one) => one.until >= now.slice(0, 10) && lifts(one, refusal))
}

function unchangedOf({ changes }: Prepared, { desired }: Asked): Policies {
  return new Map(
    changes.unchanged.flatMap((name) => {
      const wanted = desired.get(name)
      return wanted === undefined ? [] : [[name, wanted.spec] as const]
    }),
  )
}
