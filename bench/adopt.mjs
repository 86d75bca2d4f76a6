// Takes 50 embedded workspaces of about 490 policies each over, made from a
// known base, shared layers, maps and 300 changes: layers are inferred, files
// written, ledgers started, and a plan is made for each.
// Run by bench/run.mjs, or alone: node bench/adopt.mjs
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const OUTFILE = join('dist', 'bench-fleet.mjs')
const MOST = { seconds: 30, megabytes: 500, size: 1.1 }

await build({
  entryPoints: ['test/fleet/infer/known-fleet.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: OUTFILE,
  logLevel: 'error',
})
const { knownFleet } = await import(pathToFileURL(OUTFILE).href)
const root = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
try {
  const { copies, size } = knownFleet(7, { regions: 17, policies: 490, changes: 300 })
  writeFleet(copies.slice(0, 50))
  const measured = adopted()
  const { fleet } = measured.document
  const found = fleet.layers.reduce((sum, { policies }) => sum + policies.length, 0)
  const lines = found + fleet.maps.length + fleet.without.length
  const pending = fleet.proof.plans.filter(({ steps, error }) => steps.length > 0 || error !== null)
  const { seconds, processor, megabytes } = measured
  console.log(
    `50 targets, ${copies.slice(0, 50).reduce((sum, { policies }) => sum + policies.size, 0)} policies: ${seconds} s (at most ${MOST.seconds}), ${processor} s of processor time, ${megabytes} MB (at most ${MOST.megabytes})`,
  )
  console.log(
    `size ${lines}, made from ${size}: ${(lines / size).toFixed(2)} (at most ${MOST.size}); plans that are not empty: ${pending.length}`,
  )
  if (lines > MOST.size * size || pending.length > 0) process.exitCode = 1
} finally {
  rmSync(root, { recursive: true, force: true })
  rmSync(OUTFILE, { force: true })
}

function writeFleet(copies) {
  mkdirSync(join(root, '.policyctl'))
  for (const { name, policies } of copies)
    writeFileSync(
      join(root, `.policyctl/${name}.json`),
      JSON.stringify({
        formatVersion: 1,
        policies: [...policies].map(([policy, spec]) => ({ name: policy, spec })),
        bindings: [],
      }),
    )
  const lines = copies.map(({ name }) => `  ${name}: { embedded: .policyctl/${name}.json }\n`)
  writeFileSync(join(root, 'policyctl.yaml'), `version: 1\ntargets:\n${lines.join('')}`)
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root })
  git('init', '-q', '-b', 'main')
  git('add', 'policyctl.yaml')
  git('commit', '-qm', 'Start')
}

function adopted() {
  const start = process.hrtime.bigint()
  const script = `process.argv = [process.argv[0], ${JSON.stringify(resolve('dist/cli.js'))}, 'adopt', '--target', '*', '--format', 'json']
process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write('\\nused ' + JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime })) })
await import(${JSON.stringify(pathToFileURL(resolve('dist/cli.js')).href)})`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { PATH: process.env.PATH, HOME: root },
  })
  if (status !== 0) throw new Error(`adopt ended with ${status}: ${stderr.slice(-2_000)}`)
  const used = JSON.parse(stderr.slice(stderr.lastIndexOf('\nused ') + 6))
  return {
    document: JSON.parse(stdout),
    seconds: Number((Number(process.hrtime.bigint() - start) / 1e9).toFixed(1)),
    processor: Number((used.cpu / 1e6).toFixed(1)),
    megabytes: Math.round(used.maxRSS / 1024),
  }
}
