// Comparison of a whole workspace in memory: how long, how much memory, and how
// both grow. Run by bench/run.mjs, or alone: node --expose-gc bench/access.mjs
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const SIZES = [
  { policies: 100, agents: 20, changed: 1 },
  { policies: 1_000, agents: 200, changed: 10 },
  { policies: 10_000, agents: 2_000, changed: 100 },
]
export const BUILD_A = 'eb0b6a2'
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
export function sidesOf({ policies, agents, changed }) {
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
export function timed(run) {
  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  const result = run()
  const { user, system } = process.cpuUsage(cpu)
  return { result, clock: Number(process.hrtime.bigint() - start) / 1e9, cpu: (user + system) / 1e6 }
}

const round = (number) => Number(number.toPrecision(3))

/** Bundles the engine of this tree, or of a commit. */
export async function engineOf(folder, commit) {
  const root = commit === null ? '.' : join(folder, commit)
  if (commit !== null) {
    mkdirSync(root)
    const archive = spawnSync('git', ['archive', commit, 'src', 'package.json'], { maxBuffer: 2 ** 28 })
    spawnSync('tar', ['-x', '-C', root], { input: archive.stdout })
    cpSync('src/generated', join(root, 'src/generated'), { recursive: true })
  }
  const outfile = join(folder, `${commit ?? 'here'}.mjs`)
  const path = commit === null ? 'src/access/compare/compare.ts' : 'src/access/compare.ts'
  const entryPoints = [join(root, path)]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node' })
  return outfile
}

/** One engine, in a process of its own: what is cold is measured once, and memory is its own. */
async function measureOne(outfile, size) {
  const { compareAccess } = await import(pathToFileURL(outfile))
  const [before, after] = sidesOf(size)
  globalThis.gc?.()
  const held = process.memoryUsage().rss
  const cold = timed(() => compareAccess(before, after))
  const peak = process.memoryUsage().rss
  const warm = Array.from({ length: 5 }, () => timed(() => compareAccess(before, after)).cpu)
  return {
    regions: cold.result.length,
    'cold cpu s': cold.cpu,
    'warm cpu s': Math.min(...warm),
    'rules MB': held / 2 ** 20,
    'MB above': (peak - held) / 2 ** 20,
  }
}

function inProcess(outfile, size) {
  const args = ['--expose-gc', 'bench/access.mjs', '--one', outfile, JSON.stringify(size)]
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return JSON.parse(stdout)
}

/** By turns with the engine of an earlier commit (build A of the goals) where its history is here. */
export async function measureAccess(rounds = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const hasHistory = spawnSync('git', ['cat-file', '-e', BUILD_A]).status === 0
  const engines = { here: await engineOf(folder, null) }
  if (hasHistory) engines['build A'] = await engineOf(folder, BUILD_A)
  const rows = SIZES.flatMap((size) => {
    const runs = Array.from({ length: rounds }, () =>
      Object.entries(engines).map(([engine, outfile]) => ({ engine, ...inProcess(outfile, size) })),
    ).flat()
    return Object.keys(engines).map((engine) => {
      const own = runs.filter((run) => run.engine === engine)
      const best = (field) => round(Math.min(...own.map((run) => run[field])))
      return {
        engine,
        rules: size.policies * RULES,
        regions: own[0].regions,
        'cold cpu s': best('cold cpu s'),
        'warm cpu s': best('warm cpu s'),
        'rules MB': best('rules MB'),
        'MB above': best('MB above'),
      }
    })
  })
  rmSync(folder, { recursive: true })
  return rows
}

const [, script, flag, outfile, size] = process.argv
if (flag === '--one') console.log(JSON.stringify(await measureOne(outfile, JSON.parse(size))))
else if (script?.endsWith('access.mjs')) console.table(await measureAccess())
