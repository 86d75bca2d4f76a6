/** Makes the lines of a cell's tree: the changes, and the present access. */
import { decide } from '../access/model/decide.ts'
import type { Direction } from '../access/model/region.ts'
import { causeName } from '../answers/cause.ts'
import { inFile } from '../answers/read-side.ts'
import type { Request } from '../policy/request.ts'
import { mappedWords } from '../words/cause-words.ts'
import { changeWords } from '../words/decision-words.ts'
import { ruleLine } from '../words/entry-words.ts'
import { requestWords } from '../words/request-words.ts'
import { plainText } from '../words/span.ts'
import { type Answered, DECISION_ANSWER } from './cell-state.ts'
import { decisionText, withValidity } from './decision-text.ts'
import { changeLeavesOut, grantLeavesOut } from './left-out.ts'
import { boundOf, type PageCell, type PageModel, type ShownChange, type ShownGrant } from './page-model.ts'
import { placedPolicies } from './placed-policies.ts'

/** A rule that decides, or that changed. */
export interface ShownRule {
  readonly name: string
  /** null: it stands in no file. */
  readonly place: { readonly file: string; readonly line: number } | null
  /** The rule itself, its mapped names, and its calls. */
  readonly more: string
}

/** One line of the tree. */
export interface CellEntry {
  readonly resource: string
  readonly requests: string
  readonly leftOut: readonly string[]
  /** null: it is a change. */
  readonly answered: Answered | null
  readonly direction: Direction | null
  readonly decision: string
  readonly rules: readonly ShownRule[]
  readonly witness: Request
}

interface Place {
  readonly row: number
  readonly cell: PageCell
}

export function changeEntry(change: ShownChange, model: PageModel, { cell }: Place): CellEntry {
  const { before, after } = changeWords(withValidity(change))
  const rules = change.causes.map((cause): ShownRule => {
    const { file, line } = cause
    const name = `${causeName(cause)}${cause.isGone ? ' (gone)' : ''}`
    // A removed rule has no place in the files of this commit.
    const place = file === null || cause.isGone ? null : { file, line: line ?? 1 }
    return { name, place, more: plainText(mappedWords(cause.mapped ?? [])).trim() }
  })
  return {
    resource: change.resource,
    requests: requestsOf(change),
    leftOut: changeLeavesOut(change, cell, model),
    answered: null,
    direction: change.direction,
    decision: `${pageWord(plainText(before))} → ${pageWord(plainText(after))}`,
    rules,
    witness: change.witness,
  }
}

export function grantEntry(grant: ShownGrant, model: PageModel, { row, cell }: Place): CellEntry {
  const reacher = model.rows[row]
  const bound = reacher === undefined ? [] : boundOf(reacher, model.after)
  const { because } = decide(grant.witness, bound)
  return {
    resource: grant.resource,
    requests: requestsOf(grant),
    leftOut: grantLeavesOut(grant, cell, model),
    answered: DECISION_ANSWER[grant.decision],
    direction: null,
    decision: decisionText(grant),
    rules: because.map((rule) => shownRule(rule, model)),
    witness: grant.witness,
  }
}

/** Describes methods and tools; the path is shown in its own column. */
export function requestsOf(extent: Omit<ShownGrant, 'policies' | 'decision' | 'route' | 'witness'>): string {
  const whole = plainText(requestWords({ ...extent, exceptResources: [] }))
  const where = extent.resource === '*' ? 'anywhere' : extent.resource
  return whole.replace(` ${where}`, () => '')
}

/** Replaces `allowed`, the word of other reports, by the page's word. */
function pageWord(words: string): string {
  return words.replace(/^allowed\b/, 'free').replace(/^free, no human$/, 'free')
}

export function shownRule({ policy, rule }: { policy: string; rule: number }, model: PageModel): ShownRule {
  const found = model.document.policies.find(({ name }) => name === policy)
  const written = found?.spec.policies[rule]
  const parsed = placedPolicies(found === undefined ? [] : [found])
  const { file, line, mapped: swapped = [] } = inFile({ policy, rule }, { parsed })
  const place = file === null ? null : { file, line: line ?? 1 }
  const calls = model.callsOf({ policy, rule })
  const used = calls === null ? '' : `(${calls === 0 ? 'no call' : callsWords(calls)} of the log)`
  const mapped = plainText(mappedWords(swapped)).trim()
  const words = [written === undefined ? '' : ruleLine(written), mapped, used].filter((word) => word !== '')
  return { name: `${policy}#${rule}`, place, more: words.join('  ') }
}

/** `812 calls`. */
export function callsWords(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`
}
