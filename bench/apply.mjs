// An apply of many changes to a server that takes its time, against one GET
// and one PUT after another, which is what the vendor's own client does. Run
// by bench/run.mjs, or alone: node bench/apply.mjs
import { project, specOf, timed } from './plan.mjs'

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

export async function measureApply() {
  const theirs = await project(CHANGES, CHANGES, { latency: LATENCY })
  const sequential = await oneAfterTheOther(theirs.server.url, CHANGES)
  await theirs.close()
  const ours = await project(CHANGES, CHANGES, { latency: LATENCY })
  const plan = await timed(ours.folder, ['plan', '--target', 'bench', '--format', 'json'])
  const apply = await timed(ours.folder, ['apply', '--yes', '--target', 'bench', '--format', 'json'])
  const again = await timed(ours.folder, ['apply', '--yes', '--target', 'bench', '--format', 'json'])
  await ours.close()
  return [{ changes: CHANGES, latency: LATENCY, sequential, apply, plan, again, faster: sequential / apply }]
}

if (process.argv[1]?.endsWith('apply.mjs')) console.table(await measureApply())
