// A log of 1,000,000 calls (200 agents, 20,000 distinct URLs), gzip, decided on two sides of 1,000 policies of 10 rules,
// against what people would do instead: gzip -dc | jq that merely counts calls by method and URL. Peak memory too. Needs jq and GNU time.
// CALLS=100000 npm run bench -- replay.mjs makes it shorter.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'

const CALLS = Number(process.env.CALLS ?? 1_000_000)
const [AGENTS, URLS, POLICIES, RULES] = [200, 20_000, 1000, 10]
const METHODS = ['GET', 'GET', 'GET', 'POST', 'DELETE']

let seed = 1
/** The same numbers in every run. */
function random(below) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return (seed >>> 8) % below
}

const url = (index) => `https://api${index % 1000}.example/v1/kind${index % 7}/item${index}`

function log() {
  const parts = []
  for (let done = 0; done < CALLS; done += 50_000) {
    const lines = []
    for (let call = done; call < Math.min(done + 50_000, CALLS); call += 1) {
      const record = {
        time: new Date(1_793_500_000_000 + call * 1000).toISOString(),
        method: METHODS[random(METHODS.length)],
        url: `${url(random(URLS))}?request=${call}`,
        agent: `agent${random(AGENTS)}`,
        status: 200,
        duration_ms: random(900),
      }
      lines.push(JSON.stringify(record))
    }
    parts.push(gzipSync(`${lines.join('\n')}\n`))
  }
  return Buffer.concat(parts)
}

function policy(number, isNew) {
  const policies = Array.from({ length: RULES }, (_, rule) => ({
    permission:
      rule === 3 && isNew && number % 10 === 0
        ? 'allow'
        : ['allow', 'allow', 'deny', 'approval_required'][rule % 4],
    operations: [['GET'], ['GET', 'POST'], ['DELETE'], ['POST']][rule % 4],
    resource: `https://api${number}.example/v1/kind${rule % 7}/*`,
  }))
  return JSON.stringify({ name: `p${number}`, spec: { policies } })
}

/** One for each policy: 25 policies an agent, 5 agents a policy. */
function binding(number) {
  const subjects = Array.from({ length: (AGENTS * 25) / POLICIES }, (_, index) => ({
    kind: 'ServiceAccount',
    name: `agent${(number * 3 + index * 40) % AGENTS}`,
  }))
  return JSON.stringify({
    apiVersion: 'platform.ai/v1alpha1',
    kind: 'PolicyBinding',
    metadata: { name: `b${number}` },
    spec: { policyRef: { name: `p${number}` }, subjects },
  })
}

/** Seconds, of all processes that it starts; peak of the largest, in MB. */
function measured(command, options) {
  const start = performance.now()
  const run = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], {
    ...options,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (run.status !== 0) throw new Error(`${command.join(' ')} ended with ${run.status}: ${run.stderr}`)
  const [user, system, peak] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number)
  const wall = (performance.now() - start) / 1000
  return { wall, processor: user + system, peak: Math.round(peak / 1024), stdout: run.stdout }
}

function median(runs, what) {
  const sorted = runs.map((run) => run[what]).sort((a, b) => a - b)
  return Number(sorted[sorted.length >> 1].toFixed(1))
}

const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
try {
  writeFileSync(join(folder, 'policyctl.yaml'), 'version: 1\n')
  for (const [side, isNew] of [
    ['old', false],
    ['policies', true],
  ]) {
    mkdirSync(join(folder, side))
    for (let number = 0; number < POLICIES; number += 1)
      writeFileSync(join(folder, side, `p${number}.json`), policy(number, isNew))
    const bindings = Array.from({ length: POLICIES }, (_, number) => binding(number))
    writeFileSync(join(folder, side, 'bindings.yaml'), bindings.join('\n---\n'))
  }
  writeFileSync(join(folder, 'calls.jsonl.gz'), log())
  const count = '.method + " " + (.url | split("?")[0])'
  const cli = resolve('dist/cli.js')
  const replay = ['replay', 'calls.jsonl.gz', '--from', 'dir:old', '--to', 'files', '--format', 'json']
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }
  const theirs = ['sh', '-c', `gzip -dc calls.jsonl.gz | jq -r '${count}' | sort | uniq -c | wc -l`]
  const ours = [process.execPath, cli, ...replay]
  const samples = { theirs: [], ours: [] }
  for (let round = 0; round < Number(process.env.ROUNDS ?? 3); round += 1) {
    samples.theirs.push(measured(theirs, { cwd: folder, env }))
    samples.ours.push(measured(ours, { cwd: folder, env }))
  }
  for (const what of ['processor', 'wall']) {
    const [own, other] = [median(samples.ours, what), median(samples.theirs, what)]
    console.log({ what, ours: own, theirs: other, ratio: Number((own / other).toFixed(2)), goal: 1.5 })
  }
  console.log(`peak ${Math.max(...samples.ours.map(({ peak }) => peak))} MB, goal: under 300`)
  const { log: seen, unchanged, changes } = JSON.parse(samples.ours[0].stdout)
  console.log({ calls: seen.calls, unchanged, changed: changes.reduce((sum, { calls }) => sum + calls, 0) })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
