// A plan of a whole workspace, with a ledger of as many policies, against lint
// of the same files, nothing cached, through the bundled command line, by turns;
// and how many requests it makes. Run by bench/run.mjs, or alone:
// node bench/plan.mjs
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startEmulator } from '../dist/index.js'

const SIZES = process.env.SMALL ? [300] : [1_000, 10_000]
const CHANGED = 20
const ROUNDS = Number(process.env.ROUNDS ?? 3)
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

/** Writes the peak of the process's memory on standard error, in kilobytes. */
const PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`

/**
 * One run: seconds on the clock, of the processor (git's included), of git on
 * the clock, and megabytes at most.
 *
 * @throws where the exit status is not 0.
 */
export function spent(folder, args) {
  const trace = join(folder, '.git-trace')
  rmSync(trace, { force: true })
  const env = { PATH: process.env.PATH, HOME: folder, RUNAGENTS_API_KEY: 'key', GIT_TRACE2_EVENT: trace }
  const script = '"$@" >/dev/null; status=$?; times; exit $status'
  const command = ['-c', script, 'bash', process.execPath, '--import', PEAK, CLI, ...args]
  const from = process.hrtime.bigint()
  return new Promise((done, fail) => {
    execFile('bash', command, { cwd: folder, env }, (error, stdout, stderr) => {
      if (error !== null) return fail(new Error(`policyctl ${args[0]}: ${stderr}`))
      const [, children = ''] = stdout.trim().split('\n')
      const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
      done({
        clock: Number(process.hrtime.bigint() - from) / 1e9,
        cpu: parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0),
        git: gitSeconds(trace),
        peakMB: Math.round(Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024),
      })
    })
  })
}

/** Of all processes that the command line started; those that git starts run meanwhile. */
function gitSeconds(trace) {
  if (!existsSync(trace)) return 0
  const events = readFileSync(trace, 'utf8').split('\n').filter(Boolean).map(JSON.parse)
  return events
    .filter(({ event, sid }) => event === 'exit' && !sid.includes('/'))
    .reduce((sum, { t_abs: seconds }) => sum + seconds, 0)
}

/** A project with a ledger of all its policies, in so many of which a commit has changed the files since. */
export async function projectWithLedger(policies, changed, options = {}) {
  const { folder, ...rest } = await project(policies, 0, options)
  const git = (...args) =>
    execFileSync('git', args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } })
  writeFileSync(join(folder, '.gitignore'), '.*\n')
  git('init', '--quiet')
  git('config', 'user.name', 'bench')
  git('config', 'user.email', 'bench@example.com')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'policies')
  await timed(folder, ['apply', '--yes', '--target', 'bench', '--format', 'json'])
  for (let index = 0; index < changed; index += 1)
    writeFileSync(
      join(folder, 'policies', `policy-${index}.yaml`),
      yamlOf(`policy-${index}`, specOf(index + policies)),
    )
  git('commit', '--quiet', '--all', '--message', 'changes')
  return { folder, ...rest }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
const round = (number) => Number(number.toPrecision(3))

/** By turns, medians; nothing is cached from the run before. */
export async function measurePlan() {
  const rows = []
  for (const policies of SIZES) {
    let requests = 0
    const { folder, close } = await projectWithLedger(policies, CHANGED, {
      onRequest: () => {
        requests += 1
      },
    })
    const samples = { lint: [], plan: [] }
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      rmSync(join(folder, '.cache'), { recursive: true, force: true })
      samples.lint.push(await spent(folder, ['lint', '--quiet', '--format', 'json']))
      rmSync(join(folder, '.cache'), { recursive: true, force: true })
      requests = 0
      samples.plan.push(await spent(folder, ['plan', '--target', 'bench', '--format', 'json']))
    }
    await close()
    const of = (run, field) => median(samples[run].map((sample) => sample[field]))
    const [lint, plan] = ['lint', 'plan'].map((run) => of(run, 'clock'))
    rows.push({
      policies,
      requests,
      'lint s': round(lint),
      'plan s': round(plan),
      'of it git s': round(of('plan', 'git')),
      'lint cpu s': round(of('lint', 'cpu')),
      'plan cpu s': round(of('plan', 'cpu')),
      'plan MB': of('plan', 'peakMB'),
      ratio: round(plan / lint),
      'without git': round((plan - of('plan', 'git')) / (lint - of('lint', 'git'))),
      'cpu ratio': round(of('plan', 'cpu') / of('lint', 'cpu')),
    })
  }
  return rows
}

if (process.argv[1]?.endsWith('/plan.mjs')) console.table(await measurePlan())
