/** The answer in sentences, for those who read no tables, and what an empty answer does not mean. */
import { BY_ADMINISTRATOR, routeWords } from '../words/decision-words.ts'
import { plainText } from '../words/span.ts'
import type { AnswerRow } from './answer.ts'
import { type Answered, DECISION_ANSWER } from './cell-state.ts'
import { isAgent, labelOf } from './fold-rows.ts'
import type { PageModel } from './page-model.ts'
import { policySentences } from './policy-words.ts'
import { isContradiction, type PageQuestion } from './question.ts'
import { isUnknown, type Term } from './search.ts'
import { unknownSentences } from './unknown-words.ts'

export interface FoundAnswer {
  readonly rows: readonly AnswerRow[]
  /** The rows without the filters for decision and approver; empty unless such a filter found nothing. */
  readonly relaxed: readonly AnswerRow[]
  readonly terms: readonly Term[]
}

export interface AnswerText {
  readonly sentences: readonly string[]
  /** The words of the search that the page has no name for. */
  readonly unknown: readonly string[]
}

export function answerText(model: PageModel, question: PageQuestion, answer: FoundAnswer): AnswerText {
  const { rows, relaxed, terms } = answer
  if (isContradiction(question)) {
    const { method } = question
    return { sentences: [`${method} only reads, and ‘only writes’ is ticked: nothing is both.`], unknown: [] }
  }
  const unknown = terms.filter(isUnknown).map(({ word }) => word)
  if (unknown.length > 0)
    return { sentences: [...unknownSentences(model, question, { rows, terms }), ...caveats(model)], unknown }
  const asked = { ...question, text: terms.map(({ word }) => word).join(' ') }
  const found = foundSentences(model, asked, rows)
  const other = foundSentences(model, { ...asked, decision: '', group: '' }, relaxed)
  const policies = policySentences(model, terms)
  const isOfPolicies =
    policies.length > 0 && rows.length === 0 && terms.every(({ word }) => isPolicy(model, word))
  const sentences = [
    ...policies,
    ...(isOfPolicies || found.some(({ isOfAgents }) => isOfAgents) ? [] : [nobodySentence(asked)]),
    ...found.map(({ text }) => text),
    ...(rows.length === 0 && other.length > 0 ? other.map(({ text }) => `But ${lowerFirst(text)}`) : []),
    ...caveats(model),
  ]
  return { sentences, unknown }
}

function isPolicy({ document }: PageModel, word: string): boolean {
  return document.policies.some(({ name }) => name.toLowerCase() === word)
}

interface Sentence {
  readonly text: string
  readonly isOfAgents: boolean
}

function foundSentences(
  model: PageModel,
  question: PageQuestion,
  rows: readonly AnswerRow[],
): readonly Sentence[] {
  const agents = rows.filter(({ rows: [first = 0] }) => isAgent(model, first))
  const policies = rows.filter((row) => !agents.includes(row))
  if (question.decision === 'denied') return deniedSentences(model, question, agents)
  return (['free', 'human'] as const).flatMap((decision) => [
    ...ofAgents(model, question, { rows: having(agents, decision), decision }),
    ...ofPolicies(model, { rows: having(policies, decision), decision }),
  ])
}

interface Part {
  readonly rows: readonly AnswerRow[]
  readonly decision: Answered
}

function ofAgents(model: PageModel, question: PageQuestion, { rows, decision }: Part): readonly Sentence[] {
  const names = namesOf(model, rows)
  if (names.length === 0) return []
  const who = names.length === 1 ? '1 agent' : `${names.length} agents`
  const text = `${who} may ${deed({ ...question, method: methodsOf(question, rows, decision) }, 'something')} ${HOW[decision]}: ${listed(names)}.${approvers(rows, decision)}`
  return [{ text, isOfAgents: true }]
}

