import { type DriftAnswer, driftAnswer } from '../answers/drift.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import { formerPolicies } from '../git/ledger-history.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { makeDrift } from '../plan/make-drift.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { ledgerWithout } from '../policy/ledger-without.ts'
import type { UnreadablePolicy } from '../policy/live-policy.ts'
import { guardrailsOf } from '../workbench/guardrails-of.ts'
import { heldLock } from '../workbench/held-lock.ts'
import { policiesOfNeighbours } from '../workbench/neighbours.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import { missingLedger, requireLedger } from '../workbench/require-ledger.ts'
import { readLiveWithTools } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface DriftQuestion {
  /** True: exit status 2 if there is drift. */
  readonly exitCode: boolean
}

/**
 * Compares the ledger with the workspace: finds what somebody changed outside git.
 * Reads policies, tools and agents, and never writes.
 *
 * @throws PolicyctlError project-not-found, git-required, ledger-missing, and those of ledger and store.
 */
export async function findDrift(workbench: Workbench, question: DriftQuestion): Promise<DriftAnswer> {
  assertQuestion('findDrift', question, { exitCode: FIELD.flag })
  await assertPolicyFolder(workbench, { orLedger: true })
  const { name } = await workbench.target()
  const place = await requireLedger('drift', workbench)
  const { snapshot, lock, look } = await workbench.ledger.readWithLock()
  const ledger = withHeldIntent(snapshot, lock)
  if (ledger === null) throw missingLedger(place)
  const [{ policies: live, bindings: liveBindings, unreadable, tools }, former, files, theirs] =
    await Promise.all([
      readLiveWithTools(workbench),
      formerPolicies(place, ledger.revision),
      readWholeProject(workbench),
      policiesOfNeighbours(place, look),
    ])
  const { config } = workbench.project
  const found = makeDrift({
    ...namesOf({ ledger, unreadable, files, theirs }),
    ...{ live, tools, liveBindings, unreadable, former, theirs },
    guardrails: await guardrailsOf(workbench),
    serverFields: config.serverFields,
  })
  return driftAnswer(
    {
      found,
      target: name,
      ledger: ledger.revision,
      lock: heldLock(lock, workbench.context.clock.now()),
      namedTarget: workbench.named,
      tool: `policyctl ${workbench.context.version}`,
      unmanagedAre: config.safety.unmanaged,
      causesOf: causesFinder(found.before, found.after, []),
    },
    question,
  )
}

interface Compared {
  readonly ledger: LedgerSnapshot
  readonly unreadable: readonly UnreadablePolicy[]
  readonly files: readonly ParsedFile[]
  readonly theirs: ReadonlySet<string>
}

/** Tells which policies the files want, and which policies of the ledger cannot be compared. */
function namesOf({ ledger, unreadable, files, theirs }: Compared) {
  const policies = files.flatMap((file) => file.policies)
  const wanted = new Map(policies.map(({ policy, isSound }) => [policy.name, isSound ? policy.spec : null]))
  const unread = unreadable.map(({ name }) => name)
  const own = unread.filter((name) => ledger.policies.has(name))
  return {
    ledger: ledgerWithout(ledger, unread),
    unreadableOwn: new Set(own),
    unreadableGone: new Set(own.filter((name) => !wanted.has(name) && !theirs.has(name))),
    bindings: files.flatMap((file) => file.bindings),
    wanted,
  }
}
