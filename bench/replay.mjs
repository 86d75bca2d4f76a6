// A log of 1,000,000 calls (200 agents, 20,000 distinct URLs), gzip, decided on two sides of 1,000 policies of 10 rules,
// against what people would do instead: gzip -dc | jq that merely counts calls by method and URL. Peak memory too.
// CALLS=100000 npm run bench -- replay.mjs makes it shorter.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { timed } from './timed.mjs'

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

function binding(agent, number) {
  return JSON.stringify({
    apiVersion: 'platform.ai/v1alpha1',
    kind: 'PolicyBinding',
    metadata: { name: `b${agent}-${number}` },
    spec: {
      policyRef: { name: `p${number}` },
      subjects: [{ kind: 'ServiceAccount', name: `agent${agent}` }],
    },
  })
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
    const bindings = Array.from({ length: AGENTS * 25 }, (_, index) =>
      binding(index % AGENTS, (index * 7) % POLICIES),
    )
    writeFileSync(join(folder, side, 'bindings.yaml'), bindings.join('\n---\n'))
  }
  writeFileSync(join(folder, 'calls.jsonl.gz'), log())
  const count = '.method + " " + (.url | split("?")[0])'
  const cli = resolve('dist/cli.js')
  const replay = ['replay', 'calls.jsonl.gz', '--from', 'dir:old', '--to', 'files', '--format', 'json']
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }
  const theirs = {
    command: 'sh',
    args: ['-c', `gzip -dc calls.jsonl.gz | jq -r '${count}' | sort | uniq -c | wc -l`],
    cwd: folder,
    env,
  }
  const ours = { command: process.execPath, args: [cli, ...replay], cwd: folder, env }
  console.log(timed(theirs, ours, { rounds: Number(process.env.ROUNDS ?? 3) }), 'goal: ratio at most 1.5')
  const read = spawnSync('/usr/bin/time', ['-f', '%M', process.execPath, cli, ...replay], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  const peak = Math.round(Number(read.stderr.trim().split('\n').at(-1)) / 1024)
  const { log: seen, unchanged, changes } = JSON.parse(read.stdout)
  console.log({ calls: seen.calls, unchanged, changed: changes.reduce((sum, { calls }) => sum + calls, 0) })
  console.log(
    Number.isNaN(peak) ? 'peak memory: /usr/bin/time is not there' : `peak ${peak} MB, goal: under 300`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
