/** What each answer ends with. The same in every format, since no format is known where it is settled. */
import { describe, expect, test } from 'vitest'
import { adoptAnswer } from '../../src/answers/adopt.ts'
import { applyAnswer, notAppliedAnswer, type RunReport } from '../../src/answers/apply.ts'
import { diffAnswer } from '../../src/answers/diff.ts'
import { driftAnswer } from '../../src/answers/drift.ts'
import { type FormattedFile, formatAnswer } from '../../src/answers/format.ts'
import { lintAnswer } from '../../src/answers/lint.ts'
import { planAnswer } from '../../src/answers/plan.ts'
import { type LeftReason, pullAnswer } from '../../src/answers/pull.ts'
import type { ReadSide } from '../../src/answers/read-side.ts'
import { refusalAnswer } from '../../src/answers/refusal.ts'
import { translateAnswer } from '../../src/answers/translate.ts'
import { unlockAnswer } from '../../src/answers/unlock.ts'
import { whoCanAnswer } from '../../src/answers/who-can.ts'
import type { Finding, Severity } from '../../src/diagnostic/finding.ts'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { makeDrift } from '../../src/plan/make-drift.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import { bindingsFromUsage } from '../../src/policy/live-bindings.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { planInput, type Situation } from '../support/builders/plan-input.ts'
import { ledgerOf, live, spec } from '../support/builders/specs.ts'

const GET = spec('allow GET https://a.example/*')
const ANY = spec('allow https://a.example/*')
const DEMANDED = { failOn: 'wider', exitCode: true } as const
const NONE = { failOn: null, exitCode: false } as const

const finding = (severity: Severity, check = 'unknown-field'): Finding => ({
  check,
  severity,
  message: 'm',
  hint: null,
  file: 'policies/a.yaml',
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  policy: 'a',
  fixable: false,
})

const outcome = (...findings: readonly Finding[]) => ({ files: 1, policies: 1, findings, guardrails: [] })
const paths = {
  version: '0',
  textOf: () => '',
  pathOf: (file: string) => file,
  repositoryPathOf: (file: string) => file,
}

test('lint: 1 where a finding is an error; errors that stop a command are as bad', () => {
  expect(lintAnswer({ ...paths, outcome: outcome() }).status).toBe(0)
  expect(lintAnswer({ ...paths, outcome: outcome(finding('warning')) }).status).toBe(0)
  expect(lintAnswer({ ...paths, outcome: outcome(finding('error')) }).status).toBe(1)
  expect(refusalAnswer(outcome(finding('error'), finding('info')), 'no').view.errors).toHaveLength(1)
  expect(refusalAnswer(outcome(finding('error')), 'no').status).toBe(1)
})

function planOf(situation: Situation) {
  const planned = makePlan(planInput(situation))
  const { plan, temporaryLosses, idleExceptions, rulings, guardrails, before, after, served } = planned
  const view = {
    plan,
    temporaryLosses,
    idleExceptions,
    rulings,
    guardrails,
    ledger: null,
    lock: null,
    unmanaged: [],
  }
  return {
    ...view,
    ...{ before, after, served, files: [] },
    takenOver: new Set<string>(),
    dangling: [],
    goneAgents: [],
    uncommitted: [],
    configOf: null,
    skipsBlocked: false,
    unmanagedAre: 'report' as const,
    causesOf: () => [],
  }
}

const WIDER = { files: { p: ANY }, now: { p: GET } }
const PROTECTED = { ...WIDER, safety: { protect: ['p'] } }

describe('plan: 3 where a step is held, 1 for --fail-on, 2 for --exit-code, the strongest counts', () => {
  test.each<[string, Situation, typeof DEMANDED | typeof NONE, number]>([
    ['nothing to do', { files: { p: GET }, now: { p: GET } }, DEMANDED, 0],
    ['narrower', { files: { p: GET }, now: { p: ANY } }, DEMANDED, 2],
    ['wider', WIDER, DEMANDED, 1],
    ['wider, nothing asked', WIDER, NONE, 0],
    ['held', PROTECTED, DEMANDED, 3],
    ['held, nothing asked', PROTECTED, NONE, 3],
  ])('%s', (_what, situation, demands, status) => {
    expect(planAnswer(planOf(situation), demands).status).toBe(status)
  })
})

