/** Documents as the commands give them, for tests of what is rendered from them. */
import { EVERY_REQUEST, type Region, type RouteTaken } from '../../../src/access/model/region.ts'
import type { CommentInput, LintReport } from '../../../src/action/comment/comment-input.ts'
import type { TargetReport } from '../../../src/answers/target-report.ts'
import type { Finding } from '../../../src/diagnostic/finding.ts'
import type { Plan, Step } from '../../../src/plan/plan.ts'
import { fingerprint } from '../../../src/policy/fingerprint.ts'
import type { Spec } from '../../../src/policy/policy.ts'

const HEAD = '3f9c1ab0d2c4e6f8091a2b3c4d5e6f7081920a1b'

export function route(groups: readonly string[], duration = '4h', policy = 'payments-write'): RouteTaken {
  return { policy, route: 0, name: 'r', approvers: { groups, match: 'any' }, duration, delivery: null }
}

export function region(over: Partial<Region> = {}): Region {
  const resource = over.resource ?? 'https://api.stripe.com/v1/refunds*'
  return {
    agents: ['default/billing-agent'],
    policies: ['payments-write'],
    ...EVERY_REQUEST,
    operations: ['POST'],
    resource,
    before: 'approval_required',
    after: 'allow',
    direction: 'wider',
    routeBefore:
      over.before === undefined || over.before === 'approval_required' ? route(['finance-approvers']) : null,
    routeAfter: null,
    witness: {
      method: over.operations?.[0] ?? 'POST',
      url: resource.replace(/\*$/, ''),
      tags: [],
      tool: null,
      capability: null,
    },
    exact: true,
    ...over,
  }
}

export function step(policy: string, over: Partial<Step> = {}): Step {
  const before = spec('approval_required', 'https://api.stripe.com/v1/refunds*')
  const after = spec('allow', 'https://api.stripe.com/v1/refunds*')
  const made = { before, after, ...over }
  return {
    action: 'update',
    policy,
    file: `policies/${policy}.yaml`,
    origin: 'repository',
    beforeFingerprint: made.before === null ? null : fingerprint(made.before),
    afterFingerprint: made.after === null ? null : fingerprint(made.after),
    usedBy: ['default/billing-agent'],
    direction: 'wider',
    ...made,
  }
}

export function spec(permission: 'allow' | 'deny' | 'approval_required', resource: string): Spec {
  return { policies: [{ permission, operations: ['POST'], resource }] }
}

export function plan(over: Partial<Plan> = {}): Plan {
  const steps = over.steps ?? []
  const of = (action: Step['action']): number => steps.filter((item) => item.action === action).length
  return {
    formatVersion: 1,
    createdAt: '2026-11-22T14:02:11.000Z',
    tool: 'policyctl 0.0.0-test',
    target: { name: 'production', endpoint: 'https://acme.runagents.io/api/v1', namespace: null },
    git: { commit: HEAD, dirty: false },
    ledger: null,
    summary: {
      create: of('create'),
      update: of('update'),
      delete: of('delete'),
      unchanged: 4,
      unmanaged: over.unmanaged?.length ?? 0,
    },
    steps,
    phases: [],
    access: [],
    tools: 'unread',
    withoutTool: [],
    unmanaged: [],
    unreadable: [],
    renames: [],
    handOvers: [],
    newlyManaged: [],
    leftOut: [],
    bindingsNotLive: [],
    unknownFields: [],
    bindings: 'used_by',
    blocked: [],
    guardrails: [],
    ...over,
  }
}

export function planned(name: string, over: Partial<Plan> = {}): TargetReport {
  return { kind: 'plan', name, plan: plan(over) }
}

/** @param fresh null: not told apart. */
export function lintReport(findings: readonly Finding[], fresh: LintReport['fresh'] = null): LintReport {
  const of = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length
  const summary = { errors: of('error'), warnings: of('warning'), infos: of('info') }
  return { summary, findings, fresh, silenced: [], guardrails: [] }
}

