/** Writes the parts of a drift issue about access, guardrails and each policy, as safe Markdown. */
import { regionOpens } from '../../access/model/opens.ts'
import type { Region } from '../../access/model/region.ts'
import { count } from '../../diagnostic/count.ts'
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { characters, cutToFit } from '../../media/cut-to-fit.ts'
import { effectMarkdown } from '../../media/direction-marks.ts'
import { markdown } from '../../media/markdown.ts'
import { code, codeElement, fenced, link, plainName } from '../../media/markdown-text.ts'
import type { DriftOutcome } from '../../plan/drift-outcome.ts'
import type { DriftChange } from '../../plan/make-drift.ts'
import { groupAccess } from '../../words/access-group.ts'
import { formerWords } from '../../words/decision-words.ts'
import { LIVE_EDIT, ONLY_UNKNOWN, OUTCOME_NOTE, type ShownAccess } from '../../words/drift-words.ts'
import { fieldLabel, fieldLines, fieldWords } from '../../words/field-words.ts'
import { guardrailNotes, type NotedGuardrail } from '../../words/guardrail-words.ts'
import { witnessWords } from '../../words/request-words.ts'
import { abilityText, NAMES } from './access-words.ts'
import type { DriftIssueInput } from './drift-input.ts'

/** Characters of the whole issue, of which each part gets a share; GitHub accepts 65,536. */
const LIMIT = 60_000
const ALERTS = 6
/** Lines about one broken guardrail; each policy that no file has is one. */
const FACTS = 12

/** Groups the changes of access by live edits, the most permissive first. */
export function driftGroups(access: readonly Region[]): ReturnType<typeof groupAccess> {
  return groupAccess([{ target: '', regions: access, blocked: new Set() }])
}

/** Selects the guardrails that live breaks. */
export function broken(guardrails: readonly NotedGuardrail[]): readonly NotedGuardrail[] {
  return guardrails.filter(({ result }) => result === 'violated')
}

/** Writes an alert for each broken guardrail. */
export function brokenGuardrails({ guardrails, inNoFile, unmanagedAre }: DriftIssueInput): readonly string[] {
  const options = { verbose: false, inNoFile: new Set(inNoFile), unmanagedAre }
  const notes = guardrailNotes(broken(guardrails), options)
  const alerts = notes
    .slice(0, ALERTS)
    .map(({ name, facts }) =>
      alertMarkdown('CAUTION', [
        `Guardrail ${code(name)} is broken live.`,
        ...facts.slice(0, FACTS).map((fact) => markdown(fact, { limit: NAMES })),
        ...(facts.length > FACTS ? [`and ${count(facts.length - FACTS, 'more line')}`] : []),
      ]),
    )
  const rest = notes.length - alerts.length
  return rest === 0 ? alerts : [...alerts, `_${count(rest, 'more broken guardrail')}._`]
}

/** Warns of access that live edits opened and no apply wrote. */
export function accessAlerts({ access }: Pick<DriftIssueInput, 'access'>): readonly string[] {
  const risky = driftGroups(access).filter(({ region }) => regionOpens(region))
  const alerts = risky
    .slice(0, ALERTS)
    .map((group) =>
      alertMarkdown('CAUTION', [
        `${abilityText({ groups: [group], resource: group.region.resource })}.`,
        `As applied: ${markdown(formerWords(group.region))}.`,
        `Example: ${markdown(witnessWords(group.region.witness))}`,
      ]),
    )
  return risky.length > ALERTS
    ? [...alerts, `_${count(risky.length - ALERTS, 'more change')} of this kind._`]
    : alerts
}

/** A row for each policy that somebody edited. */
export function effectTable({ changes, access }: DriftIssueInput): string {
  if (changes.length === 0) return ''
  const rows = changes.map((change) => {
    const { policy, kind, fields } = change
    const paths = fields.slice(0, 3).map((field) => code(fieldLabel(fieldWords(field))))
    const rest = fields.length > 3 ? ` and ${fields.length - 3} more` : ''
    const what = kind === 'changed' && paths.length > 0 ? `: ${paths.join(', ')}${rest}` : ''
    return `| ${code(policy)} | ${LIVE_EDIT[kind]}${what} | ${effectOf(change, access)} |`
  })
  const more = (rest: number): string => `\n_${count(rest, 'more policy', 'more policies')}._`
  const size = LIMIT / 4
  return `| Policy | Live edit | Effect |\n|---|---|---|\n${cutToFit(rows, { size, measure: characters }, { separator: '\n', more })}`
}

function effectOf(change: DriftChange, access: ShownAccess): string {
  const { outcome } = change
  const words = effectMarkdown(change, access)
  return outcome === 'guarded' ? `${words}; ${OUTCOME_NOTE[outcome]}` : words
}

/** Lists the choices about each change, by what the next apply would do. */
export function choices({ target, changes, links }: DriftIssueInput): string {
  if (changes.length === 0) return ''
  const workflow = link('policy-apply', links.applyWorkflow)
  const guarded = changes.filter(({ outcome }) => outcome === 'guarded').map(({ policy }) => policy)
  // A blocked step holds the whole apply.
  const apply = guarded.length === 0 ? workflow : `${workflow} with ${code('skip-blocked')}`
  const lines = changes.map(({ policy, kind, outcome }) => {
    const keep = `**keep**: ${code(`policyctl pull ${policy} --target ${target}`)} on a branch, reviewed like any change`
    const choice: Readonly<Record<DriftOutcome, string>> = {
      'put-back': `**put back** by running ${apply}, or ${keep}`,
      guarded: `**put back** by running ${workflow} with ${code(`overwrite-live: ${target}:${policy}`)}${guarded.length > 1 ? ` and ${code('skip-blocked')}` : ''}, or ${keep}`,
      deleted: `${OUTCOME_NOTE.deleted}: **delete** by running ${apply}, or ${keep}`,
      'in-files': `${OUTCOME_NOTE['in-files']}: **record** it by running ${apply}`,
      'left-alone': kind === 'changed' ? ONLY_UNKNOWN : `${OUTCOME_NOTE['left-alone']}, or ${keep}`,
    }
    return `- [ ] ${code(policy)}: ${choice[outcome]}`
  })
  const more = (rest: number): string => `\n_${count(rest, 'more policy', 'more policies')}._`
  const atOnce =
    changes.length > 1
      ? `A run of ${workflow} puts back all that is not kept by then: merge first what you keep.\n`
      : ''
  return `**Choose for each**\n${atOnce}${cutToFit(lines, { size: LIMIT / 4, measure: characters }, { separator: '\n', more })}`
}

/** Lists what was changed, with its fields. */
export function fieldsFold({ ledger, changes }: DriftIssueInput): string {
  const items = changes
    .filter(({ fields }) => fields.length > 0)
    .map(
      ({ policy, fields }) =>
        `**${plainName(policy)}**\n${fenced(
          'diff',
          fields.flatMap((field) => fieldLines(field)),
        )}`,
    )
  if (items.length === 0) return ''
  const more = (rest: number): string => `_${count(rest, 'more policy', 'more policies')}._`
  const content = cutToFit(items, { size: LIMIT / 3, measure: characters }, { separator: '\n\n', more })
  const from = ledger === null ? 'ledger' : `ledger ${codeElement(ledger.slice(0, 7))}`
  return `<details><summary><b>Field diff</b>, ${from} → live</summary>\n\n${content}\n\n</details>`
}
