/**
 * Every medium tells the same of the same change. The table has each kind once:
 * each direction, each decision and vote, each field of a route.
 * What is expected is written by hand, in plain words.
 */
import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../src/policy/fields.ts'
import type { Route, Spec } from '../../src/policy/policy.ts'
import { rule, spec, withRoutes } from '../support/builders/specs.ts'
import { accessOf, type Change, stripped, tell } from './all-media.ts'

const URL = 'https://a.example/*'
const OTHER = spec('allow https://other.example/*')
const ALLOW = spec(`allow POST ${URL}`)
const DENY = spec(`deny POST ${URL}`)
const ASK = asked({})

/** A route that asks finance or legal for 4 h by slack and mail, but for what is given. */
function asked(route: Partial<Route> | null): Spec {
  const base = spec(`ask POST ${URL}`)
  if (route === null) return base
  const given = {
    name: 'money',
    approvers: { groups: ['finance', 'legal'] },
    defaultDuration: '4h',
    delivery: { connectors: ['slack', 'mail'], mode: 'first_success', fallbackToUI: true },
  }
  return withRoutes(base, { ...given, ...route })
}

function delivered(delivery: Route['delivery']): Spec {
  const given = { connectors: ['slack', 'mail'], mode: 'first_success', fallbackToUI: true }
  return asked({ delivery: { ...given, ...delivery } })
}

interface Row extends Change {
  readonly direction: string
  readonly sides: readonly [before: string, after: string]
  /** Fields of a route that differ. */
  readonly fields: readonly string[]
}

const WAY = 'by slack, mail, first_success, console'
const WHO = 'finance, legal, 4h'

function bound(before: Spec, after: Spec, direction: string, ...sides: [string, string]): Row {
  return { before, after, isBound: true, direction, sides, fields: [] }
}

function unbound(before: Spec, after: Spec, direction: string, ...sides: [string, string]): Row {
  return { ...bound(before, after, direction, ...sides), isBound: false }
}

function rerouted(fields: readonly string[], after: Spec, ...sides: [string, string]): Row {
  return { ...bound(ASK, after, 'rerouted', ...sides), fields }
}

const CHANGES: Readonly<Record<string, Row>> = {
  'denied → allowed': bound(DENY, ALLOW, 'wider', 'denied', 'allowed, no human'),
  'denied → approval': bound(DENY, ASK, 'wider', 'denied', `approval by ${WHO}`),
  'approval → allowed': bound(ASK, ALLOW, 'wider', `approval by ${WHO}`, 'allowed, no human'),
  'no rule → allowed': unbound(
    OTHER,
    spec(`allow POST ${URL}`, 'allow https://other.example/*'),
    'wider',
    'no rule',
    'allowed, no human',
  ),
  'denied → no rule': unbound(
    spec(`deny POST ${URL}`, 'allow https://other.example/*'),
    OTHER,
    'wider',
    'denied',
    'no rule',
  ),
  'no rule → approval': unbound(
    OTHER,
    { ...ASK, policies: [...ASK.policies, ...OTHER.policies] },
    'mixed',
    'no rule',
    `approval by ${WHO}`,
  ),
  'approval → no rule': unbound(
    { ...ASK, policies: [...ASK.policies, ...OTHER.policies] },
    OTHER,
    'mixed',
    `approval by ${WHO}`,
    'no rule',
  ),
  'allowed → denied': bound(ALLOW, DENY, 'narrower', 'allowed', 'denied'),
  'allowed → approval': bound(ALLOW, ASK, 'narrower', 'allowed', `approval by ${WHO}`),
  'approval → denied': bound(ASK, DENY, 'narrower', `approval by ${WHO}`, 'denied'),
  'other groups': rerouted(['groups'], asked({ approvers: { groups: ['it'] } }), WHO, 'it, 4h'),
  'all of the groups': rerouted(
    ['match'],
    asked({ approvers: { groups: ['finance', 'legal'], match: 'all' } }),
    WHO,
    `all of ${WHO}`,
  ),
  nobody: rerouted(['groups'], asked({ approvers: { groups: [] } }), WHO, 'nobody, 4h'),
  'a longer window': rerouted(
    ['defaultDuration'],
    asked({ defaultDuration: '8h' }),
    WHO,
    'finance, legal, 8h',
  ),
  'another connector': rerouted(
    ['connectors'],
    delivered({ connectors: ['teams', 'mail'] }),
    `${WHO}, ${WAY}`,
    `${WHO}, by teams, mail, first_success, console`,
  ),
  'connectors in another order': rerouted(
    ['connectors'],
    delivered({ connectors: ['mail', 'slack'] }),
    `${WHO}, ${WAY}`,
    `${WHO}, by mail, slack, first_success, console`,
  ),
  'another mode': rerouted(
    ['mode'],
    delivered({ mode: 'all' }),
    `${WHO}, ${WAY}`,
    `${WHO}, by slack, mail, all, console`,
  ),
  'the console is left to the workspace': rerouted(
    ['fallbackToUI'],
    asked({ delivery: { connectors: ['slack', 'mail'], mode: 'first_success' } }),
    `${WHO}, ${WAY}`,
    `${WHO}, by slack, mail, first_success`,
  ),
  'other people, another way': rerouted(
    ['groups', 'connectors', 'mode', 'fallbackToUI'],
    asked({ approvers: { groups: ['it'] }, delivery: { connectors: ['teams'] } }),
    `${WHO}, ${WAY}`,
    'it, 4h, by teams',
  ),
  'no route any more': rerouted([], asked(null), WHO, 'an administrator (no approval route matches)'),
}

