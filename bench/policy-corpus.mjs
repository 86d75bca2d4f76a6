// 10,000 policy files as a large company might have them: three to six rules
// each, a route, comments, and a finding in every hundredth file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes the files below `root`/policies. @param textOf the text of a file by its number. */
export function writeCorpus(root, count, textOf = policyText) {
  mkdirSync(join(root, 'policies'), { recursive: true })
  for (let n = 0; n < count; n += 1) {
    const folder = join(root, 'policies', `team-${n % 50}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `service-${n}.yaml`), textOf(n))
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

/** The same policies as people and their tools write them, one file in one of these ways, the next in another. */
export function mixedText(n) {
  return LAYOUTS[n % LAYOUTS.length](n)
}

const LAYOUTS = [blockLists, quotes, kubernetes, anchors, foldedTexts]

/** The last part of a policy: the rule for writes and its route, with lists a line an item. */
function writes(n, hang = '  ') {
  const items = (indent, list) => list.map((item) => `${indent}${hang}- ${item}`)
  return [
    '    # writes are seen by a human',
    '    - permission: approval_required',
    '      operations:',
    ...items('      ', ['POST', 'PUT', 'PATCH', 'DELETE']),
    `      resource: https://api-${n}.example.com/v1/*`,
    '  approvals:',
    '    - name: writes',
    '      approvers:',
    '        groups:',
    ...items('        ', [`team-${n % 50}`]),
    '      defaultDuration: 4h',
    '      delivery:',
    '        connectors:',
    ...items('        ', ['slack']),
    '        mode: first_success',
    '        fallbackToUI: true',
    '',
  ]
}

function reads(n, ruleText) {
  return Array.from({ length: 2 + (n % 4) }, (_, rule) =>
    ruleText(
      `https://api-${n}.example.com/v${rule + 1}/*`,
      n % 100 === 7 && rule === 0 ? 'get' : 'GET',
      rule,
    ),
  ).flat()
}

function blockLists(n) {
  const rules = reads(n, (resource, method) => [
    '    - permission: allow',
    '      operations:',
    `        - ${method}`,
    `      resource: ${resource}`,
  ])
  return [`name: service-${n}`, 'spec:', '  policies:', ...rules, ...writes(n)].join('\n')
}

function quotes(n) {
  const rules = reads(n, (resource, method) => [
    '    - permission: "allow"',
    `      operations: ["${method}"]`,
    `      resource: '${resource}'`,
  ])
  return [`"name": "service-${n}"`, '"spec":', '  "policies":', ...rules, ...writes(n)].join('\n')
}

function kubernetes(n) {
  const head = [
    '---',
    'apiVersion: platform.ai/v1alpha1',
    'kind: Policy',
    'metadata:',
    `  name: service-${n}`,
    '  namespace: default',
  ]
  const rules = reads(n, (resource, method) => [
    '    - permission: allow',
    '      operations:',
    `      - ${method}`,
    `      resource: ${resource}`,
  ])
  return [...head, 'spec:', '  policies:', ...rules, ...writes(n, '')].join('\n')
}

function anchors(n) {
  const rules = reads(n, (resource, method, rule) => [
    '    - permission: allow',
    `      operations: ${rule === 0 ? `&reads [${method}]` : '*reads'}`,
    `      resource: ${resource}`,
  ])
  return [`name: service-${n}`, 'spec:', '  policies:', ...rules, ...writes(n)].join('\n')
}

function foldedTexts(n) {
  const rules = reads(n, (resource, method) => [
    '    - permission: allow',
    `      operations: [${method}]`,
    '      resource: >-',
    `        ${resource}`,
  ])
  return [`name: service-${n}`, 'spec:', '  policies:', ...rules, ...writes(n)].join('\n')
}
