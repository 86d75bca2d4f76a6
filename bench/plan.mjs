// A plan of a whole workspace against lint of the same files, cold and warm,
// through the bundled command line; and how many requests it makes. Run by
// bench/run.mjs, or alone: node bench/plan.mjs
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startEmulator } from '../dist/index.js'

const SIZES = process.env.SMALL ? [300] : [1_000, 10_000]
const CHANGED = 20
const CLI = resolve('dist/cli.js')

export function specOf(seed) {
  const host = `https://api-${seed}.example.com`
  return {
    policies: [
      { permission: 'allow', operations: ['GET'], resource: `${host}/v1/*` },
      { permission: 'approval_required', operations: ['POST', 'PUT'], resource: `${host}/v1/*` },
      { permission: 'deny', resource: `${host}/v1/admin/*` },
    ],
    approvals: [
      {
        name: 'writes',
        approvers: { groups: ['owners'] },
        defaultDuration: '4h',
        delivery: { connectors: ['slack'], mode: 'first_success', fallbackToUI: true },
      },
    ],
  }
}

/** A project whose workspace differs from its files in so many policies. */
export async function project(policies, changed, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  mkdirSync(join(folder, 'policies'))
  const names = Array.from({ length: policies }, (_, index) => `policy-${index}`)
  for (const [index, name] of names.entries())
    writeFileSync(join(folder, 'policies', `${name}.yaml`), yamlOf(name, specOf(index)))
  const live = names.map((name, index) => ({
    name,
    spec: specOf(index < changed ? index + policies : index),
  }))
  const server = await startEmulator({ file: null, data: { formatVersion: 1, policies: live }, ...options })
  const target = `targets: { bench: { endpoint: "${server.url}/api/v1" } }`
  writeFileSync(join(folder, 'policyctl.yaml'), `version: 1\n${target}\n`)
  const close = async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  }
  return { folder, server, close }
}

function yamlOf(name, { policies, approvals }) {
  const flow = (value) => JSON.stringify(value).replaceAll('"', "'")
  const rules = policies.map((rule) => `    - ${flow(rule)}`)
  const routes = approvals.map((route) => `    - ${flow(route)}`)
  return `name: ${name}\nspec:\n  policies:\n${rules.join('\n')}\n  approvals:\n${routes.join('\n')}\n`
}

/** Seconds of one run. @throws where the exit status is none of those. */
export function timed(folder, args, statuses = [0]) {
  const env = { PATH: process.env.PATH, HOME: folder, RUNAGENTS_API_KEY: 'key' }
  const from = process.hrtime.bigint()
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [CLI, ...args],
      { cwd: folder, env, maxBuffer: 2 ** 30 },
      (error, _out, stderr) => {
        const status = error?.code ?? 0
        if (!statuses.includes(status))
          fail(new Error(`policyctl ${args[0]} ended with ${status}: ${stderr}`))
        else done(Number(process.hrtime.bigint() - from) / 1e9)
      },
    )
  })
}

export async function measurePlan() {
  const rows = []
  for (const policies of SIZES) {
    let requests = 0
    const { folder, close } = await project(policies, CHANGED, {
      onRequest: () => {
        requests += 1
      },
    })
    const lintCold = await timed(folder, ['lint', '--quiet', '--format', 'json'])
    const planCold = await timed(folder, ['plan', '--target', 'bench', '--format', 'json'])
    const once = requests
    const lint = await timed(folder, ['lint', '--quiet', '--format', 'json'])
    const plan = await timed(folder, ['plan', '--target', 'bench', '--format', 'json'])
    await close()
    rows.push({ policies, requests: once, lintCold, planCold, lint, plan, ratio: planCold / lintCold })
  }
  return rows
}

if (process.argv[1]?.endsWith('plan.mjs')) console.table(await measurePlan())
