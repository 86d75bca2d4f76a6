/** Starts the ledger of each target after the files are written, and plans each target: an apply should change nothing. */
import type { AdoptedPlan } from '../answers/adopt-fleet.ts'
import { startLedger } from '../author/start-ledger.ts'
import { prepare } from '../deploy/planning.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { JudgedMember, JudgedMembers } from './judge-members.ts'
import type { ReadMember } from './read-members.ts'

export interface SettledMember {
  readonly target: string
  /** The revision of its ledger; null: there is none. */
  readonly revision: string | null
  /** null: its workspace was not read. */
  readonly plan: AdoptedPlan | null
}

/** Settles the targets one after the other, since their ledgers are pushed to one remote. @throws PolicyctlError remote-unreachable, remote-refused. */
export async function settleMembers(
  around: Workbench,
  read: readonly ReadMember[],
  { members }: JudgedMembers,
): Promise<readonly SettledMember[]> {
  const settled: SettledMember[] = []
  for (const member of read) {
    const { name: target, workspace } = member
    const judged = members.get(target)
    if (workspace === null || judged === undefined) settled.push({ target, revision: null, plan: null })
    else {
      const bench = around.forTarget(target)
      try {
        const revision = await remember(bench, member, judged)
        settled.push({ target, revision, plan: await emptyPlan(bench, { ...judged, target }) })
      } finally {
        await bench.close()
      }
    }
  }
  return settled
}

async function remember(
  bench: Workbench,
  { policies }: ReadMember,
  { desired }: JudgedMember,
): Promise<string | null> {
  const access = await bench.ledger.access()
  if (access.place === null) return null
  const { snapshot: ledger } = await bench.ledger.readWithLock()
  // If the file differs from live, somebody edited one of them; the ledger must not record either as applied.
  const fresh = [...policies].filter(
    ([name, spec]) =>
      isSameSpec(desired.get(name)?.spec ?? null, spec) &&
      ledger?.policies.has(name) !== true &&
      ledger?.pending.has(name) !== true,
  )
  const at = bench.context.clock.now()
  return startLedger(access.place, { ledger, specs: new Map(fresh), at })
}

/** Plans an apply, which has no steps if the adoption is complete. */
export async function emptyPlan(
  bench: Workbench,
  { target, errors, ...asked }: JudgedMember & { readonly target: string },
): Promise<AdoptedPlan> {
  const [error] = errors
  if (error !== undefined)
    return { target, steps: [], error: `${error.file}:${error.line} ${error.check}: ${error.message}` }
  try {
    const { plan } = await prepare(bench, asked)
    return { target, steps: plan.steps.map(({ action, policy }) => ({ action, policy })), error: null }
  } catch (failure) {
    return { target, steps: [], error: knownError(failure).message }
  }
}
