/** Words for a plan, the same for terminal and Markdown. */

import type { Region } from '../access/model/region.ts'
import type { LedgerState, PlanView } from '../answers/plan.ts'
import type { PlannedFiles } from '../answers/several.ts'
import { aheadOf } from '../diagnostic/age.ts'
import { count } from '../diagnostic/count.ts'
import { writtenPolicies } from '../plan/blocked-steps.ts'
import type { Exception } from '../plan/guards/exception.ts'
import type { Plan } from '../plan/plan.ts'
import { uncomparedIn } from '../plan/unreadable.ts'
import { agentLabel } from '../policy/binding.ts'
import { naturalNames } from './natural-order.ts'
import { requestWords } from './request-words.ts'
import { asCode, asName, asValue, joined, listOf, NOTHING, own, say, type Words } from './span.ts'
import { whoWords } from './who-words.ts'

/**
 * Names the commit of the files, and of the config: `3f9c1ab clean`, `3f9c1ab
 * with uncommitted changes (policyctl.yaml)`.
 */
export function filesWords({ plan: { git }, uncommitted, configOf }: PlannedFiles): Words {
  const judge = configOf === null ? NOTHING : say` · config of ${asCode(shortRevision(configOf))}`
  if (git.commit === null) return say`${own('no commit')}${judge}`
  const commit = own(git.commit.slice(0, 7))
  if (!git.dirty) return say`${commit} clean${judge}`
  return say`${commit} with uncommitted changes${listedIn(uncommitted)}${judge}`
}

function listedIn(files: readonly string[]): Words {
  return files.length === 0 ? NOTHING : say` (${listOf(files, asCode)})`
}

function shortRevision(ref: string): string {
  return /^[0-9a-f]{40,64}$/.test(ref) ? ref.slice(0, 7) : ref
}

