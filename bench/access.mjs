// Comparison of a whole workspace in memory: how long, how much memory, and how
// both grow. Run by bench/run.mjs, or alone: node --expose-gc bench/access.mjs
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const SIZES = [
  { policies: 100, agents: 20, changed: 1 },
  { policies: 1_000, agents: 200, changed: 10 },
  { policies: 10_000, agents: 2_000, changed: 100 },
]
const RULES = 100
const POLICIES_PER_AGENT = 20

/** A generator of its own, so that every run measures the same rules. */
function randomOf(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const METHODS = [['GET'], ['GET', 'HEAD'], ['POST'], ['POST', 'PUT', 'PATCH', 'DELETE'], []]
const PERMISSIONS = ['allow', 'allow', 'allow', 'approval_required', 'deny']

function ruleOf(random) {
  const host = `https://api-${random(2_000)}.example.com`
  const path = [
    '',
    `v${random(3)}/`,
    `v${random(3)}/r${random(50)}/`,
    `v${random(3)}/r${random(50)}/i${random(100)}`,
  ]
  const operations = METHODS[random(METHODS.length)]
  return {
    permission: PERMISSIONS[random(PERMISSIONS.length)],
    ...(operations.length === 0 ? {} : { operations: [...operations] }),
    resource: `${host}/${path[random(4)]}${random(8) === 0 ? '' : '*'}`,
    ...(random(20) === 0 ? { tags: [`tag-${random(6)}`] } : {}),
  }
}

function specOf(random) {
  return {
    policies: Array.from({ length: RULES }, () => ruleOf(random)),
    approvals: [{ name: 'all', approvers: { groups: [`group-${random(20)}`] }, defaultDuration: '4h' }],
  }
}

/** Two sides that share what did not change; three rules of each changed policy are others afterwards. */
function sidesOf({ policies, agents, changed }) {
  const random = randomOf(7)
  const before = new Map(Array.from({ length: policies }, (_, index) => [`policy-${index}`, specOf(random)]))
  const after = new Map(before)
  for (let index = 0; index < changed; index += 1) {
    const name = `policy-${index * Math.floor(policies / changed)}`
    const rules = [...before.get(name).policies]
    for (let edit = 0; edit < 3; edit += 1) rules[random(RULES)] = ruleOf(random)
    after.set(name, { ...before.get(name), policies: rules })
  }
  const policiesOfAgent = () => Array.from({ length: POLICIES_PER_AGENT }, () => `policy-${random(policies)}`)
  const bindings = new Map(
    Array.from({ length: agents }, (_, agent) => [
      `default/agent-${agent}`,
      [...new Set(policiesOfAgent())].sort(),
    ]),
  )
  return [
    { policies: before, bindings },
    { policies: after, bindings },
  ]
}

/** Seconds on the clock and of the processor; on a busy machine the second is the one to read. */
function timed(run) {
  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  const result = run()
  const { user, system } = process.cpuUsage(cpu)
  return { result, clock: Number(process.hrtime.bigint() - start) / 1e9, cpu: (user + system) / 1e6 }
}

const round = (number) => Number(number.toPrecision(3))

export async function measureAccess() {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const outfile = join(folder, 'compare.mjs')
  await build({
    entryPoints: ['src/access/compare.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
  const { compareAccess } = await import(pathToFileURL(outfile))
  rmSync(folder, { recursive: true })
  return SIZES.map((size) => {
    const [before, after] = sidesOf(size)
    globalThis.gc?.()
    const held = process.memoryUsage().rss
    const cold = timed(() => compareAccess(before, after))
    const peak = process.memoryUsage().rss
    const warm = Array.from({ length: 5 }, () => timed(() => compareAccess(before, after)))
    const best = (field) => Math.min(...warm.map((run) => run[field]))
    return {
      rules: size.policies * RULES,
      regions: cold.result.length,
      'cold s': round(cold.clock),
      'cold cpu s': round(cold.cpu),
      'warm s': round(best('clock')),
      'warm cpu s': round(best('cpu')),
      'rules MB': Math.round(held / 2 ** 20),
      'peak MB': Math.round(peak / 2 ** 20),
    }
  })
}

if (process.argv[1]?.endsWith('access.mjs')) console.table(await measureAccess())
