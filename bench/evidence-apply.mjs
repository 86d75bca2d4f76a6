// What evidence adds to an apply of 100 changes of 300 policies: processor time
// of the command line, git's included, with statements and built without them,
// by turns. Run by bench/run.mjs, or alone: node bench/evidence-apply.mjs
import { execFileSync, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { startEmulator } from '../dist/index.js'

const POLICIES = 300
const CHANGES = 100
const AGENTS = 100
const ROUNDS = Number(process.env.ROUNDS ?? 7)
/** A share above this is too much. */
const WANTED = 0.1

const STRANGER = 'unmanaged'
const KEY = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })

/** Live is what the ledger has, to the letter; or it has a policy besides, which half of the agents have. */
const CASES = [
  { name: 'live is as the ledger has it', hasStranger: false },
  { name: 'half the agents have an unmanaged policy', hasStranger: true },
]

/** The command line, with and without what writes statements. */
async function commandLine(outdir, isAttesting) {
  const silent = {
    name: 'without-statements',
    setup: ({ onLoad }) =>
      onLoad({ filter: /workbench[/\\]attestation\.ts$/ }, () => ({
        contents: 'export const attestationOf = () => undefined',
      })),
  }
  await build({
    entryPoints: { cli: 'src/cli.ts' },
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    define: { __POLICYCTL_VERSION__: '"0.0.0"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
    plugins: isAttesting ? [] : [silent],
    logLevel: 'error',
  })
  return resolve(outdir, 'cli.js')
}

function nameOf(policy) {
  return `p${String(policy).padStart(3, '0')}`
}

function specOf(policy, version) {
  const resource = (rule) => `https://api-${policy}.example.com/v${rule}/${version}/*`
  const operations = version % 2 === 0 ? ['GET'] : ['GET', 'POST']
  return {
    policies: [0, 1, 2, 3, 4].map((rule) => ({ permission: 'allow', operations, resource: resource(rule) })),
  }
}

function bindingsOf(hasStranger) {
  return Array.from({ length: AGENTS }, (_, agent) => {
    const policies = new Set([agent, (agent * 7) % POLICIES, (agent * 13) % POLICIES].map(nameOf))
    if (hasStranger && agent % 2 === 0) policies.add(STRANGER)
    return [...policies].map((policy) => ({ policy, agent: `default/agent-${agent}` }))
  }).flat()
}

class Project {
  constructor(cli, folder, server) {
    Object.assign(this, { cli, folder, server })
    this.env = { PATH: process.env.PATH, HOME: folder, RUNAGENTS_API_KEY: 'key', BENCH_KEY: KEY }
  }

  static async open(cli, folder, { hasStranger }) {
    mkdirSync(join(folder, 'policies'), { recursive: true })
    const policies = Array.from({ length: POLICIES }, (_, one) => ({
      name: nameOf(one),
      spec: specOf(one, 0),
    }))
    const stranger = {
      name: STRANGER,
      spec: { policies: [{ permission: 'deny', resource: 'https://x.example.com/*' }] },
    }
    const data = {
      formatVersion: 1,
      policies: hasStranger ? [...policies, stranger] : policies,
      bindings: bindingsOf(hasStranger),
    }
    const server = await startEmulator({ file: null, data })
    const target = `targets: { bench: { endpoint: "${server.url}/api/v1" } }`
    writeFileSync(join(folder, 'policyctl.yaml'), `version: 1\n${target}\nevidence: { key: BENCH_KEY }\n`)
    execFileSync('git', ['init', '-q', folder])
    const project = new Project(cli, folder, server)
    project.write(POLICIES, 0)
    await project.apply()
    return project
  }

  write(count, version) {
    for (let one = 0; one < count; one += 1) {
      const text = JSON.stringify({ name: nameOf(one), spec: specOf(one, version) })
      writeFileSync(join(this.folder, 'policies', `${nameOf(one)}.json`), text)
    }
    const git = (...args) => execFileSync('git', args, { cwd: this.folder, env: this.env })
    git('add', '--all', 'policies', 'policyctl.yaml')
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', `version ${version}`)
  }

  /** Processor seconds of one apply and of all that it starts. */
  apply() {
    const script = '"$@" >/dev/null 2>"$HOME/.errors"; status=$?; times; exit $status'
    const args = ['apply', '--yes', '--target', 'bench', '--format', 'json']
    const command = ['-c', script, 'bash', process.execPath, this.cli, ...args]
    return new Promise((done, fail) => {
      const child = spawn('bash', command, { cwd: this.folder, env: this.env })
      let out = ''
      child.stdout.on('data', (chunk) => {
        out += chunk
      })
      child.on('close', (status) => {
        if (status !== 0) return fail(new Error(`apply ended with ${status}; see ${this.folder}/.errors`))
        const [, children = ''] = out.trim().split('\n')
        const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)]
        return done(times.reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0))
      })
    })
  }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
}

async function measured(clis, folder, one) {
  const projects = []
  for (const [name, cli] of Object.entries(clis))
    projects.push(await Project.open(cli, join(folder, `${one.hasStranger}-${name}`), one))
  const samples = projects.map(() => [])
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const [index, project] of projects.entries()) {
      project.write(CHANGES, round)
      samples[index].push(await project.apply())
    }
  for (const { server } of projects) await server.close()
  const [without, withIt] = samples.map(median)
  return {
    case: one.name,
    without: Math.round(without * 1000),
    with: Math.round(withIt * 1000),
    more: Number(((withIt - without) / without).toFixed(3)),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
const dist = mkdtempSync(join('dist', 'bench-'))
try {
  const clis = {
    without: await commandLine(join(dist, 'without'), false),
    with: await commandLine(join(dist, 'with'), true),
  }
  const rows = []
  for (const one of CASES) rows.push(await measured(clis, folder, one))
  console.log(
    `processor time of an apply of ${CHANGES} changes of ${POLICIES} policies in ms, medians of ${ROUNDS}, by turns`,
  )
  console.table(rows)
  if (rows.some(({ more }) => more > WANTED)) process.exitCode = 1
} finally {
  if (process.env.KEEP === undefined) rmSync(folder, { recursive: true, force: true })
  else console.log(folder)
  rmSync(dist, { recursive: true, force: true })
}
