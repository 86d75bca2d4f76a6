// Two large policies against z3 on the same question: does any request get
// another vote? Run by bench/run.mjs, or alone: node bench/solver.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']
const PERMISSIONS = ['allow', 'allow', 'approval_required', 'deny']

/** A generator of its own, so that every run measures the same rules. */
function randomOf(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function rulesOf(count) {
  const random = randomOf(7)
  return Array.from({ length: count }, (_, index) => ({
    permission: PERMISSIONS[random(PERMISSIONS.length)],
    operations: METHODS.filter((method) => method === 'GET' || random(2) === 1),
    resource: `https://api-${random(200)}.example.com/v${random(3)}/r${random(500)}/i${index}/${random(4) === 0 ? '' : '*'}`,
  }))
}

/** A rule in the middle that reaches a whole folder afterwards. */
export function oneWider(count) {
  const before = rulesOf(count)
  const at = before.findIndex(({ permission }, index) => index > count / 2 && permission === 'allow')
  const after = before.map((rule, index) =>
    index === at ? { ...rule, resource: rule.resource.replace(/i\d+\/\*?$/, '*') } : { ...rule },
  )
  return { before, after }
}

/** A rule for each method, in another order. */
function writtenDifferently(count) {
  const random = randomOf(11)
  const before = rulesOf(count)
  const after = before.flatMap((rule) => rule.operations.map((method) => ({ ...rule, operations: [method] })))
  for (let last = after.length - 1; last > 0; last -= 1) {
    const other = random(last + 1)
    const [a, b] = [after[last], after[other]]
    after[last] = b
    after[other] = a
  }
  return { before, after }
}

const QUESTIONS = [
  { question: '100,000 rules, one wider', count: 100_000, pair: oneWider, differs: true, encoding: 'ranks' },
  {
    question: '10,000 rules, written differently',
    count: 10_000,
    pair: writtenDifferently,
    differs: false,
    encoding: 'names',
  },
]

/**
 * The question for z3, in the encoding that it decides fastest; both spare it
 * work that the comparison does itself, uncounted. `ranks`: a URL is a number
 * among the sorted patterns, so that a prefix is an interval. `names`: every
 * pattern is a proposition of its own, which is enough where the answer is no.
 * (By ranks 10,000 rules that are written differently take it minutes, as
 * strings with str.prefixof they do not end at all.) Methods are propositions.
 */
export function solverInput({ before, after }, encoding) {
  const urls = encoding === 'ranks' ? ranksOf([...before, ...after]) : namesOf([...before, ...after])
  const matches = ({ operations, resource }) => {
    const methods = operations.map((name) => `m${METHODS.indexOf(name)}`)
    return `(and ${urls.matches(resource)} (or ${methods.join(' ')}))`
  }
  const anyOf = (rules, permission) =>
    `(or false ${rules
      .filter((rule) => rule.permission === permission)
      .map(matches)
      .join('\n')})`
  const sides = Object.entries({ b: before, a: after }).flatMap(([side, rules]) =>
    [...new Set(PERMISSIONS)].map(
      (permission) => `(define-fun ${side}-${permission} () Bool ${anyOf(rules, permission)})`,
    ),
  )
  const votes = (side) => [
    `${side}-deny`,
    `(and (not ${side}-deny) ${side}-approval_required)`,
    `(and (not ${side}-deny) (not ${side}-approval_required) ${side}-allow)`,
  ]
  const differ = votes('b').map((vote, index) => `(xor ${vote} ${votes('a')[index]})`)
  const pairs = METHODS.flatMap((_, one) => METHODS.slice(one + 1).map((__, other) => [one, one + 1 + other]))
  return [
    ...urls.declarations,
    ...METHODS.map((_, index) => `(declare-const m${index} Bool)`),
    ...pairs.map(([one, other]) => `(assert (not (and m${one} m${other})))`),
    ...sides,
    `(assert (or ${differ.join(' ')}))`,
    '(check-sat)',
  ].join('\n')
}

function namesOf(rules) {
  const names = new Map()
  for (const { resource } of rules) if (!names.has(resource)) names.set(resource, `p${names.size}`)
  return {
    declarations: [...names.values()].map((name) => `(declare-const ${name} Bool)`),
    matches: (resource) => names.get(resource),
  }
}

function ranksOf(rules) {
  const ranks = intervalsOf([...new Set(rules.map(({ resource }) => resource))])
  const bits = Math.ceil(Math.log2(ranks.size + 2))
  const number = (value) => `(_ bv${value} ${bits})`
  return {
    declarations: ['(set-logic QF_BV)', `(declare-const u (_ BitVec ${bits}))`],
    matches: (resource) => {
      const { from, to } = ranks.get(resource)
      if (from === to) return `(= u ${number(from)})`
      return `(and (bvule ${number(from)} u) (bvule u ${number(to)}))`
    },
  }
}

/** Every pattern has a number of its own, before those of all that it covers. */
function intervalsOf(patterns) {
  const keyed = patterns.map((text) => ({ text, key: text.replace('*', '') }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  const ranks = new Map()
  const open = []
  const closeUntil = (key) => {
    while (open.length > 0 && !key.startsWith(open.at(-1).key)) ranks.get(open.pop().text).to = ranks.size
  }
  for (const { text, key } of keyed) {
    closeUntil(key)
    const rank = ranks.size + 1
    ranks.set(text, { from: rank, to: rank })
    if (text.endsWith('*')) open.push({ text, key })
  }
  for (const { text } of open) ranks.get(text).to = ranks.size
  return ranks
}

async function engineIn(folder) {
  const outfile = join(folder, 'engine.mjs')
  const entryPoints = [resolve('src/access/compare/compare.ts')]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node' })
  return outfile
}

/** Seconds of the processor, of a process of its own: what is cold is measured once. */
async function measureOne(outfile, index) {
  const { compareAccess } = await import(pathToFileURL(outfile))
  const { count, pair, differs } = QUESTIONS[index]
  const { before, after } = pair(count)
  const side = (policies) => ({ policies: new Map([['p', { policies }]]), bindings: new Map() })
  const cpu = process.cpuUsage()
  const regions = compareAccess(side(before), side(after))
  const { user, system } = process.cpuUsage(cpu)
  if (regions.length > 0 !== differs) throw new Error(`${regions.length} regions`)
  return (user + system) / 1e6
}

export function z3Seconds(file, differs) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; time z3 ${file}`], {
    encoding: 'utf8',
  })
  if (status !== 0 || stdout.trim() !== (differs ? 'sat' : 'unsat')) throw new Error(`z3: ${stdout}`)
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return user + system
}

export const hasZ3 = () => spawnSync('z3', ['--version']).status === 0
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1]

/** By turns, each in a process of its own, medians. */
export async function measureSolver(rounds = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const outfile = await engineIn(folder)
  const isThere = hasZ3()
  const rows = QUESTIONS.map(({ question, count, pair, differs, encoding }, index) => {
    const file = join(folder, `${index}.smt2`)
    if (isThere) writeFileSync(file, solverInput(pair(count), encoding))
    const samples = { z3: [], ours: [] }
    for (let round = 0; round < rounds; round += 1) {
      if (isThere) samples.z3.push(z3Seconds(file, differs))
      const { stdout } = spawnSync(process.execPath, ['bench/solver.mjs', '--one', outfile, String(index)], {
        encoding: 'utf8',
      })
      samples.ours.push(Number(stdout))
    }
    const ours = median(samples.ours)
    const theirs = isThere ? median(samples.z3) : null
    return {
      question,
      'cpu s': Number(ours.toFixed(2)),
      'z3 cpu s': theirs ?? 'not installed',
      ratio: theirs === null ? '' : Number((ours / theirs).toFixed(2)),
    }
  })
  rmSync(folder, { recursive: true })
  return rows
}

const [, script, flag, outfile, index] = process.argv
if (flag === '--one') console.log(await measureOne(outfile, Number(index)))
else if (script?.endsWith('solver.mjs')) console.table(await measureSolver())