function ofPolicies(model: PageModel, { rows, decision }: Part): readonly Sentence[] {
  const names = namesOf(model, rows)
  if (names.length === 0) return []
  const what = names.length === 1 ? 'policy' : 'policies'
  const text = `The ${what} ${listed(names)}, bound to no known agent, would let any agent bound to ${names.length === 1 ? 'it' : 'them'} do so ${HOW[decision]}.${approvers(rows, decision)}`
  return [{ text, isOfAgents: false }]
}

function deniedSentences(
  model: PageModel,
  question: PageQuestion,
  rows: readonly AnswerRow[],
): readonly Sentence[] {
  const names = namesOf(model, rows)
  if (names.length === 0) return []
  const who = names.length === 1 ? '1 agent' : `${names.length} agents`
  const where = names.length === 1 ? 'At the hosts below' : 'At one or more of the hosts below'
  const text = `${where}, ${who} may not ${deed(question, 'anything')}: ${listed(names)}.`
  return [{ text, isOfAgents: true }]
}

const HOW: Readonly<Record<Answered, string>> = {
  free: 'without a human',
  human: 'after a human approves',
  denied: 'not at all',
}

function nobodySentence(question: PageQuestion): string {
  const { decision, group, changed, unused } = question
  const where = [
    ...(group === '' ? [] : [`with approval by ${group}`]),
    ...(changed ? ['where something changed'] : []),
    ...(unused ? ['and used none of it in the log'] : []),
  ].join(' ')
  const rest = where === '' ? '' : ` ${where}`
  if (decision === 'denied')
    return `There is no host where an agent of this page may not ${deed(question, 'anything')} at all${rest}.`
  const how = decision === '' ? '' : ` ${HOW[decision]}`
  return `No agent of this page may ${deed(question, 'anything')}${how}${rest}, by the rules in this file.`
}

/** `DELETE something that matches “refund”`. */
function deed({ method, writes, text }: PageQuestion, what: string): string {
  const verb = method === '' ? (writes ? `write ${what}` : `send ${what}`) : `${method} ${what}`
  return text === '' ? verb : `${verb} that matches “${text}”`
}

/** Lists the methods of the answer if they are few enough for a sentence; '' for any. */
function methodsOf({ method, text }: PageQuestion, rows: readonly AnswerRow[], decision: Answered): string {
  if (method !== '' || text === '') return method
  const grants = rows
    .flatMap(({ cells }) => cells.flatMap((cell) => cell.grants))
    .filter((grant) => DECISION_ANSWER[grant.decision] === decision)
  const methods = [...new Set(grants.flatMap(({ operations }) => operations))].sort()
  return methods.includes('*') || methods.length > 4 ? '' : methods.join(', ')
}

/** ` Approvers: finance-approvers.` */
function approvers(rows: readonly AnswerRow[], decision: Answered): string {
  if (decision !== 'human') return ''
  const routes = rows.flatMap(({ cells }) =>
    cells.flatMap(({ grants }) =>
      grants.flatMap(({ decision: one, route }) => (one === 'allow' ? [] : [route])),
    ),
  )
  const names = routes.map((route) =>
    route === null ? BY_ADMINISTRATOR : plainText(routeWords({ ...route, duration: null })),
  )
  return ` Approvers: ${listed([...new Set(names)].sort())}.`
}

function having(rows: readonly AnswerRow[], decision: Answered): readonly AnswerRow[] {
  return rows.filter(({ cells }) =>
    cells.some(({ grants }) => grants.some((grant) => DECISION_ANSWER[grant.decision] === decision)),
  )
}

function namesOf(model: PageModel, rows: readonly AnswerRow[]): readonly string[] {
  return rows.flatMap((row) => row.rows.map((index) => labelOf(model, index))).sort()
}

const MOST_NAMES = 8

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ')
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`
}

/** Says what the answer did not look at. */
function caveats({ document: { omitted, unreadable } }: PageModel): readonly string[] {
  return [
    ...(omitted === null ? [] : [`Not looked at: the ${omitted.rows} rows that are left out of this page.`]),
    ...(unreadable.length === 0
      ? []
      : [
          `Not looked at: policies that cannot be read (${unreadable.map(({ policy }) => policy).join(', ')}).`,
        ]),
  ]
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
