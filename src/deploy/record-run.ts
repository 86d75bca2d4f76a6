import type { StepResult } from '../apply/apply-result.ts'
import { ledgerDelta, type RunEnd } from '../apply/ledger-delta.ts'
import { liveDigest } from '../evidence/live-digest.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { commitAfter } from '../git/next-commit.ts'
import { type LedgerWrite, writeLedgers } from '../git/write-ledger.ts'
import type { Plan } from '../plan/plan.ts'
import { planFingerprint } from '../plan/plan-fingerprint.ts'
import type { Bindings } from '../policy/binding.ts'
import type { CompareSides, LiftedGuard, RunFacts } from '../policy/ledger-record.ts'
import type { Review } from '../policy/ledger-snapshot.ts'
import type { Context } from '../workbench/context.ts'
import { type HandOvers, neighbourTasks } from './hand-overs.ts'

export interface RunRecord extends RunEnd {
  readonly plan: Plan
  /** The lock under which it ran (Lock.revision). */
  readonly lock: string | null
  /** First words of the commit's subject: 'Apply', 'Roll back'. */
  readonly name: string
  readonly deed: 'apply' | 'rollback'
  /** True if guard `behind` did not apply: a rollback, or the flag that lifts it. */
  readonly ignoresHead: boolean
  /** Flags that lifted guards, '' for none. */
  readonly overrides: string
  /** Why they were lifted; null: nobody said. */
  readonly reason: string | null
  /** The bindings at the time of planning. */
  readonly bindings: Bindings
  /** The guards that failed and were lifted. */
  readonly lifted: readonly LiftedGuard[]
  readonly compare: CompareSides
  readonly handOvers: HandOvers
  /** The known facts of the review of the files; null: none. */
  readonly review: Review | null
}

/**
 * Commits the outcome of a run to the ledger, also if it failed or was stopped
 * half-way, and the hand-overs to the ledgers of neighbours, all in one push.
 * Call it before the lock is released.
 *
 * @returns the ledger's revision; null: there is none.
 * @throws PolicyctlError remote-unreachable, remote-refused (4).
 */
export async function recordRun(
  { clock }: Context,
  place: LedgerPlace,
  record: RunRecord,
): Promise<string | null> {
  const { plan, result, ledger, handOvers, lock } = record
  const done = result.results.filter(({ status }) => status === 'applied')
  const { failed, notRun } = result.summary
  const delta = ledgerDelta({ ...record, given: handOvers.given.keys() })
  const run = !delta.hasWritten ? 'idle' : record.ignoresHead ? 'let-through' : 'wrote'
  const standing = { head: plan.git.commit, run } as const
  const at = clock.now()
  const write: LedgerWrite = {
    ...delta,
    deed: record.deed,
    base: ledger,
    subject: `${record.name} ${done.length} ${done.length === 1 ? 'change' : 'changes'} to ${place.target}`,
    body: [...bodyOf(result.results), ...handedOverIn(handOvers, delta.settled)].join('\n'),
    commit: await commitAfter(place, { ...standing, applied: ledger?.commit ?? null }),
    isDirty: plan.git.dirty,
    overrides: record.overrides,
    reason: record.reason,
    plan: planFingerprint(plan),
    counts: { ...countsOf(done), failed, 'not-run': notRun },
    at,
    lock,
    bindings: record.bindings,
    run: factsOfRun(record),
    ...(record.review === null ? {} : { review: record.review }),
  }
  const { settled } = delta
  const others = await neighbourTasks(place, { handOvers, settled, ledger, standing, at, lock })
  const [revision] = await writeLedgers([{ place, write }, ...others])
  return revision ?? null
}

function factsOfRun({ plan, result, live, lifted, compare }: RunRecord): RunFacts {
  return {
    lifted,
    compare,
    guardrails: plan.guardrails,
    results: result.results,
    converged: result.converged,
    live: live === null ? null : liveDigest(live),
  }
}

const DONE = { create: 'created', update: 'updated', delete: 'deleted' } as const

function countsOf(done: readonly StepResult[]): Record<string, number> {
  const counts: Record<string, number> = { created: 0, updated: 0, deleted: 0 }
  for (const { action } of done) counts[DONE[action]] = (counts[DONE[action]] ?? 0) + 1
  return counts
}

/** Writes one line for each policy. */
function bodyOf(results: readonly StepResult[]): readonly string[] {
  return results.flatMap(({ action, policy, status }) => {
    if (status === 'applied') return [`${DONE[action]} ${policy}`]
    return status === 'failed' ? [`failed to ${action} ${policy}`] : []
  })
}

function handedOverIn({ given, taken }: HandOvers, settled: ReadonlyMap<string, unknown>): readonly string[] {
  return [
    ...[...given].map(([policy, { folder }]) => `handed over ${policy} to ${folder || '.'}`),
    ...[...taken].flatMap(([policy, { folder }]) =>
      settled.get(policy) == null ? [] : [`took over ${policy} from ${folder || '.'}`],
    ),
  ]
}
