import { describe, expect, test } from 'vitest'
import {
  type ApplyReport,
  applyComment,
  applyVerdict,
  type TargetApply,
} from '../../../src/action/comment/apply-comment.ts'
import { writtenAccess } from '../../../src/action/comment/written-access.ts'
import type { ApplyResult, StepResult } from '../../../src/apply/apply-result.ts'

import { plan, region } from '../../support/builders/comment-documents.ts'

const step = (policy: string, status: StepResult['status'], error: string | null = null): StepResult => ({
  action: 'update',
  policy,
  status,
  attempts: 1,
  error,
})

function result(...results: readonly StepResult[]): ApplyResult {
  const of = (status: StepResult['status']): number => results.filter((item) => item.status === status).length
  const summary = {
    applied: of('applied'),
    skipped: of('skipped'),
    failed: of('failed'),
    notRun: of('not-run'),
  }
  return { formatVersion: 1, summary, results, converged: of('failed') + of('not-run') === 0 }
}

const target = (over: Partial<TargetApply>): TargetApply => ({
  name: 'production',
  result: null,
  failure: null,
  refused: [],
  access: [],
  differences: [],
  newlyManaged: [],
  bindingsNotLive: [],
  supersededBy: null,
  exitStatus: 0,
  ...over,
})

const report = (...targets: readonly TargetApply[]): ApplyReport => ({
  commit: 'a'.repeat(40),
  project: '.',
  targets,
  byHand: null,
  links: {
    repository: 'https://github.com/acme/policies',
    run: 'https://github.com/acme/policies/actions/runs/9',
  },
  at: '2026-11-22T14:02:11.000Z',
})

const failure = { code: 'connection-failed', message: 'no answer from https://x', hint: 'try again' }

describe('many targets', () => {
  const names = Array.from({ length: 250 }, (_, at) => `a-target-with-a-long-name-${at}`)

  test('that all wrote much: under the limit of a comment, and each is named', () => {
    const steps = Array.from({ length: 700 }, (_, at) =>
      step(`a-policy-with-quite-a-long-name-${at}`, 'applied'),
    )
    const targets = names.slice(0, 4).map((name) => target({ name, result: result(...steps) }))
    const body = applyComment(report(...targets))
    expect(body.length).toBeLessThan(65_536)
    for (const { name } of targets)
      expect(body).toContain(`What was written to <code>${name}</code></b>: 700 steps`)
    expect(body).toMatch(/_\d+ more steps\._/)
  })

  test('that all failed: under the limit, those that failed first, the rest counted', () => {
    const failing = names.map((name, at) =>
      target(
        at < 100
          ? { name, result: result() }
          : { name, failure: { ...failure, message: `no ${name}: ${'x '.repeat(300)}` }, exitStatus: 4 },
      ),
    )
    const body = applyComment(report(...failing))
    expect(body.length).toBeLessThan(65_536)
    expect(body).toContain('## ❌ a-target-with-a-long-name-100: apply did not run')
    expect(body).toContain(' · 230 more targets')
    expect(body).toMatch(/_\d+ more parts in the report, in the artifact of the run\._/)
  })

  test('no target at all is no success', () => {
    expect(applyVerdict({ targets: [] })).toBe(
      '📝 nothing is applied: `policyctl.yaml` names no target with an endpoint',
    )
  })
})

describe('the verdict', () => {
  test.each<[string, Partial<TargetApply>, string]>([
    ['nothing to do', { result: result() }, '✅ production: nothing to do'],
    [
      'applied',
      { result: result(step('a', 'applied'), step('b', 'skipped')) },
      '✅ production: 1 step applied, 1 already there',
    ],
    [
      'failed',
      { result: result(step('a', 'applied'), step('b', 'failed')), exitStatus: 1 },
      '❌ production: 1 of 2 steps failed',
    ],
    [
      'stopped',
      { result: result(step('a', 'applied'), step('b', 'not-run')), exitStatus: 1 },
      '❌ production: 1 of 2 steps not written',
    ],
    [
      'not converged',
      { result: { ...result(step('a', 'applied')), converged: false }, exitStatus: 1 },
      '❌ production: written, but not all is proven to be as planned',
    ],
    [
      'refused',
      { result: result(step('a', 'not-run')), exitStatus: 3 },
      '❌ production: apply refused, nothing written',
    ],
    ['refused before', { exitStatus: 3 }, '❌ production: apply refused, nothing written'],
    ['unreachable', { failure, exitStatus: 4 }, '❌ production: apply did not run (connection-failed)'],
  ])('%s', (_case, over, verdict) => {
    expect(applyVerdict({ targets: [target(over)] })).toBe(verdict)
  })
})

test('what failed comes first, and why; all steps are in a fold', () => {
  const results = result(step('a', 'applied'), step('b', 'failed', 'the server says `no` to @b'))
  const body = applyComment(report(target({ result: results, exitStatus: 1 })))
  expect(body).toMatch(
    /^<!-- policyctl:apply:\.%40a+ production -->\n## ❌ production: 1 of 2 steps failed\n\n> \[!CAUTION\]/,
  )
  expect(body).toContain('- `b`: the server says <code>&#96;no&#96;</code> to `@b`')
  expect(body.indexOf('❌ failed')).toBeLessThan(body.indexOf('✅ written'))
})

