// Guardrails in memory: 1,000 of them against 1,000 policies with hosts of their
// own, and 200 rules with two * each replaced by one. Run by bench/run.mjs, or
// alone: node bench/guardrails.mjs
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

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
      const start = process.hrtime.bigint()
      ask(loaded)
      return Number(process.hrtime.bigint() - start) / 1e6
    })
    return { question, 'first ms': Math.round(times[0]), 'best ms': Math.round(Math.min(...times)) }
  })
}

if (process.argv[1]?.endsWith('guardrails.mjs')) console.table(await measureGuardrails())