function sideOf(policies: Readonly<Record<string, Spec>>, errors: readonly Finding[] = []): ReadSide {
  const access = { policies: new Map(Object.entries(policies)), bindings: new Map() }
  return {
    name: 'files',
    kind: 'files',
    access,
    bindings: 'documents',
    unreadable: [],
    parsed: new Map(),
    held: null,
    errors,
  }
}

test.each([
  ['equal', sideOf({ p: GET }), sideOf({ p: GET }), 0],
  ['narrower', sideOf({ p: ANY }), sideOf({ p: GET }), 2],
  ['wider', sideOf({ p: GET }), sideOf({ p: ANY }), 1],
  ['errors in the files', sideOf({ p: GET }, [finding('error')]), sideOf({ p: GET }), 1],
])('diff: %s', (_what, from, to, status) => {
  expect(
    diffAnswer(
      {
        from,
        to,
        serverFields: [],
        mapped: [],
        uncompared: [],
        tools: null,
        tool: 'policyctl',
        guardrails: [],
        causesOf: () => [],
      },
      DEMANDED,
    ).status,
  ).toBe(status)
})

test.each([
  [{ p: GET }, true, 0],
  [{ p: ANY }, true, 2],
  [{ p: ANY }, false, 0],
])('drift of %j, with --exit-code %j: %i', (now, exitCode, status) => {
  const ledger = ledgerOf({ p: GET })
  const policies = live(now)
  const about = { bindings: [], former: new Set<string>(), wanted: new Map([['p', GET]]), guardrails: [] }
  const found = makeDrift({
    ledger,
    live: policies,
    liveBindings: bindingsFromUsage(policies),
    ...about,
    serverFields: [],
  })
  const facts = {
    found,
    target: 't',
    ledger: ledger.revision,
    lock: null,
    namedTarget: null,
    tool: 'policyctl',
    unmanagedAre: 'report' as const,
    causesOf: () => [],
  }
  expect(driftAnswer(facts, { exitCode }).status).toBe(status)
})

describe('apply', () => {
  const { plan } = makePlan(planInput(WIDER))
  const { plan: held } = makePlan(planInput(PROTECTED))
  const result = (failed: number) => ({
    formatVersion: 1 as const,
    summary: { applied: 1 - failed, skipped: 0, failed, notRun: 0 },
    results: [
      {
        action: 'update' as const,
        policy: 'p',
        status: failed ? ('failed' as const) : ('applied' as const),
        attempts: 1,
        error: null,
      },
    ],
    converged: failed === 0,
  })
  const report = {
    plan,
    wasShown: true,
    differences: [],
    isRead: true,
    alreadyDone: [],
    wasStopped: false,
    fault: null,
    isLockLeft: false,
  }
  const unrecorded = new PolicyctlError('remote-unreachable', { message: 'm', hint: 'h' })

  test.each<[string, RunReport, number]>([
    ['done', { ...report, result: result(0) }, 0],
    ['failed', { ...report, result: result(1) }, 1],
    ['some were left out', { ...report, plan: held, result: result(0) }, 3],
    ['the ledger does not know of it', { ...report, result: result(0), fault: unrecorded }, 4],
    ['the lock is left', { ...report, result: result(0), fault: unrecorded, isLockLeft: true }, 4],
  ])('%s', (_what, one, status) => {
    expect(applyAnswer(one).status).toBe(status)
  })

  test('nothing was run: refused is 3, and nobody who says yes is 1', () => {
    expect(notAppliedAnswer('refused', { plan: held, wasShown: false })).toMatchObject({
      status: 3,
      document: { summary: { applied: 0, notRun: 1 } },
    })
    expect(notAppliedAnswer('declined', { plan, wasShown: true }).status).toBe(1)
  })
})

