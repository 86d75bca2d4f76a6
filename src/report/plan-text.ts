/** A plan on a terminal: what was compared, who gets what, what is written in which order, the verdict last. */
import pc from 'picocolors'
import type { Region } from '../access/region.ts'
import type { Plan } from '../plan/plan.ts'
import { agentLabel } from '../policy/binding.ts'
import type { PlanView } from './plan-view.ts'
import { countsText, exceptionText, guardsOf, ledgerText, renameText, strongestGrant } from './plan-words.ts'
import { printable } from './printable.ts'
import { agentName, requestWords, shortList } from './region-words.ts'
import { regionsText } from './regions-text.ts'
import { stepsText } from './steps-text.ts'

export interface PlanTextOptions {
  readonly color: boolean
  readonly verbose: boolean
}

export function planText(view: PlanView, options: PlanTextOptions): string {
  const { plan } = view
  const sections = [headerText(view, options)]
  if (plan.steps.length > 0) {
    sections.push(
      regionsText(plan.access, { ...options, causesOf: view.causesOf, markOf: markBlocked(plan) }),
    )
    sections.push(outageText(view.outage, options), stepsText(plan, options))
  }
  sections.push(
    notesText(
      'RENAMED',
      view.renames.map((rename) => renameText(rename, view)),
      options,
    ),
  )
  sections.push(unmanagedText(view, options))
  sections.push(
    notesText(
      'EXCEPTIONS',
      view.idleExceptions.map((one) => exceptionText(one, plan.createdAt)),
      options,
    ),
  )
  return `${[...sections.filter((text) => text !== ''), verdictText(plan, options)].join('\n')}`
}

function headerText({ plan, ledger }: PlanView, { color }: PlanTextOptions): string {
  const { bold, dim } = pc.createColors(color)
  const { target, git, createdAt } = plan
  const files =
    git.commit === null
      ? 'no commit'
      : `${git.commit.slice(0, 7)} ${git.dirty ? 'with uncommitted changes' : 'clean'}`
  const live = `live ${createdAt.slice(11, 19)} UTC`
  return [
    `${bold(printable(target.name))}   ${printable(target.endpoint)}   ${dim(live)}`,
    `${dim(printable(`${files} · ${ledgerText(ledger, createdAt)}`))}`,
    '',
  ].join('\n')
}

function markBlocked({ blocked, steps, phases }: Plan): (region: Region) => string | null {
  const written = new Set(phases.flatMap(({ writes }) => writes.map(({ policy }) => policy)))
  const held = new Set(steps.map(({ policy }) => policy).filter((policy) => !written.has(policy)))
  return ({ policies }) =>
    blocked.length > 0 && policies.some((policy) => held.has(policy)) ? 'BLOCKED' : null
}

const MOST_NAMES = 4
const MOST_ROWS = 20

function outageText(outage: readonly Region[], { color, verbose }: PlanTextOptions): string {
  if (outage.length === 0) return ''
  const { bold } = pc.createColors(color)
  const limit = verbose ? Number.POSITIVE_INFINITY : MOST_NAMES
  const lines = outage.map((region) => {
    const agents = region.agents.map(agentName)
    const who = agents.length > 0 ? agents : region.policies
    return `  ${requestWords(region, limit)}   ${shortList(who, limit)}`
  })
  const shown = verbose ? lines : lines.slice(0, MOST_ROWS)
  const rest = lines.length - shown.length
  const more = rest > 0 ? [`  and ${rest} more (--verbose)`] : []
  return `${bold('MEANWHILE')}   not let through between the two writes of a policy, though before and after it is\n\n${[...shown, ...more].join('\n')}\n`
}

function notesText(heading: string, notes: readonly string[], { color }: PlanTextOptions): string {
  if (notes.length === 0) return ''
  const { bold } = pc.createColors(color)
  return `${notes.map((note) => `${bold(heading)}   ${printable(note)}`).join('\n')}\n`
}

function unmanagedText({ unmanaged }: PlanView, { color, verbose }: PlanTextOptions): string {
  if (unmanaged.length === 0) return ''
  const { bold } = pc.createColors(color)
  const shown = verbose ? unmanaged : unmanaged.slice(0, MOST_ROWS)
  const lines = shown.map((policy) => {
    const agents = (policy.usedBy ?? []).map(agentLabel)
    const who =
      agents.length === 0 ? 'bound to nobody' : shortList(agents, verbose ? agents.length : MOST_NAMES)
    return `${bold('UNMANAGED')}   ${printable(policy.name)}   ${who}   ${printable(strongestGrant(policy))}   left alone`
  })
  const rest = unmanaged.length - shown.length
  return `${[...lines, ...(rest > 0 ? [`and ${rest} more unmanaged policies (--verbose)`] : [])].join('\n')}\n`
}

function verdictText(plan: Plan, { color }: PlanTextOptions): string {
  const { bold, red, green } = pc.createColors(color)
  const where = printable(plan.target.name)
  if (plan.steps.length === 0) {
    return `${green(bold('No changes'))}: ${countsText(plan)} in ${where}.\n`
  }
  const lines = [`${bold(countsText(plan))} in ${where}.`]
  if (plan.blocked.length > 0) lines.push(red(`apply would refuse (3): ${guardsOf(plan)}`))
  for (const { policy, message } of plan.blocked) {
    lines.push(`  ${printable(policy === null ? message : `${policy}: ${message}`)}`)
  }
  return `${lines.join('\n')}\n`
}
