// How the comparison of two sides grows from 10,000 to 3,000,000 rules, beside
// build A and, for one large policy, beside z3: a table, and a plot in
// docs/images/growth-rules.svg. Not part of bench/run.mjs, since it takes
// minutes and 2 GB of memory: node bench/growth-rules.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BUILD_A, engineOf, sidesOf, timed } from './access.mjs'
import { hasZ3, oneWider, solverInput, z3Seconds } from './solver.mjs'

const RULES = process.env.SMALL ? [1_000, 10_000] : [10_000, 100_000, 1_000_000, 3_000_000]
/** More rules of one policy take z3 minutes. */
const MOST_OF_ONE_POLICY = process.env.SMALL ? 1_000 : 100_000
const ROUNDS = Number(process.env.ROUNDS ?? 3)
const PLOT = process.env.PLOT ?? 'docs/images/growth-rules.svg'

/** One policy in a hundred is changed: what is changed grows with what is there. */
function workspaceOf(rules) {
  const policies = rules / 100
  return sidesOf({ policies, agents: Math.max(1, policies / 5), changed: Math.max(1, policies / 100) })
}

function onePolicyOf(rules) {
  const { before, after } = oneWider(rules)
  const side = (policies) => ({ policies: new Map([['p', { policies }]]), bindings: new Map() })
  return [side(before), side(after)]
}

const QUESTIONS = { workspace: workspaceOf, onePolicy: onePolicyOf }

/** In a process of its own: the first comparison, and the best of three more. */
async function measureOne(outfile, question, rules) {
  const { compareAccess } = await import(pathToFileURL(outfile))
  const [before, after] = QUESTIONS[question](rules)
  const cold = timed(() => compareAccess(before, after)).cpu
  const warm = Array.from({ length: 3 }, () => timed(() => compareAccess(before, after)).cpu)
  return { cold, warm: Math.min(...warm), peak: process.resourceUsage().maxRSS / 1024 }
}

function inProcess(outfile, question, rules) {
  const args = ['--max-old-space-size=8192', 'bench/growth-rules.mjs', '--measure', outfile, question, rules]
  const { status, stdout, stderr } = spawnSync(process.execPath, args.map(String), { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** By turns, the best of some rounds. */
export async function measureGrowth() {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const hasHistory = spawnSync('git', ['cat-file', '-e', BUILD_A]).status === 0
  const engines = { policyctl: await engineOf(folder, null) }
  if (hasHistory) engines['build A'] = await engineOf(folder, BUILD_A)
  const rows = []
  for (const question of Object.keys(QUESTIONS))
    for (const rules of RULES) {
      if (question === 'onePolicy' && rules > MOST_OF_ONE_POLICY) continue
      rows.push(...rowsOf({ engines, question, rules, folder }))
    }
  rmSync(folder, { recursive: true })
  return rows
}

function rowsOf({ engines, question, rules, folder }) {
  const samples = Object.keys(engines).map((engine) => ({ engine, runs: [] }))
  const asksSolver = question === 'onePolicy' && hasZ3()
  const file = join(folder, `${rules}.smt2`)
  if (asksSolver) writeFileSync(file, solverInput(oneWider(rules), 'ranks'))
  const solver = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { engine, runs } of samples) runs.push(inProcess(engines[engine], question, rules))
    if (asksSolver) solver.push(z3Seconds(file, true))
  }
  const rows = samples.map(({ engine, runs }) => {
    const best = (field) => Math.min(...runs.map((run) => run[field]))
    return {
      question,
      engine,
      rules,
      cold: best('cold'),
      warm: best('warm'),
      peakMB: Math.round(best('peak')),
    }
  })
  if (asksSolver)
    rows.push({ question, engine: 'z3', rules, cold: Math.min(...solver), warm: null, peakMB: null })
  return rows
}

const SIZE = { width: 720, height: 420, left: 70, right: 210, top: 20, bottom: 50 }
const COLOURS = ['#0b6bcb', '#7aa7d6', '#b3541e', '#dba27e', '#2e7d32', '#8e24aa', '#444444']

/** Both axes are logarithms: what grows linearly is a line that climbs a decade a decade. */
export function plot(rows) {
  const lines = seriesOf(rows)
  const points = lines.flatMap((line) => line.points)
  const x = scale(
    points.map(([rules]) => rules),
    SIZE.left,
    SIZE.width - SIZE.right,
  )
  const y = scale(
    points.map(([, seconds]) => seconds),
    SIZE.height - SIZE.bottom,
    SIZE.top,
  )
  const text = (at, words, more = '') => `<text x="${at[0]}" y="${at[1]}" ${more}>${words}</text>`
  const grid = [
    ...x.decades.map((rules) => rule([x.at(rules), SIZE.top], [x.at(rules), SIZE.height - SIZE.bottom])),
    ...y.decades.map((s) => rule([SIZE.left, y.at(s)], [SIZE.width - SIZE.right, y.at(s)])),
    ...x.decades.map((rules) =>
      text([x.at(rules), SIZE.height - SIZE.bottom + 18], rules.toLocaleString('en'), 'text-anchor="middle"'),
    ),
    ...y.decades.map((s) => text([SIZE.left - 8, y.at(s) + 4], `${s} s`, 'text-anchor="end"')),
    text([(SIZE.left + SIZE.width - SIZE.right) / 2, SIZE.height - 10], 'rules', 'text-anchor="middle"'),
  ]
  const drawn = lines.flatMap(({ name, points: own }, index) => {
    const colour = COLOURS[index % COLOURS.length]
    const at = own.map(([rules, seconds]) => `${x.at(rules)},${y.at(seconds)}`)
    const label = [SIZE.width - SIZE.right + 12, SIZE.top + 14 + index * 20]
    return [
      `<polyline points="${at.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...at.map(
        (point) => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="${colour}"/>`,
      ),
      text(label, name, `fill="${colour}"`),
    ]
  })
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="12" role="img" aria-label="seconds that a comparison takes, by rules">`
  return [head, '<rect width="100%" height="100%" fill="#fff"/>', ...grid, ...drawn, '</svg>', ''].join('\n')
}

function rule(from, to) {
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="#ddd"/>`
}

function seriesOf(rows) {
  const names = { workspace: 'workspace', onePolicy: 'one policy' }
  const found = new Map()
  for (const { question, engine, rules, ...times } of rows)
    for (const kind of ['cold', 'warm']) {
      if (times[kind] === null || (question === 'onePolicy' && kind === 'warm')) continue
      const name = `${names[question]}, ${engine}${question === 'workspace' ? `, ${kind}` : ''}`
      found.set(name, [...(found.get(name) ?? []), [rules, Math.max(times[kind], 0.001)]])
    }
  return [...found].map(([name, points]) => ({ name, points }))
}

function scale(values, from, to) {
  const [low, high] = [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ]
  const at = (value) =>
    Number((from + ((Math.log10(value) - low) / Math.max(1, high - low)) * (to - from)).toFixed(1))
  const decades = Array.from({ length: high - low + 1 }, (_, step) =>
    Number((10 ** (low + step)).toPrecision(1)),
  )
  return { at, decades }
}

const [, script, flag, outfile, question, rules] = process.argv
if (flag === '--measure') console.log(JSON.stringify(await measureOne(outfile, question, Number(rules))))
else if (script?.endsWith('growth-rules.mjs')) {
  const rows = await measureGrowth()
  const digits = (number) => (number === null ? '' : Number(number.toPrecision(2)))
  console.table(rows.map((row) => ({ ...row, cold: digits(row.cold), warm: digits(row.warm) })))
  writeFileSync(PLOT, plot(rows))
}