describe('a run by hand', () => {
  const report = (over: Partial<ApplyReport>): ApplyReport => ({
    commit: 'a'.repeat(40),
    project: '.',
    targets: [target({ result: result(step('a', 'applied')) })],
    byHand: null,
    links: { repository: 'https://github.com/acme/policies', run: null },
    at: '2026-11-22T14:02:11.000Z',
    ...over,
  })

  test('leaves who, what it lifts, and why', () => {
    const byHand = { actor: 'ada', lifted: '--allow-deletes=3 allow-unreviewed', reason: 'TICKET-12 @all' }
    expect(applyComment(report({ byHand }))).toContain(
      'Started by hand, by `ada`, with `--allow-deletes=3 allow-unreviewed`; reason: TICKET-12 `@all`.',
    )
    const bare = { actor: '', lifted: '', reason: null }
    expect(applyComment(report({ byHand: bare }))).toContain(
      'Started by hand, nothing is lifted; no reason given.',
    )
  })

  test('one of another commit that was applied later says so', () => {
    const late = target({ exitStatus: 3, supersededBy: 'b'.repeat(40) })
    expect(applyComment(report({ targets: [late] }))).toContain(
      'superseded by `bbbbbbb`, which was applied later',
    )
  })

  test('what live does not show at the end is named, and not called another state', () => {
    const unread = target({
      result: { ...result(step('a', 'applied')), converged: false },
      differences: ['`q`: live cannot be read'],
      exitStatus: 1,
    })
    const held = target({
      name: 'staging',
      result: { ...result(step('a', 'not-run')), converged: false },
      failure: { code: 'wave-held', message: 'production has not converged', hint: 'fix it' },
      exitStatus: 1,
    })
    const body = applyComment(report({ targets: [unread, held] }))
    expect(body).toContain(
      '**production is not proven to match the default branch.**\n>\n> - `q`: live cannot be read',
    )
    expect(body).toContain('**staging was not reached.**')
    expect(body).not.toContain('does not match the default branch')
  })

  test('jobs of one run have comments of their own', () => {
    const of = (name: string): string =>
      applyComment(report({ targets: [target({ name })] })).split('\n')[0] ?? ''
    expect(of('production')).not.toBe(of('staging'))
  })
})

describe('what no write shows', () => {
  const agent = 'default/cal-agent'

  test('an apply that only takes over says so, and what a missing file does from now on', () => {
    const taken = { result: result(), newlyManaged: ['x', 'y'] }
    expect(applyVerdict({ targets: [target(taken)] })).toBe(
      '✅ production: nothing to write, 2 policies taken over',
    )
    const body = applyComment(report(target(taken), target({ ...taken, name: 'staging' })))
    expect(body).toContain(
      '- **production and staging**: `x` and `y` are managed from now on: a missing file deletes the live policy\n',
    )
  })

  test('bindings of the files that the workspace lacks are named, once for the targets that lack the same', () => {
    const missing = { result: result(), bindingsNotLive: [{ agent, policy: 'x' }] }
    const body = applyComment(report(target(missing), target({ ...missing, name: 'staging' })))
    expect(body).toContain(
      '- **production and staging**: the files bind cal-agent to `x`, and the workspace does not. No apply writes bindings: `PUT /agents/NAME/config` or a deploy does\n',
    )
  })

  test('nothing of it where there is nothing of it', () => {
    expect(applyComment(report(target({ result: result() })))).not.toContain('IMPORTANT')
  })
})

describe('what the steps changed for agents', () => {
  const opened = region()
  const closed = region({
    agents: ['default/sales'],
    operations: ['GET'],
    before: 'allow',
    after: 'deny',
    direction: 'narrower',
  })
  const written = result(step('payments-write', 'applied'))

  test('stands above the steps, the riskiest first', () => {
    const access = writtenAccess(plan({ access: [closed, opened] }), written)
    const body = applyComment(report(target({ result: written, access })))
    expect(body).toContain(`**Access in production**

- 🔺 **billing-agent**: \`POST https://api.stripe.com/v1/refunds*\`: approval by \`finance-approvers\`, 4h → allowed, no human
- 🔻 **sales**: \`GET https://api.stripe.com/v1/refunds*\`: allowed → denied`)
    expect(body.indexOf('Access in')).toBeLessThan(body.indexOf('What was written to'))
  })

  test('many are counted', () => {
    const access = Array.from({ length: 30 }, (_, at) =>
      region({ agents: [`default/a${at}`], resource: `https://${'x'.repeat(at + 1)}.example/*` }),
    )
    const lines = writtenAccess(plan({ access }), written)
    expect(lines).toHaveLength(9)
    expect(lines.at(-1)).toBe('- and 22 more changes of access')
  })

  test.each([
    ['nothing was run', result(), [opened], []],
    ['no access changed', written, [], ["No agent's access changed."]],
    [
      'a step failed',
      result(step('payments-write', 'applied'), step('b', 'failed')),
      [opened],
      ['Not every step was written, so the changes of access are not listed: a new plan shows what is left.'],
    ],
  ] as const)('%s', (_case, ran, access, lines) => {
    expect(writtenAccess(plan({ access }), ran)).toEqual(lines)
  })
})
