import type { ApplyAnswer } from '../answers/apply.ts'
import type { Desired } from '../change/desired.ts'
import { nameMatcher } from '../change/keep-only.ts'
import { agoOf } from '../diagnostic/age.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { adoptedSince } from '../git/adopted-since.ts'
import { assertAsStated } from '../git/assert-as-stated.ts'
import { readRevisionOfLedger } from '../git/ledger.ts'
import { namedRevision, type Previous, previousRevision } from '../git/ledger-history.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Policies } from '../policy/policy.ts'
import type { PutBackRun } from '../policy/put-back-run.ts'
import { filesOfRun, writesWorkspace } from '../policy/recorded-files.ts'
import { wholePolicyFolder } from '../workbench/policy-folder.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import { missingLedger, requireLedger } from '../workbench/require-ledger.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { carryOut, WISHED, type Wishes } from './carry-out.ts'
import type { Desk } from './desk.ts'
import { prepare } from './planning.ts'

export interface RollbackQuestion extends Wishes {
  /** Revision of the ledger; null: the one before. */
  readonly to: string | null
}

/**
 * Applies an earlier revision of the ledger, with the plan, the order and the guards
 * of apply, except `behind`.
 *
 * @throws PolicyctlError git-required, ledger-missing, revision-unknown, and as applyProject.
 */
export async function rollBack(
  workbench: Workbench,
  question: RollbackQuestion,
  desk: Desk,
): Promise<ApplyAnswer> {
  assertQuestion('rollBack', question, { ...WISHED, to: FIELD.textOrNull })
  const { notify, clock } = workbench.context
  // The target comes first: without a key, a rollback can do nothing.
  await workbench.target()
  const { earlier, passedOver, adopted } = await earlierLedger(workbench, question.to)
  const desired = desiredOf(new Map([...earlier.policies, ...adopted]))
  const contents = await wholePolicyFolder(workbench)
  const { files } = projectFolder(contents, workbench)
  const bindings = files.flatMap((file) => file.bindings)
  const asked = { desired, bindings, decided: contents.decided }
  const { only, overrides, skipBlocked } = question
  const choices = { only, overrides, skipBlocked, readsUsage: true, ignoresHead: true }
  notify({ kind: 'note', text: aimText(earlier, clock.now()) })
  for (const one of passedOver) notify({ kind: 'note', text: passedOverText(one) })
  if (adopted.size > 0) notify({ kind: 'note', text: adoptedText([...adopted.keys()]) })
  const answer = await carryOut({
    workbench,
    desk,
    wishes: question,
    asked,
    policies: [],
    deed: 'rollback',
    name: `Roll back to ${earlier.revision.slice(0, 7)}:`,
    isReviewed: false,
    prepare: () => prepare(workbench, asked, choices),
  })
  const isRolledBack = answer.status === EXIT.done && asksForOther(files, desired, only)
  return isRolledBack ? { ...answer, view: { ...answer.view, isRolledBack } } : answer
}

/** Tells whether the next apply would undo the rollback. */
function asksForOther(files: readonly ParsedFile[], desired: Desired, only: readonly string[]): boolean {
  const written = new Map(
    files.flatMap((file) => file.policies.map(({ policy }) => [policy.name, policy.spec] as const)),
  )
  const isAsked = nameMatcher(only)
  return [...new Set([...written.keys(), ...desired.keys()])].some(
    (name) => isAsked(name) && !isSameSpec(written.get(name) ?? null, desired.get(name)?.spec ?? null),
  )
}

/** Describes the revision to which the plan leads, for the line before it. */
function aimText({ revision, appliedAt, commit, deed, files }: LedgerSnapshot, now: Date): string {
  const age = agoOf(appliedAt, now)
  const of = filesOfRun(commit?.slice(0, 7) ?? null, files)
  const made = writesWorkspace(deed) ? `applied ${age}` : `recorded ${age} by ${deed}`
  return `back to ledger ${revision.slice(0, 7)}, ${made}${of === '' ? '' : ` from files ${of}`}`
}

function passedOverText({ revision, policies }: PutBackRun): string {
  return `passed over, and not undone: ledger ${revision.slice(0, 7)}, which only put live edits back: ${firstNames(policies, NAMES_SHOWN)}`
}

/** Names adopted policies, which stay although the earlier revision does not have them. */
function adoptedText(names: readonly string[]): string {
  const it = names.length === 1 ? 'it' : 'them'
  return `not undone: ${firstNames(names, NAMES_SHOWN)}; live before the repository took ${it} over, so the rollback keeps ${it}`
}

const NAMES_SHOWN = 10

/** Reads the revision to go back to, and finds the policies that were adopted since. */
async function earlierLedger(
  workbench: Workbench,
  name: string | null,
): Promise<{ readonly earlier: LedgerSnapshot; readonly adopted: Policies } & Pick<Previous, 'passedOver'>> {
  const place = await requireLedger('rollback', workbench)
  const current = await workbench.ledger.read()
  if (current === null) throw missingLedger(place)
  const { revision, passedOver } = await revisionOf(place, current.revision, name)
  const earlier = await readRevisionOfLedger(place, revision)
  const { evidence } = earlier
  await assertAsStated(place.repository.git, { ledger: place.ledger, revision, evidence })
  return { earlier, passedOver, adopted: await adoptedSince(place, { earlier, current }) }
}

async function revisionOf(place: LedgerPlace, current: string, name: string | null): Promise<Previous> {
  if (name === null) return previousRevision(place, current)
  return { revision: await namedRevision(place, { current, name }), passedOver: [] }
}

function desiredOf(policies: Policies): Desired {
  return new Map([...policies].map(([name, spec]) => [name, { spec, file: null }]))
}
