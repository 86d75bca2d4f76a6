/** Returns the first files of a new repository: texts by path. */

const CONFIG = `version: 1
policies: policies
# Until a target is named, here or in the environment, policyctl uses a workspace on disk: .policyctl/local.json, no key needed.
# defaultTarget: production
# targets:
#   production: { endpoint: "https://<company>.runagents.io/api/v1", apiKeyEnv: RUNAGENTS_API_KEY }
safety: { maxDeletes: 3, maxDeletePercent: 30, protect: [], widening: report }
# guardrails:
#   - name: no-unapproved-payments
#     on: { operations: [POST, PUT, PATCH, DELETE], resource: "https://api.stripe.com/*" }
#     never: allow
`

const POLICY = `# Reads are free, writes ask a human. Change it to what your agents need.
name: workspace-access
spec:
  policies:
    - permission: allow
      operations: [GET]
      resource: https://www.googleapis.com/calendar/v3/*
    - permission: approval_required
      operations: [POST, PUT, PATCH, DELETE]
      resource: https://www.googleapis.com/calendar/v3/*
  approvals:
    - name: calendar-writes
      approvers: { groups: [workspace-owners] }
      defaultDuration: 4h
      delivery: { connectors: [slack-workspace], mode: first_success, fallbackToUI: true }
`

const TEST = `# Run by \`policyctl test\`: what the policies must decide, however they change.
tests:
  - name: the calendar is read freely
    policies: [workspace-access]
    request: GET https://www.googleapis.com/calendar/v3/calendars/primary/events
    expect: { decision: allow, because: workspace-access#0 }
  - name: a new event asks the owners
    policies: [workspace-access]
    request: POST https://www.googleapis.com/calendar/v3/calendars/primary/events
    expect: { decision: approval_required, approvers: [workspace-owners], because: workspace-access#1 }
`

export interface FirstSchemas {
  /** The address of each schema, as an editor resolves it from the file. */
  readonly config: string
  readonly policy: string
  readonly test: string
}

export function firstFiles({ config, policy, test }: FirstSchemas): Readonly<Record<string, string>> {
  return {
    'policyctl.yaml': schemaLine(config) + CONFIG,
    'policies/workspace-access.yaml': schemaLine(policy) + POLICY,
    'policies/workspace-access.test.yaml': schemaLine(test) + TEST,
    // The .gitignore itself is committed, so that other clones have it.
    '.policyctl/.gitignore': '# Embedded workspaces stay on this machine.\n*\n!.gitignore\n',
  }
}

function schemaLine(schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n`
}