describe.each(Object.entries(CHANGES))('%s', (_name, row) => {
  const told = tell(row)
  const [region, ...others] = accessOf(row)
  const [before, after] = row.sides

  test('is one region that goes this way', () => {
    expect(others).toEqual([])
    expect(region?.direction).toBe(row.direction)
  })

  test.each(Object.keys(told).filter((medium) => / (?:text|markdown)$/.test(medium)))('%s', (medium) => {
    const text = stripped(told[medium] ?? '')
    expect(text).toContain(`${before} → ${after}`)
    expect(text).toContain('POST https://a.example/*')
    expect(text).toContain(row.isBound ? 'bot' : 'ny agent bound to payments')
    expect(text.toLowerCase()).toContain(medium.endsWith('text') ? row.direction : SYMBOLS[row.direction])
  })

  test('comment', () => {
    const text = stripped(told.comment ?? '')
    const isAlert = row.direction === 'wider' || row.direction === 'mixed'
    expect(text).toContain(isAlert ? `Until now: ${before}.` : `${before} → ${after}`)
    if (isAlert) expect(text).toContain(abilityOf(row))
    expect(text).toContain('POST https://a.example/*')
    expect(text).toContain(row.isBound ? 'bot' : 'ny agent bound to payments')
    expect(text).toContain(SYMBOLS[row.direction])
  })

  test('drift issue', () => {
    const text = stripped(told['drift issue'] ?? '')
    expect(text).toContain(`${SYMBOLS[row.direction]} ${row.direction}`)
    if (row.direction !== 'wider' && row.direction !== 'mixed') return
    expect(text).toContain(`As applied: ${before}.`)
    expect(text).toContain(abilityOf(row))
  })

  test.each(row.fields)('each medium has both values of %s', (field) => {
    const [was, is] = [row.before, row.after].map((of) => valuesOf(of, field))
    for (const [medium, text] of Object.entries(told)) {
      const missing = [...(was ?? []), ...(is ?? [])].filter((value) => !stripped(text).includes(value))
      expect(missing, medium).toEqual([])
    }
  })
})

const SYMBOLS: Readonly<Record<string, string>> = { wider: '🔺', mixed: '⚠️', rerouted: '🔁', narrower: '🔻' }

/** What somebody may do now, as a sentence has it. */
function abilityOf({ sides: [before, after] }: Row): string {
  const request = 'POST https://a.example/*'
  if (before === 'no rule' && after.startsWith('approval')) return `needs ${after} for ${request}`
  if (after === 'allowed, no human') return `may ${request} with no human`
  if (after !== 'no rule') return `may ${request} after ${after}`
  return before === 'denied'
    ? `is no longer denied ${request} by it`
    : `is no longer asked for approval of ${request} by it`
}

/** What a reader has to find of a field of the only route. */
function valuesOf({ approvals = [] }: Spec, field: string): readonly string[] {
  const [route] = approvals
  const { groups, match } = route?.approvers ?? {}
  const { connectors, mode, fallbackToUI } = route?.delivery ?? {}
  const values: Readonly<Record<string, readonly (string | undefined)[]>> = {
    groups: groups?.length === 0 ? ['nobody'] : (groups ?? []),
    match: match === 'all' ? ['all of finance, legal'] : [],
    defaultDuration: [route?.defaultDuration],
    connectors: [connectors?.join(', ')],
    mode: [mode],
    fallbackToUI: fallbackToUI === true ? ['console'] : [],
  }
  return (values[field] ?? []).flatMap((value) => value ?? [])
}

describe('the table is whole', () => {
  const rows = Object.values(CHANGES)

  test('each direction', () => {
    const directions = new Set(rows.map(({ direction }) => direction))
    expect([...directions].sort()).toEqual(['mixed', 'narrower', 'rerouted', 'wider'])
  })

  test.each(['before', 'after'] as const)('each decision and vote %s', (side) => {
    const votes = new Set(rows.flatMap((row) => accessOf(row).map((region) => region[side])))
    expect([...votes].sort()).toEqual(['allow', 'approval_required', 'deny', 'none'])
  })

  test('each field of a route that is no selector, and no name', () => {
    const outer = fieldsOf('route').filter(({ key, isSelector }) => key !== 'name' && isSelector !== true)
    const fields = outer.flatMap(({ key, below }) =>
      below === undefined ? [key] : fieldsOf(below).map((field) => field.key),
    )
    expect([...new Set(rows.flatMap((row) => row.fields))].sort()).toEqual(fields.toSorted())
  })
})

describe('what is no change is told as none', () => {
  const rows: Readonly<Record<string, Change>> = {
    'groups in another order': unchanged(asked({ approvers: { groups: ['legal', 'finance'] } })),
    'match any, written out': unchanged(asked({ approvers: { groups: ['finance', 'legal'], match: 'any' } })),
    'the same time, spelled otherwise': unchanged(asked({ defaultDuration: '240m' })),
    'methods in lower case': unchanged({ ...ASK, policies: [rule(`ask post ${URL}`)] }),
  }

  test('all of a single group', () => {
    const [any, all] = ([undefined, 'all'] as const).map((match) =>
      asked({ approvers: { groups: ['finance'], ...(match === undefined ? {} : { match }) } }),
    )
    if (any === undefined || all === undefined) throw new Error('two specs')
    expect(accessOf({ before: any, after: all, isBound: true })).toEqual([])
  })

  test.each(Object.entries(rows))('%s', (_name, row) => {
    expect(accessOf(row)).toEqual([])
    for (const text of Object.values(tell(row))) expect(text).not.toMatch(/ → .*4h|rerouted|REROUTED|🔁/)
  })
})

function unchanged(after: Spec): Change {
  return { before: ASK, after, isBound: true }
}
