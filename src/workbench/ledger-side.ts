/** Reads the policies that a ledger held: now, some revisions back, at a moment, or at a revision. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertAsStated } from '../git/assert-as-stated.ts'
import { findLedger } from '../git/find-ledger.ts'
import { readRevisionOfLedger } from '../git/ledger.ts'
import type { LedgerLook } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { type BackTo, revisionOfLedger } from '../git/revision-of-ledger.ts'
import type { HeldRevision, LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { lookForLedgers } from './ledger-place.ts'
import type { LedgerMoment } from './side-name.ts'
import type { TargetIdentity } from './target-identity.ts'
import { tellLostLedger } from './tell-lost-ledger.ts'
import type { Workbench } from './workbench.ts'

/**
 * Reads a ledger by its own name, or by the name of a target of the config. Needs no key.
 *
 * @throws PolicyctlError git-required, ledger-missing, revision-unknown; ledger-unreadable if somebody changed it; ledger-mismatch if the ledger of the target's name belongs to another workspace or project.
 */
export async function ledgerAt(
  workbench: Workbench,
  { target, when }: { readonly target: string; readonly when: LedgerMoment },
): Promise<HeldLedger> {
  const { context, project } = workbench
  refuseFuture(target, when, context.clock.now())
  const identity = identityFor(workbench, target)
  const recorded = { waiting: context, config: null, tool: `policyctl ${context.version}` }
  const access = await lookForLedgers(await workbench.repository(), identity, recorded)
  if (access.place === null) {
    throw new PolicyctlError('git-required', {
      message: `ledger:${target} needs git, which remembers what was applied: ${access.reason}`,
      hint: 'run it in a clone of the repository that the policies are applied from',
    })
  }
  const { place, look } = access
  // For a target of this config, the ledger of its workspace counts, not one that merely has its name.
  const ledger = project.config.targets.has(target) ? findLedger(look, place) : target
  const found = look.ledgers.find(({ name }) => name === ledger)
  await tellLostLedger({ place: { ...place, ledger }, look }, context)
  if (found === undefined) throw noLedger(target, look, place)
  const own = { ...place, ledger: found.name }
  const held = await revisionOfLedger(own, found.revision, backTo(when))
  const snapshot = await readRevisionOfLedger(own, held.revision)
  const { revision, evidence } = snapshot
  await assertAsStated(own.repository.git, { ledger: own.ledger, revision, evidence })
  return { held, snapshot }
}

/** The largest offset from UTC on earth; it also covers clocks that are a little wrong. */
const FARTHEST_EAST = 14 * 3_600_000

/** Refuses a moment in the future: the ledger may change until then, and a misspelt year would get an answer. */
function refuseFuture(target: string, when: LedgerMoment, now: Date): void {
  if (when.kind !== 'day' && when.kind !== 'instant') return
  const moment = when.kind === 'day' ? when.day : when.instant
  if (Date.parse(moment) <= now.getTime() + FARTHEST_EAST) return
  throw new PolicyctlError('revision-unknown', {
    message: `${moment} is in the future: what '${target}' will hold then is not known`,
    hint: `ledger:${target} is what it holds now; today is ${now.toISOString().slice(0, 10)}, UTC`,
  })
}

export interface HeldLedger {
  readonly snapshot: LedgerSnapshot
  readonly held: HeldRevision
}

/** A target that was removed from the config still has its ledger, in the same place as the others. */
function identityFor({ forTarget, project }: Workbench, target: string): TargetIdentity {
  const { targets, ledger } = project.config
  if (targets.has(target) || target === 'local') return forTarget(target).identity()
  const remote = ledger.remote === null ? null : { name: ledger.remote, isNamed: ledger.isNamed }
  return { name: target, endpoint: '', namespace: null, isEmbedded: false, remote }
}

function backTo(when: LedgerMoment): BackTo {
  switch (when.kind) {
    case 'now':
      return { steps: 0 }
    case 'back':
      return { steps: when.steps }
    case 'day':
      return { until: new Date(`${when.day}T23:59:59.999Z`) }
    case 'instant':
      return { until: new Date(when.instant) }
    case 'revision':
      return { revision: when.revision }
  }
}

function noLedger(target: string, { ledgers }: LedgerLook, { remote }: LedgerPlace): PolicyctlError {
  const where = remote === null ? 'this repository' : `the remote '${remote}'`
  const names = ledgers.map(({ name }) => name)
  return new PolicyctlError('ledger-missing', {
    message: `${where} has no ledger '${target}'`,
    hint:
      names.length === 0
        ? `there is no ledger at all`
        : `there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, 20).join(', ')}`,
  })
}