/** `3 to update, 1 delete blocked, 295 unchanged, 1 unmanaged`. */
export function countsText(plan: Plan): string {
  const { steps, phases, summary } = plan
  const written = writtenPolicies({ phases })
  const parts = (['create', 'update', 'delete'] as const).flatMap((action) => {
    const all = steps.filter((step) => step.action === action)
    const open = all.filter(({ policy }) => written.has(policy)).length
    const blocked = all.length - open
    return [
      ...(open > 0 ? [`${open} to ${action}`] : []),
      ...(blocked > 0 ? [`${blocked} ${action}${blocked === 1 ? '' : 's'} blocked`] : []),
    ]
  })
  const { unchanged, unmanaged } = summary
  const uncompared = uncomparedIn(plan).length
  const rest = [
    ...(unchanged > 0 ? [`${unchanged} unchanged${takenText(plan)}`] : []),
    ...(uncompared > 0 ? [`${uncompared} not compared`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} unmanaged`] : []),
  ]
  return [...parts, ...rest].join(', ') || 'nothing to write'
}

/** Policies that are taken over as they are count as unchanged; one that is written too is counted there. */
function takenText({ newlyManaged, steps, summary }: Plan): string {
  const changed = new Set(steps.map(({ policy }) => policy))
  const taken = newlyManaged.filter((name) => !changed.has(name)).length
  if (taken === 0) return ''
  return taken === summary.unchanged ? ' (to take over)' : ` (${taken} to take over)`
}

/** `ledger a41c9e2, 2 d old · live agrees with it`. */
export function ledgerWords({ ledger, lock, plan }: PlanView): Words {
  if (ledger === null) return say`no ledger yet`
  if (typeof ledger === 'string') return say`no ledger: ${asValue(ledger)}; nothing is deleted`
  const revision = asCode(ledger.revision.slice(0, 7))
  return say`ledger ${revision}, ${own(ageText(ledger, plan.createdAt))} · ${differenceWords(ledger, { lock, plan })}`
}

/** Says how live differs from the ledger: by an unfinished apply, or by somebody's edit. */
function differenceWords(
  { editedLive, interrupted }: LedgerState,
  { lock, plan }: Pick<PlanView, 'lock' | 'plan'>,
): Words {
  const leaver = lock === null ? 'an interrupted apply' : 'the apply that holds the lock'
  const left = count(interrupted.length, 'policy', 'policies')
  const edited = count(editedLive.length, 'policy was', 'policies were')
  const parts = [
    ...(interrupted.length > 0 ? [say`${own(`${left} left by ${leaver}`)}`] : []),
    ...(editedLive.length > 0
      ? [say`${own(edited)} changed live since: ${listOf(naturalNames(editedLive), asCode)}`]
      : []),
  ]
  const agrees =
    uncomparedIn(plan).length === 0 ? 'live agrees with it' : 'live agrees with it as far as it can be read'
  return parts.length === 0 ? say`${own(agrees)}` : joined(parts, ' · ')
}

/** `lock held by Nina, 20 s`, and what to do; empty if nobody holds it. */
export function lockWords({ lock }: PlanView): Words {
  if (lock === null) return NOTHING
  return say`lock held by ${asValue(lock.holder)}, ${own(lock.age)}: apply waits for it with ${asCode('--wait')}; ${asCode('policyctl unlock')} if that run is dead`
}

function ageText({ appliedAt }: LedgerState, now: string): string {
  const ahead = aheadOf(appliedAt, new Date(now))
  if (ahead !== null) return `dated ${ahead} ahead of this clock`
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(appliedAt)) / 60_000))
  if (Number.isNaN(minutes)) return 'of unknown age'
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${minutes} min old`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h old` : `${Math.round(minutes / 1440)} d old`
}

/** Words for the effect of a rename on the agents that are bound to the old name. */
export function renameWords({ from, to }: Plan['renames'][number], view: PlanView): Words {
  const agents = view.plan.steps.find(({ policy }) => policy === from)?.usedBy ?? []
  const who = listOf(naturalNames(agents.map(agentLabel)), asName)
  const losing =
    agents.length === 0
      ? NOTHING
      : say`; until then ${who} ${own(agents.length === 1 ? 'does' : 'do')} not have ${asCode(to)}, and ${own(agents.length === 1 ? 'loses' : 'lose')} ${asCode(from)} once that is deleted`
  return say`${asCode(from)} → ${asCode(to)}: bindings hold names, so ${asCode(to)} binds nobody until agents are given it (${asCode('PUT /agents/NAME/config')}, or a deploy)${losing}`
}

/** Words for the live policies that an apply takes over: later applies may delete them. */
export function takenOverWords({ newlyManaged }: Pick<Plan, 'newlyManaged'>): Words {
  const names = listOf(naturalNames(newlyManaged), asCode)
  return say`${names}: live already, not managed from here at present. From this apply on, a missing file deletes the live policy`
}

/** Words for policies that differ too, and that this plan does not change. */
export function leftOutWords({ leftOut }: Pick<Plan, 'leftOut'>): Words {
  const names = listOf(naturalNames(leftOut), asCode)
  return say`${names}: ${own(leftOut.length === 1 ? 'it differs' : 'they differ')} too, and this plan leaves that as it is`
}

/** Words for a policy whose file moved to another project of the repository. */
export function handOverWords({ policy, kind, project }: Plan['handOvers'][number]): Words {
  const where = project === '.' ? say`the root of the repository` : asCode(project)
  return kind === 'given'
    ? say`${asCode(policy)} stays live: the project in ${where} has it now`
    : say`${asCode(policy)} belonged to the project in ${where}: this project takes it over`
}

export function exceptionWords({ guard, policy, until }: Exception, now: string): Words {
  const what = policy === undefined ? [asCode(guard)] : say`${asCode(guard)} for ${asCode(policy)}`
  return until < now.slice(0, 10)
    ? say`the exception ${what} ended on ${asValue(until)}; delete it`
    : say`the exception ${what} lifts nothing in this plan; delete it if it has done its work`
}

/** Words for access that is lost between the two writes of a policy, one line for each region. */
export function temporaryLossWords(region: Region): Words {
  return say`${requestWords(region)}   ${whoWords(region)}`
}

export const OUTAGE_MEANING = 'denied for a moment, between the two writes of a policy'
