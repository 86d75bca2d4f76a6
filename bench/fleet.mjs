// 12 targets × 300 policies, offline: diff and lint of all of them against one target of as many, by turns, without
// the cache of results. Aim: at most 2 ×. npm run bench -- fleet.mjs
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { timed } from './timed.mjs'

const [POLICIES, COPIES, EDITED] = [300, 10, 5]
const CLI = resolve('dist/cli.js')

/** A repository with so many targets: each has a few policies of its own, and other names for a host and a group. */
function project(targets) {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  for (const layer of ['base', 'own']) mkdirSync(join(folder, 'policies', layer), { recursive: true })
  for (let n = 0; n < POLICIES; n += 1) writePolicy(folder, 'base', n, policyText(n))
  for (let n = 0; n < COPIES; n += 1) writePolicy(folder, 'own', n, policyText(n).replace('/*', '/own/*'))
  const lines = Array.from({ length: targets }, (_, at) => targetLine(at))
  writeFileSync(join(folder, 'policyctl.yaml'), `version: 1\ntargets:\n${lines.join('')}`)
  const git = (...args) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=b', '-c', 'user.email=b@x', ...args])
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')
  for (let n = 20; n < 20 + EDITED; n += 1)
    writePolicy(folder, 'base', n, policyText(n).replace('[GET]', '[GET, HEAD]'))
  return folder
}

function targetLine(at) {
  const hosts = `api-${at}.example.com: api-${at}.test`
  const map = `{ hosts: { ${hosts} }, groups: { team-1: team-of-${at} } }`
  return `  t-${at}: { embedded: .policyctl/t-${at}.json, layers: [base, own], map: ${map} }\n`
}

function writePolicy(folder, layer, n, text) {
  writeFileSync(join(folder, 'policies', layer, `p-${n}.yaml`), text)
}

function policyText(n) {
  const resource = `https://api-${n % 40}.example.com/v1/s${n}/*`
  return [
    `name: p-${n}`,
    'spec:',
    '  policies:',
    `    - { permission: allow, operations: [GET], resource: "${resource}" }`,
    `    - { permission: approval_required, operations: [POST, PUT], resource: "${resource}" }`,
    '  approvals:',
    '    - name: writes',
    `      approvers: { groups: [team-${n % 7}] }`,
    '      defaultDuration: 4h',
    `      delivery: { connectors: [slack-${n % 5}], mode: first_success, fallbackToUI: true }`,
    '',
  ].join('\n')
}

/** HOME is empty: no result of an earlier run is kept. */
function run(folder, command) {
  const env = { PATH: process.env.PATH, HOME: '' }
  return { command: process.execPath, args: [CLI, command, '--format', 'json'], cwd: folder, env }
}

const [one, twelve] = [project(1), project(12)]
const rows = ['diff', 'lint'].map((command) => {
  const { theirs, ours, ratio } = timed(run(one, command), run(twelve, command), { rounds: 5 })
  return { what: command, 'one target, ms': theirs, '12 targets, ms': ours, ratio }
})
for (const folder of [one, twelve]) rmSync(folder, { recursive: true })
console.table(rows)

// 100 embedded workspaces × 100 policies against one of 10,000: a plan of all of them. Aim: at most 3 ×.
/** A repository with so many embedded workspaces, which are empty, and so many policies. */
function workspaces(targets, policies) {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  mkdirSync(join(folder, 'policies', 'base'), { recursive: true })
  for (let n = 0; n < policies; n += 1) writePolicy(folder, 'base', n, policyText(n))
  const lines = Array.from(
    { length: targets },
    (_, at) => `  t-${at}: { embedded: t-${at}.json, layers: [base] }\n`,
  )
  writeFileSync(join(folder, 'policyctl.yaml'), `version: 1\ntargets:\n${lines.join('')}`)
  execFileSync('git', ['-C', folder, 'init', '-q', '-b', 'main'])
  return folder
}

const [large, many] = process.env.SMALL
  ? [workspaces(1, 300), workspaces(10, 30)]
  : [workspaces(1, 10_000), workspaces(100, 100)]
const planOf = (folder) => {
  const { args, ...start } = run(folder, 'plan')
  return { ...start, args: [...args, '--target', 't-*'] }
}
const plan = timed(planOf(large), planOf(many), { rounds: 3 })
for (const folder of [large, many]) rmSync(folder, { recursive: true })
console.table([
  { what: 'plan', 'one target, ms': plan.theirs, '100 targets, ms': plan.ours, ratio: plan.ratio },
])