test.each<[readonly string[], readonly LeftReason[], number]>([
  [[], [], 0],
  [[], ['repository'], 0],
  [['p'], ['repository'], 3],
  [[], ['both', 'repository'], 3],
])('pull of %j that leaves %j: %i', (names, reasons, status) => {
  const left = reasons.map((reason) => ({ policy: 'p', file: null, reason, message: 'm' }))
  const summary = { pulled: 0, left: left.length, unmanaged: 0 }
  const target = { name: 't', endpoint: 'https://x.io' }
  const document = {
    formatVersion: 1,
    target,
    ledger: null,
    summary,
    pulled: [],
    left,
    unmanaged: [],
    unknownFields: [],
    shared: [],
  } as const
  expect(pullAnswer(document, { names, errors: null, copies: [] }).status).toBe(status)
})

test.each([
  [[], 0],
  [['p'], 1],
])('adopt of %j that leaves a policy: %i', (names, status) => {
  const target = { name: 't', endpoint: 'https://x.io' }
  const left = [{ policy: 'p', file: null, reason: 'differs', message: 'm' }] as const
  const summary = { adopted: 0, left: 1, known: 0 }
  const about = {
    ledger: null,
    noLedger: null,
    adopted: [],
    notLive: [],
    dryRun: false,
    bindingsFile: null,
    baseline: null,
    unknownFields: [],
    serverOwn: [],
    shared: [],
  }
  expect(adoptAnswer({ formatVersion: 1, target, summary, left, ...about }, { names }).status).toBe(status)
})

test.each<[readonly FormattedFile['kind'][], boolean, number]>([
  [['same'], true, 0],
  [['formatted'], false, 0],
  [['formatted'], true, 1],
  [['same', 'left'], false, 1],
])('fmt of %j, checked only: %j: %i', (kinds, isCheck, status) => {
  const files = kinds.map((kind) => ({ path: 'a.yaml', kind, reason: '' }))
  expect(formatAnswer({ files, isCheck }).status).toBe(status)
})

test('translate: what is to be filled in is no failure, a name that is taken is', () => {
  const document = {
    formatVersion: 1,
    policy: 'p',
    file: 'p.yaml',
    spec: GET,
    open: [],
    findings: [],
    shared: [],
  } as const
  const withFindings = (...findings: readonly Finding[]) =>
    translateAnswer({ ...document, findings }, '').status
  expect(withFindings(finding('error', 'empty-approvers'))).toBe(0)
  expect(withFindings(finding('error', 'duplicate-policy'))).toBe(1)
})

test('unlock: a lock that stays is a no, none is not', () => {
  const lock = { target: 't', holder: 'ada', run: null, age: '3 h', since: '', writes: null }
  const view = { target: 't', lock, wasShown: true, removal: null }
  expect(unlockAnswer(view).status).toBe(1)
  expect(unlockAnswer({ ...view, lock: null }).status).toBe(0)
  expect(unlockAnswer({ ...view, removal: { kept: 0, released: true, isYoung: false } }).status).toBe(0)
})

test('who-can: errors in the files are a no, and that nobody knows who is bound is said', () => {
  const question = { method: 'GET', pattern: '*' }
  expect(
    whoCanAnswer(question, { grants: [], withoutTool: [] }, sideOf({ p: GET }, [finding('error')])).status,
  ).toBe(1)
  expect(whoCanAnswer(question, { grants: [], withoutTool: [] }, sideOf({ p: GET })).view.isBlind).toBe(true)
  expect(
    whoCanAnswer(question, { grants: [], withoutTool: [] }, { ...sideOf({ p: GET }), kind: 'live' }).view
      .isBlind,
  ).toBe(false)
  expect(whoCanAnswer(question, { grants: [], withoutTool: [] }, sideOf({})).view.isBlind).toBe(false)
})
