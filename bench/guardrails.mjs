// Guardrails in memory: 1,000 of them against 1,000 policies with hosts of their
// own, and 200 rules with two * each replaced by one. Run by bench/run.mjs, or
// alone: node bench/guardrails.mjs
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { timed } from './timed.mjs'

const COUNT = 1000
const ROUNDS = 3

function numbers(count) {
  return Array.from({ length: count }, (_, index) => index)
}

async function engine() {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const [entry, outfile] = [join(folder, 'entry.ts'), join(folder, 'engine.mjs')]
  const names = ['compare/compare.ts', 'questions/guardrails.ts']
  writeFileSync(entry, names.map((name) => `export * from '${resolve('src/access', name)}'\n`).join(''))
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node' })
  const loaded = await import(pathToFileURL(outfile))
  rmSync(folder, { recursive: true })
  return loaded
}

function sideOf(policies) {
  return { policies: new Map(policies.map((spec, index) => [`p${index}`, spec])), bindings: new Map() }
}

const allow = (resource, operations) => ({ permission: 'allow', operations, resource })

/** Each call gets what it has not seen, so that nothing is remembered. */
const QUESTIONS = {
  '1,000 guardrails on 1,000 policies': ({ checkGuardrails }) => {
    const side = sideOf(
      numbers(COUNT).map((index) => ({ policies: [allow(`https://h${index}.example/v1/*`, ['GET'])] })),
    )
    const guardrails = numbers(COUNT).map((index) => ({
      name: `g${index}`,
      on: { operations: ['POST'], resource: `https://h${index}.example/*` },
      never: 'allow',
    }))
    const proven = checkGuardrails(guardrails, side).filter(({ result }) => result === 'proven').length
    if (proven !== COUNT) throw new Error(`${proven} proven`)
  },
  '200 rules with two * become one': ({ compareAccess }) => {
    const rules = numbers(200).map((index) => allow(`https://h/v1/*/regions/*/kind${index}/*`, ['GET']))
    const wide = [allow('https://h/v1/*/regions/*/*', ['GET'])]
    const regions = compareAccess(sideOf([{ policies: rules }]), sideOf([{ policies: wide }]))
    if (regions.length !== 1) throw new Error(`${regions.length} regions`)
  },
}

export async function measureGuardrails() {
  const loaded = await engine()
  return Object.entries(QUESTIONS).map(([question, ask]) => {
    const times = numbers(ROUNDS).map(() => {
      const cpu = process.cpuUsage()
      const start = process.hrtime.bigint()
      ask(loaded)
      const { user, system } = process.cpuUsage(cpu)
      return { clock: Number(process.hrtime.bigint() - start) / 1e6, cpu: (user + system) / 1e3 }
    })
    const best = (field) => Math.round(Math.min(...times.map((one) => one[field])))
    return {
      question,
      'first cpu ms': Math.round(times[0].cpu),
      'best cpu ms': best('cpu'),
      'best ms': best('clock'),
    }
  })
}

/** The command line on a folder of policies, with guardrails and without, by turns. */
export function measureLint() {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const projects = { theirs: 0, ours: 100 }
  for (const [name, guardrails] of Object.entries(projects)) lintedProject(join(folder, name), guardrails)
  const command = (name) => ({
    command: process.execPath,
    args: [resolve('dist/cli.js'), 'lint', '--format', 'json'],
    cwd: join(folder, name),
    env: { ...process.env, XDG_CACHE_HOME: join(folder, `${name}-cache`) },
  })
  // Nothing is remembered of a run before, of neither.
  const before = () => {
    for (const name of Object.keys(projects))
      rmSync(join(folder, `${name}-cache`), { recursive: true, force: true })
  }
  const { theirs, ours, ratio } = timed(command('theirs'), command('ours'), { rounds: 5, before })
  rmSync(folder, { recursive: true })
  return [{ question: 'lint of 1,000 policies', 'without ms': theirs, 'with 100 guardrails ms': ours, ratio }]
}

function lintedProject(root, count) {
  mkdirSync(join(root, 'policies'), { recursive: true })
  for (const index of numbers(COUNT)) {
    const rules = ['GET', 'HEAD', 'OPTIONS'].map(
      (method) =>
        `    - { permission: allow, operations: [${method}], resource: "https://h${index}.example/v1/*" }`,
    )
    writeFileSync(
      join(root, 'policies', `p${index}.yaml`),
      `name: p${index}\nspec:\n  policies:\n${rules.join('\n')}\n`,
    )
  }
  const guardrails = numbers(count).map(
    (index) =>
      `  - { name: g${index}, on: { operations: [POST], resource: "https://h${index * 10}.example/*" }, never: allow }`,
  )
  const config = count === 0 ? 'version: 1\n' : `version: 1\nguardrails:\n${guardrails.join('\n')}\n`
  writeFileSync(join(root, 'policyctl.yaml'), config)
}

if (process.argv[1]?.endsWith('guardrails.mjs')) {
  console.table(await measureGuardrails())
  console.table(measureLint())
}
