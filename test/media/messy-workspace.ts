/**
 * A workspace as it is when somebody takes it over: 108 policies that several
 * teams wrote by copying, most of them fine, some of them dangerous, with a
 * handful of tests.
 */

const TEAMS = ['payments', 'support', 'sales', 'people', 'research', 'legal', 'growth', 'platform', 'data']
const SERVICES: readonly (readonly [name: string, host: string])[] = [
  ['stripe', 'api.stripe.com'],
  ['calendar', 'www.googleapis.com'],
  ['slack', 'slack.com'],
  ['github', 'api.github.com'],
  ['jira', 'acme.atlassian.net'],
  ['crm', 'api.hubapi.com'],
  ['warehouse', 'warehouse.acme.example'],
  ['search', 'search.acme.example'],
  ['mail', 'graph.microsoft.com'],
  ['files', 'files.acme.example'],
  ['tickets', 'acme.zendesk.com'],
  ['wiki', 'wiki.acme.example'],
]

/** Files by path, `policies/` and its tests. */
export function messyWorkspace(): Readonly<Record<string, string>> {
  const names = TEAMS.flatMap((team) => SERVICES.map(([service, host]) => ({ team, service, host })))
  const policies = names.map((policy, at) => [`policies/${fileOf(policy)}`, textOf(policy, at)])
  return { ...Object.fromEntries(policies), 'policies/payments.test.yaml': TESTS }
}

interface Named {
  readonly team: string
  readonly service: string
  readonly host: string
}

function fileOf({ team, service }: Named): string {
  return `${team}/${team}-${service}.yaml`
}

function textOf({ team, service, host }: Named, at: number): string {
  const fault = FAULTS[at] ?? (at % 4 === 0 ? 'long-window' : null)
  const base = `https://${host}`
  const rules = [
    { permission: 'allow', operations: 'GET, HEAD', resource: `${base}/*` },
    { permission: 'approval_required', operations: 'POST, PUT, PATCH', resource: `${base}/v1/*` },
    { permission: 'deny', operations: 'DELETE', resource: `${base}/v1/admin/*` },
    ...(RULES[fault ?? ''] ?? []).map((rule) => ({ ...rule, resource: rule.resource.replace('BASE', base) })),
  ].map(
    ({ permission, operations, resource }) =>
      `    - permission: ${permission}\n      operations: [${operations}]\n      resource: "${resource}"\n`,
  )
  const window = fault === 'long-window' ? '720h' : '4h'
  return `name: ${team}-${service}
spec:
  policies:
${rules.join('')}  approvals:
    - name: writes
      approvers: { groups: [${team}-leads] }
      defaultDuration: ${window}
      delivery: { connectors: [slack-${team}], mode: ${fault === 'bad-mode' ? 'firstSuccess' : 'first_success'}, fallbackToUI: true }
`
}

const RULES: Readonly<Record<string, readonly Record<'permission' | 'operations' | 'resource', string>[]>> = {
  'open-host': [{ permission: 'allow', operations: 'POST', resource: 'BASE*' }],
  'any-resource': [{ permission: 'allow', operations: 'GET', resource: 'https://*' }],
  'wild-host': [{ permission: 'allow', operations: 'GET', resource: 'https://*.acme.example/*' }],
  'bad-method': [{ permission: 'deny', operations: 'GTE', resource: 'BASE/v1/secrets/*' }],
  shadowed: [{ permission: 'allow', operations: 'DELETE', resource: 'BASE/v1/admin/users/*' }],
  redundant: [{ permission: 'allow', operations: 'GET', resource: 'BASE/v1/users/*' }],
  cleartext: [{ permission: 'allow', operations: 'GET', resource: 'http://old.acme.example/*' }],
  writes: [{ permission: 'allow', operations: 'PUT', resource: 'BASE/v2/*' }],
  small: [{ permission: 'allow', operations: 'get', resource: 'BASE/v2/*' }],
  dead: [{ permission: 'deny', operations: 'GET', resource: 'htps://secrets.acme.example/*' }],
}

/** By number of the policy; the dangerous ones stand neither first nor together. */
const FAULTS: Readonly<Record<number, string>> = {
  ...{ 7: 'open-host', 55: 'open-host', 89: 'open-host', 31: 'any-resource', 76: 'any-resource' },
  ...{ 62: 'wild-host', 17: 'bad-method', 93: 'bad-method', 9: 'shadowed', 21: 'shadowed', 44: 'shadowed' },
  ...{ 3: 'redundant', 13: 'redundant', 23: 'redundant', 33: 'redundant', 43: 'redundant', 53: 'redundant' },
  ...{ 5: 'cleartext', 25: 'cleartext', 6: 'writes', 26: 'writes', 46: 'writes', 66: 'writes', 86: 'writes' },
  ...{ 11: 'small', 22: 'small', 99: 'small', 71: 'dead', 101: 'bad-mode' },
}

const TESTS = `tests:
  - name: reads need nobody
    policies: [payments-stripe]
    request: GET https://api.stripe.com/v1/charges
    expect: allow
`
