/** What a reader sees first, of a change with all kinds of risk in it: one pull request, played through the bundled file. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const policy = (name: string, rules: readonly string[], approvals = ''): string =>
  `name: ${name}\nspec:\n  policies:\n${rules.map((rule) => `    - { ${rule} }\n`).join('')}${approvals}`
const ROUTE =
  '  approvals:\n    - { name: people, approvers: { groups: [finance-approvers] }, defaultDuration: 4h }\n'
const REFUNDS = 'operations: [POST], resource: "https://api.stripe.com/v1/refunds*"'
const config = (endpoint: string): string => `version: 1
targets: { production: { endpoint: "${endpoint}" } }
guardrails:
  - { name: no-unapproved-payments, on: { operations: [POST], resource: "https://api.stripe.com/*" }, never: allow }
`
const LEGACY = ['permission: allow, operations: [GET], resource: "https://etl.acme.example/*"']
const NOISY = ['permission: allow, operations: [GET], resource: "http://plain.acme.example/*"']
const hr = (methods: string): string =>
  policy('hr', [`permission: allow, operations: [${methods}], resource: "https://hr.acme.example/*"`])

test('the gravest change first, alike ones folded, renames told, the plan kept, only what the change brings', async () => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'policyctl.yaml': config(endpoint),
      'policies/payments.yaml': policy('payments', [`permission: approval_required, ${REFUNDS}`], ROUTE),
      'policies/legacy.yaml': policy('legacy', LEGACY),
      'policies/noisy.yaml': policy('noisy', NOISY),
      'policies/hr.yaml': hr('POST, PUT'),
    }),
    data: {
      bindings: [
        { policy: 'payments', agent: 'billing-agent' },
        { policy: 'payments', agent: 'refunds-agent' },
        { policy: 'legacy', agent: 'etl-agent' },
        { policy: 'hr', agent: 'hr-agent' },
      ],
    },
  })
  expect(await world.onMain(world.main(), { command: 'apply' })).toMatchObject({ status: 0 })

  const pull = world.open(7)
  const docs = Array.from({ length: 8 }, (_, index) => [
    `policies/docs-${index + 1}.yaml`,
    policy(`docs-${index + 1}`, [
      `permission: allow, operations: [GET], resource: "https://docs${index + 1}.acme.example/*"`,
    ]),
  ])
  pull.commit({
    ...Object.fromEntries(docs),
    'policies/payments.yaml': policy('payments', [`permission: allow, ${REFUNDS}`], ROUTE),
    'policies/legacy.yaml': policy('etl', LEGACY),
    'policies/hr.yaml': hr('POST, PUT, PATCH'),
    'policies/unbound.yaml': policy(
      'unbound',
      ['permission: approval_required, operations: [POST], resource: "https://new.acme.example/*"'],
      ROUTE,
    ),
  })
  const result = await pull.run()
  const body = world.state.comments[0]?.body ?? ''
  expect(result.status).toBe(3)

  // Removed approvals, new writes of known agents, then policies bound to nobody; each alert once.
  const alerts = body.split('\n\n').filter((part) => part.startsWith('> [!CAUTION]'))
  expect(alerts.map((alert) => alert.split('\n')[1])).toEqual([
    '> **billing-agent** and **refunds-agent** may `POST https://api.stripe.com/v1/refunds*` with **no human**.  ',
    '> **hr-agent** may `PATCH https://hr.acme.example/*` with **no human**.  ',
    '> Any agent bound to `etl` may `GET https://etl.acme.example/*` with **no human**, unless another policy of that agent denies it or asks a human.  ',
    '> Any agent bound to one of 8 policies may `GET https://docs<n>.acme.example/*` (8 places) with **no human**, unless another policy of that agent denies it or asks a human.  ',
    '> Any agent bound to `unbound` needs approval by `finance-approvers`, 4h for `POST https://new.acme.example/*`: agents that were denied there can now get approval, agents that were allowed there now need it.  ',
  ])
  expect(alerts[0]).toContain('Until now: approval by `finance-approvers`, 4h.')
  expect(body.split('\n')[1]).toContain('3 agents get more access · 9 policies allow more')

  // A broken guardrail costs neither the agents, nor the plan, nor the rename.
  expect(body).toContain('**Renamed: `legacy` → `etl`.**')
  expect(body).toContain('no-unapproved-payments would break')
  expect(body).toContain('Guardrails **0 of 1 proven**')
  expect(body).toContain('would be allowed for billing-agent')
  expect(body).toContain('<b>What will be written</b>: 10 creates, 2 updates, 1 delete')
  expect(body).not.toContain('bound to no known agent')

  // Only what this change brings; the rest is counted.
  expect(body).toContain('5 new findings, 1 from before')
  expect(body).not.toContain('noisy')
})
