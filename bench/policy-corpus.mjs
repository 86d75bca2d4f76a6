// 10,000 policy files as a large company might have them: three to six rules
// each, a route, comments, and a finding in every hundredth file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the files below `root`/policies. */
export function writeCorpus(root, count) {
  mkdirSync(join(root, 'policies'), { recursive: true })
  for (let n = 0; n < count; n += 1) {
    const folder = join(root, 'policies', `team-${n % 50}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `service-${n}.yaml`), policyText(n))
  }
}

function policyText(n) {
  const host = `https://api-${n}.example.com`
  const reads = Array.from({ length: 2 + (n % 4) }, (_, rule) => [
    `    - permission: allow${rule === 0 ? ' # reads need nobody' : ''}`,
    `      operations: [${n % 100 === 7 && rule === 0 ? 'get' : 'GET'}]`,
    `      resource: ${host}/v${rule + 1}/*`,
  ])
  return [
    '# yaml-language-server: $schema=../../schema/policy.schema.json',
    `name: service-${n}`,
    'spec:',
    '  policies:',
    ...reads.flat(),
    '    # writes are seen by a human',
    '    - permission: approval_required',
    '      operations: [POST, PUT, PATCH, DELETE]',
    `      resource: ${host}/v1/*`,
    '  approvals:',
    '    - name: writes',
    `      approvers: { groups: [team-${n % 50}] }`,
    '      defaultDuration: 4h',
    '      delivery: { connectors: [slack], mode: first_success, fallbackToUI: true }',
    '',
  ].join('\n')
}
