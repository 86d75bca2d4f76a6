/** Twelve changed policies of mixed risk: what a reviewer has to read in ten seconds. */
import type { CommentInput } from '../../../src/action/comment/comment-input.ts'
import { commentInput, planned, region, route, step } from '../../support/builders/comment-documents.ts'

export function mixedChange(): CommentInput {
  const reads = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index) =>
    region({
      agents: [],
      policies: [`docs-${name}`],
      operations: ['GET'],
      resource: `https://docs${index + 1}.acme.example/*`,
      before: 'none',
      after: 'allow',
    }),
  )
  const crm = region({
    agents: ['default/sales-agent'],
    policies: ['crm-read'],
    operations: ['GET'],
    resource: 'https://api.hubspot.com/*',
    before: 'none',
    after: 'allow',
  })
  const workspace = region({
    agents: ['default/mail-agent'],
    policies: ['workspace-write'],
    resource: 'https://www.googleapis.com/*',
    after: 'approval_required',
    direction: 'rerouted',
    routeBefore: route(['self-approvers']),
    routeAfter: route(['it-approvers'], '1h'),
  })
  const legacy = region({
    agents: ['default/etl-agent'],
    policies: ['legacy-ftp'],
    resource: 'https://ftp-gw.acme.example/*',
    before: 'allow',
    after: 'deny',
    direction: 'narrower',
  })
  const hr = region({
    agents: ['default/hr-agent'],
    policies: ['hr-write'],
    resource: 'https://hr.acme.example/leave/*',
    before: 'none',
    after: 'allow',
  })
  const refunds = region({ agents: ['default/billing-agent', 'default/refunds-agent'] })
  // A plan does not tell them by risk; the longest way, from no rule to no human, comes first.
  const access = [...reads, legacy, workspace, crm, refunds, hr]
  const steps = access.map(({ policies, direction }) => step(policies[0] ?? '', { direction }))
  return commentInput({ targets: [planned('production', { access, steps })] })
}