export function commentInput(over: Partial<CommentInput> = {}): CommentInput {
  return {
    project: '.',
    key: 'production',
    commit: HEAD,
    base: { branch: 'main', otherThan: null },
    checkout: 'merge',
    targets: [],
    diff: null,
    lint: lintReport([]),
    tests: { passed: 61, failures: [], coverage: null },
    guardrails: ['a', 'b', 'c', 'd'].map((name) => ({ name, result: 'proven', assumptions: [] })),
    loosened: [],
    configFailure: null,
    callsFailure: null,
    approval: null,
    widening: null,
    unmanagedAre: () => 'report',
    causesOf: ({ policies }) =>
      policies.map((policy) => ({
        policy,
        rule: 2,
        route: null,
        file: `policies/${policy}.yaml`,
        line: 14,
        isGone: false,
      })),
    links: {
      repository: 'https://github.com/acme/policies',
      run: 'https://github.com/acme/policies/actions/runs/99',
      folder: '',
      pages: null,
    },
    readAt: '2026-11-22T14:02:11.000Z',
    ...over,
  }
}

/** The story of the mock-up: one of everything. */
export function storyInput(): CommentInput {
  const google = { operations: ['POST', 'PUT', 'PATCH', 'DELETE'], resource: 'https://www.googleapis.com/*' }
  const assistants = [
    'agenda',
    'assistant',
    'docs',
    'drive',
    'forms',
    'mail',
    'meet',
    'sheets',
    'slides',
    'tasks',
    'travel',
  ]
  const access = [
    region({ agents: ['default/billing-agent', 'default/refunds-agent'] }),
    region({
      ...google,
      agents: assistants.map((name) => `default/${name}-agent`),
      policies: ['workspace-write-approval'],
      after: 'approval_required',
      direction: 'rerouted',
      routeBefore: route(['self-approvers']),
      routeAfter: route(['it-approvers'], '1h'),
    }),
    region({
      agents: ['default/sales-agent'],
      policies: ['crm-read'],
      operations: ['GET'],
      resource: 'https://api.hubspot.com/*',
      exceptResources: ['https://api.hubspot.com/crm/*'],
      before: 'allow',
      after: 'deny',
      direction: 'narrower',
    }),
    region({
      agents: ['default/etl-agent'],
      policies: ['legacy-ftp-gateway'],
      resource: 'https://ftp-gw.acme.example/*',
      before: 'allow',
      after: 'deny',
      direction: 'narrower',
    }),
  ]
  return commentInput({
    targets: [
      planned('production', {
        access,
        steps: [
          step('crm-read', {
            before: {
              policies: [{ permission: 'allow', operations: ['GET'], resource: 'https://api.hubspot.com/*' }],
            },
            after: {
              policies: [
                { permission: 'allow', operations: ['GET'], resource: 'https://api.hubspot.com/crm/*' },
              ],
            },
            direction: 'narrower',
          }),
          step('workspace-write-approval', { direction: 'rerouted', ...reroutedSpecs() }),
          step('payments-write'),
          step('legacy-ftp-gateway', { action: 'delete', file: null, after: null, direction: 'narrower' }),
          step('hr-read', { origin: 'live', direction: 'narrower' }),
        ],
        blocked: [
          {
            policy: 'legacy-ftp-gateway',
            guard: 'in-use',
            message:
              'default/etl-agent uses it and would lose POST https://ftp-gw.acme.example/*; unbind it, or --allow-in-use=legacy-ftp-gateway deletes the policy all the same',
          },
        ],
        unmanaged: ['tmp-debug-2'],
      }),
      planned('staging'),
    ],
    diff: {
      changes: ['crm-read', 'workspace-write-approval', 'payments-write', 'legacy-ftp-gateway'].map(
        (policy) => ({
          policy,
          kind: 'changed',
        }),
      ),
      access,
      each: [{ files: 'files', access }],
      guardrails: [],
    },
    lint: lintReport([
      {
        check: 'write-without-approval',
        severity: 'warning',
        message: 'this rule allows POST without a human',
        hint: 'ask for approval, or say why with policyctl-ignore',
        file: 'policies/payments-write.yaml',
        line: 14,
        column: 7,
        endLine: 14,
        endColumn: 24,
        policy: 'payments-write',
        fixable: false,
      },
    ]),
    approval: { by: 'sec-lead', commit: '8be1f02aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', seen: [] },
  })
}

function reroutedSpecs(): Pick<Step, 'before' | 'after'> {
  const of = (group: string, defaultDuration: string): Spec => ({
    policies: [
      { permission: 'approval_required', operations: ['POST'], resource: 'https://www.googleapis.com/*' },
    ],
    approvals: [
      {
        name: 'workspace-writes',
        approvers: { groups: [group] },
        defaultDuration,
        delivery: { connectors: ['slack'], mode: 'first_success' },
      },
    ],
  })
  return { before: of('self-approvers', '4h'), after: of('it-approvers', '1h') }
}
