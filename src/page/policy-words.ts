/** Answers about a policy that the search names and that allows nothing: its agents, and what it denies. */
import { parsePattern, patternText } from '../access/model/pattern.ts'
import { rulesOf } from '../access/model/reading.ts'
import { starsMeet } from '../access/model/star-pattern.ts'
import { agentLabel } from '../policy/binding.ts'
import type { Rule, Spec } from '../policy/policy.ts'
import { ruleLine } from '../words/entry-words.ts'
import type { AnswerRow } from './answer.ts'
import { type ShownRule, shownRule } from './entries.ts'
import { boundOf, type PageModel } from './page-model.ts'
import type { Term } from './search.ts'

/** The most rules that are written out; more are only counted. */
const MOST_RULES = 3

/** One sentence for each policy whose name equals a search word and that grants nothing. */
export function policySentences({ document }: PageModel, terms: readonly Term[]): readonly string[] {
  return document.policies
    .filter(({ name, spec }) => isNamed(name, terms) && rulesOf(spec).every(isDeny))
    .map(({ name, spec }) => {
      const holders = document.agents.filter(({ policies }) => policies.includes(name))
      return `${name}: ${holdersWords(document, holders.map((one) => agentLabel(one.name)).sort())}; ${effect(spec)}.`
    })
}

function isNamed(policy: string, terms: readonly Term[]): boolean {
  return terms.some(({ word }) => word === policy.toLowerCase())
}

function holdersWords({ bindings, omitted }: PageModel['document'], holders: readonly string[]): string {
  if (holders.length > 4) return `bound to ${holders.length} agents`
  if (holders.length > 0) return `bound to ${holders.join(', ')}`
  if (omitted !== null) return 'bound to no agent of this page'
  return bindings === 'documents' ? 'bound to no agent in these files' : 'bound to no known agent'
}

function effect(spec: Spec): string {
  const rules = rulesOf(spec)
  if (rules.length === 0) return 'it has no rule, so it allows nothing'
  const words = rules.map(ruleLine)
  if (words.includes('deny any method any URL'))
    return 'it denies everything, and wins over whatever other policies allow'
  const shown = rules.length > MOST_RULES ? `by ${rules.length} rules` : `(${words.join('; ')})`
  return `it only denies ${shown}, so it allows nothing`
}

/** The rules that keep a row from a host, where nothing passes. */
export interface Barring {
  /** False: no rule allows anything there, denied or not. */
  readonly isGranted: boolean
  readonly denying: readonly ShownRule[]
}

export function barringOf(model: PageModel, row: number, column: number): Barring {
  const reacher = model.rows[row]
  const origin = model.columns[column] ?? null
  const there = (reacher === undefined ? [] : boundOf(reacher, model.after)).flatMap(({ name, spec }) =>
    rulesOf(spec).flatMap((rule, index) =>
      reaches(rule, origin) ? [{ isDeny: isDeny(rule), ref: { policy: name, rule: index } }] : [],
    ),
  )
  return {
    isGranted: there.some((one) => !one.isDeny),
    denying: there.filter((one) => one.isDeny).map(({ ref }) => shownRule(ref, model)),
  }
}

function isDeny({ permission }: Rule): boolean {
  return permission === 'deny'
}

/** @param origin null: hosts that no rule names; only a rule without a full host can match them. */
function reaches({ resource }: Rule, origin: string | null): boolean {
  const pattern = patternText(parsePattern(resource))
  return origin === null ? !/^[^:/*]+:\/\/[^/*]+\//.test(pattern) : starsMeet(pattern, `${origin}/*`)
}

/** The rows of policies whose name equals a search word, denied at every host. */
export function policyRows({ rows, columns }: PageModel, terms: readonly Term[]): readonly AnswerRow[] {
  const cells = [...columns.keys()].map((column) => ({ column, grants: [] }))
  return [...rows.entries()].flatMap(([index, row]) =>
    'policy' in row && isNamed(row.policy, terms) ? [{ rows: [index], cells }] : [],
  )
}
