// An apply of many changes to a server that takes its time, against one GET
// and one PUT after another, which is what the vendor's own client does. Run
// by bench/run.mjs, or alone: node bench/apply.mjs
import { project, specOf, spent } from './plan.mjs'

const CHANGES = process.env.SMALL ? 60 : 1_000
/** Milliseconds before each answer. */
const LATENCY = 20

async function oneAfterTheOther(url, changes) {
  const headers = { authorization: 'Bearer key', 'content-type': 'application/json' }
  const from = process.hrtime.bigint()
  for (let index = 0; index < changes; index += 1) {
    const name = `policy-${index}`
    const address = `${url}/api/v1/policies/${name}`
    const seen = await fetch(address, { headers })
    await seen.json()
    const body = JSON.stringify({ name, spec: specOf(index) })
    const written = await fetch(address, { method: 'PUT', headers, body })
    if (written.status !== 200) throw new Error(`PUT answered ${written.status}`)
    await written.json()
  }
  return Number(process.hrtime.bigint() - from) / 1e9
}

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
const round = (number) => Number(number.toPrecision(3))

/** By turns, medians; each round has workspaces of its own. */
export async function measureApply() {
  const samples = []
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const theirs = await project(CHANGES, CHANGES, { latency: LATENCY })
    const sequential = await oneAfterTheOther(theirs.server.url, CHANGES)
    await theirs.close()
    const ours = await project(CHANGES, CHANGES, { latency: LATENCY })
    const run = (command, ...more) =>
      spent(ours.folder, [command, ...more, '--target', 'bench', '--format', 'json'])
    const plan = await run('plan')
    const apply = await run('apply', '--yes')
    const again = await run('apply', '--yes')
    await ours.close()
    samples.push({ sequential, plan: plan.clock, again: again.clock, ...apply })
  }
  const of = (field) => round(median(samples.map((sample) => sample[field])))
  return [
    {
      changes: CHANGES,
      'ms a request': LATENCY,
      'sequential s': of('sequential'),
      'apply s': of('clock'),
      'apply cpu s': of('cpu'),
      'apply MB': of('peakMB'),
      'plan s': of('plan'),
      'again s': of('again'),
      faster: round(of('sequential') / of('clock')),
    },
  ]
}

if (process.argv[1]?.endsWith('/apply.mjs')) console.table(await measureApply())
