// All measurements, one after the other, each in a process of its own:
// npm run bench, or npm run bench -- access.mjs for one of them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const ALL = [
  'start.mjs',
  'access.mjs',
  'guardrails.mjs',
  'solver.mjs',
  'lint.mjs',
  'plan.mjs',
  'apply.mjs',
  'adopt.mjs',
  'ledger.mjs',
  'replay.mjs',
  'page.mjs',
  'evidence.mjs',
  'fleet.mjs',
  'evidence-apply.mjs',
]
const named = process.argv.slice(2)

let status = 0
for (const name of named.length > 0 ? named : ALL.filter((file) => existsSync(`bench/${file}`))) {
  console.log(`\n${name}`)
  const run = spawnSync(process.execPath, ['--expose-gc', `bench/${name}`], { stdio: 'inherit' })
  status ||= run.status ?? 1
}
process.exitCode = status
