/** One change of one policy, told in every medium that a reviewer may meet. */
import { compareAccess } from '../../src/access/compare/compare.ts'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import type { Region } from '../../src/access/model/region.ts'
import { NO_LIMIT, renderReport } from '../../src/action/comment/comment.ts'
import { driftIssue } from '../../src/action/comment/drift-issue.ts'
import { type DiffAnswer, diffAnswer } from '../../src/answers/diff.ts'
import { type DriftAnswer, driftAnswer } from '../../src/answers/drift.ts'
import { type PlanAnswer, planAnswer } from '../../src/answers/plan.ts'
import { diffMarkdown } from '../../src/media/diff-markdown.ts'
import { diffText } from '../../src/media/diff-text.ts'
import { driftMarkdown } from '../../src/media/drift-markdown.ts'
import { driftText } from '../../src/media/drift-text.ts'
import { planMarkdown } from '../../src/media/plan-markdown.ts'
import { planText } from '../../src/media/plan-text.ts'
import { regionsMarkdown } from '../../src/media/regions-markdown.ts'
import { regionsText } from '../../src/media/regions-text.ts'
import { makeDrift } from '../../src/plan/make-drift.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { bindingsFromUsage } from '../../src/policy/live-bindings.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { PLAIN } from '../support/builders/answers.ts'
import { commentInput, plan, step } from '../support/builders/comment-documents.ts'
import { UNTOUCHED } from '../support/builders/drift-facts.ts'
import { planInput } from '../support/builders/plan-input.ts'
import { ledgerOf, live } from '../support/builders/specs.ts'

export interface Change {
  readonly before: Spec
  readonly after: Spec
  /** Whether the agent default/bot is bound to it. */
  readonly isBound: boolean
}

const NAME = 'payments'
const EVERYTHING = { ...PLAIN, verbose: true }

export function accessOf(change: Change): readonly Region[] {
  return compareAccess(sideOf(change, change.before), sideOf(change, change.after))
}

/** Medium → what it says. */
export function tell(change: Change): Readonly<Record<string, string>> {
  const { plan: planned, diff, drift } = answersTo(change)
  return {
    'plan text': planText(planned.view, EVERYTHING),
    'plan markdown': planMarkdown(planned.view, EVERYTHING),
    'diff text': diffText(diff, EVERYTHING),
    'diff markdown': diffMarkdown(diff, EVERYTHING),
    'drift text': driftText(drift, EVERYTHING),
    'drift markdown': driftMarkdown(drift, EVERYTHING),
    comment: commentOf(planned.document),
    'drift issue': driftIssue({ ...drift.document, ...drift.view, ...DRIFT_INPUT }).body,
  }
}

/** A region in every medium, whatever made it. */
export function tellRegion(region: Region): Readonly<Record<string, string>> {
  const options = { color: false, verbose: true, causesOf: () => [] }
  return {
    text: regionsText([region], options),
    markdown: regionsMarkdown([region], options),
    comment: commentOf(plan({ access: [region], steps: [step('payments-write')] })),
    issue: driftIssue({ ...UNTOUCHED, ...DRIFT_INPUT, ledger: null, changes: [], access: [region] }).body,
  }
}

/** What somebody did live, and what the files ask for; null: absent. */
export function tellDrift(sides: {
  readonly applied: Spec | null
  readonly live: Spec | null
  readonly files: Spec | null
}): Readonly<Record<string, string>> {
  const policies = (of: Spec | null): Record<string, Spec> => (of === null ? {} : { [NAME]: of })
  const ledger = ledgerOf(policies(sides.applied))
  const found = makeDrift({
    ledger,
    live: live(policies(sides.live)),
    liveBindings: bindingsFromUsage(live(policies(sides.live))),
    serverFields: [],
    former: new Set(sides.applied === null ? [NAME] : []),
    bindings: [],
    wanted: new Map(Object.entries(policies(sides.files))),
    guardrails: [],
  })
  const about = {
    target: 'production',
    ledger: ledger.revision,
    namedTarget: null,
    tool: 'policyctl',
    lock: null,
    unmanagedAre: 'report' as const,
    causesOf: () => [],
  }
  const drift = driftAnswer({ found, ...about }, { exitCode: false })
  return {
    text: driftText(drift, EVERYTHING),
    markdown: driftMarkdown(drift, EVERYTHING),
    issue: driftIssue({ ...drift.document, ...drift.view, ...DRIFT_INPUT }).body,
  }
}

const DRIFT_INPUT = {
  target: 'production',
  readAt: '2026-11-22T12:00:00Z',
  previousReadAt: null,
  links: { repository: 'https://x.example/o/r', run: null, page: null, applyWorkflow: 'https://x.example/w' },
}

function commentOf(plan: Plan): string {
  return renderReport(commentInput({ targets: [{ kind: 'plan', name: 'production', plan }] }), NO_LIMIT)
}

function answersTo(change: Change): { plan: PlanAnswer; diff: DiffAnswer; drift: DriftAnswer } {
  const { before, after, isBound } = change
  const usedBy = isBound ? { [NAME]: ['default/bot'] } : {}
  const made = makePlan(planInput({ files: { [NAME]: after }, now: { [NAME]: before }, usedBy }))
  const none = { unmanagedAre: 'report' as const, causesOf: () => [], lock: null, files: [] }
  const view = {
    ...made,
    ...none,
    ledger: null,
    unmanaged: [],
    takenOver: new Set<string>(),
    uncommitted: [],
    configOf: null,
    skipsBlocked: false,
  }
  const sides = [before, after].map((spec) => ({
    name: 'side',
    kind: 'files',
    access: sideOf(change, spec),
    bindings: 'documents' as const,
    unreadable: [],
    parsed: new Map(),
    held: null,
    errors: [],
  }))
  const [from, to] = sides
  if (from === undefined || to === undefined) throw new Error('two sides')
  const ledger = ledgerOf({ [NAME]: before })
  const found = makeDrift({
    ledger,
    live: live({ [NAME]: after }, usedBy),
    liveBindings: bindingsFromUsage(live({ [NAME]: after }, usedBy)),
    serverFields: [],
    former: new Set(),
    bindings: [],
    wanted: new Map([[NAME, before]]),
    guardrails: [],
  })
  return {
    plan: planAnswer(view, { failOn: null, exitCode: false }),
    diff: diffAnswer(
      {
        from,
        to,
        guardrails: [],
        serverFields: [],
        mapped: [],
        uncompared: [],
        tools: null,
        tool: 'policyctl',
        causesOf: () => [],
      },
      { failOn: null, exitCode: false },
    ),
    drift: driftAnswer(
      { found, target: 'production', ledger: ledger.revision, namedTarget: null, tool: 'policyctl', ...none },
      { exitCode: false },
    ),
  }
}

function sideOf({ isBound }: Change, spec: Spec): AccessSide {
  return {
    policies: new Map([[NAME, spec]]),
    bindings: new Map(isBound ? [['default/bot', [NAME]]] : []),
  }
}

/** The words without what a medium sets them in: marks, quotes, links, the joints of lists, the arrow's spaces. */
export function stripped(text: string): string {
  return text
    .replace(/^> ?/gm, '')
    .replace(/<\/?(?:code|b|sub|summary|details)>/g, '')
    .replaceAll('`', '')
    .replaceAll('**', '')
    .replace(/(?<=\S) (?:and|or) (?=\S)/g, ', ')
    .replace(/ {2,}/g, ' ')
}
