// Holds what this build says against what the build of an older checkout says,
// byte for byte: comparisons of random worlds in memory; the documents of lint,
// plan and apply of a corpus by the command line, and what an apply leaves in
// the workspace. Messages and hints are left out: their words may change.
//
//   git worktree add ../older 6ac22e9 && (cd ../older && npm ci && npm run build)
//   node bench/equal.mjs ../older
//
// WORLDS=2000 says how many worlds, SEED=7 with which it begins.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { project } from './plan.mjs'

const WORLDS = Number(process.env.WORLDS ?? 2_000)
const SEED = Number(process.env.SEED ?? 7)
const POLICIES = Number(process.env.POLICIES ?? 120)
const [, script, checkout] = process.argv

function randomOf(seed) {
  let state = Math.imul(seed, 2654435761) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const HOSTS = ['a.example.com', 'b.example.com', '*.example.com', 'api-*.example.com', 'c.test:8443', '*']
const PATHS = ['', '*', 'v1/*', 'v1/admin/*', 'v1/x', 'v*/x/*', 'a/../b', 'V1/*', 'v1/*/end']
const METHODS = [undefined, [], ['GET'], ['get', 'HEAD'], ['POST', 'PUT'], ['*'], ['PURGE']]
const TAGS = [undefined, undefined, undefined, ['t1'], ['t1', 't2'], ['t3']]

function ruleOf(random, hosts) {
  const pick = (list) => list[random(list.length)]
  const resource =
    random(12) === 0 ? undefined : `${pick(['https', 'https', 'http'])}://${hosts(pick)}/${pick(PATHS)}`
  const rule = {
    permission: pick(['allow', 'allow', 'approval_required', 'deny']),
    operations: pick(METHODS),
    resource,
    tags: pick(TAGS),
  }
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))
}

function specOf(random) {
  const pick = (list) => list[random(list.length)]
  const isLarge = random(25) === 0
  const hosts = isLarge ? () => `h${random(40)}.example.com` : (from) => from(HOSTS)
  const policies = Array.from({ length: 1 + random(isLarge ? 700 : 12) }, () => ruleOf(random, hosts))
  if (random(2) === 0) return { policies }
  const route = {
    name: 'r',
    approvers: { groups: [pick(['g', 'h'])] },
    defaultDuration: pick(['1h', '60m', '4h']),
  }
  return {
    policies,
    approvals: random(3) === 0 ? [{ ...route, resource: 'https://a.example.com/*' }, route] : [route],
  }
}

/** Some policies are as before, some have other rules, some come and some go; so do bindings. */
function worldOf(seed) {
  const random = randomOf(seed)
  const names = Array.from({ length: 1 + random(5) }, (_, index) => `p${index}`)
  const before = new Map(names.flatMap((name) => (random(6) === 0 ? [] : [[name, specOf(random)]])))
  const after = new Map(names.flatMap((name) => changed(random, name, before.get(name))))
  const bound = () => names.filter(() => random(2) === 0)
  const agents = Array.from({ length: random(4) }, (_, index) => `ns/a${index}`)
  const was = new Map(agents.map((agent) => [agent, bound()]))
  const is = random(3) === 0 ? new Map(agents.map((agent) => [agent, bound()])) : was
  const focus =
    random(4) === 0
      ? { method: ['GET', '*', 'POST'][random(3)], pattern: 'https://a.example.com/v1/*' }
      : null
  return [{ policies: before, bindings: was }, { policies: after, bindings: is }, focus]
}

function changed(random, name, spec) {
  const fate = random(6)
  if (fate === 0) return []
  if (spec === undefined || fate === 1) return [[name, specOf(random)]]
  if (fate === 2) return [[name, spec]]
  const policies = [...spec.policies]
  for (let edit = 0; edit < 1 + random(3); edit += 1)
    policies.splice(
      random(policies.length),
      random(2),
      ...(random(2) === 0 ? [] : [ruleOf(random, (from) => from(HOSTS))]),
    )
  if (fate === 3) policies.reverse()
  return [[name, { ...spec, policies }]]
}

async function engineOf(root, folder, name) {
  const outfile = join(folder, `${name}.mjs`)
  const entryPoints = [join(root, 'src/access/compare/compare.ts')]
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node' })
  return import(pathToFileURL(outfile))
}

/** A question that has no answer has its reason. */
function answer({ compareAccess }, world) {
  try {
    return JSON.stringify(compareAccess(...world))
  } catch (error) {
    return `${error.code}`
  }
}

async function equalWorlds(folder) {
  const [older, here] = [await engineOf(checkout, folder, 'older'), await engineOf('.', folder, 'here')]
  let [regions, answeredHereAlone] = [0, 0]
  for (let seed = SEED; seed < SEED + WORLDS; seed += 1) {
    const [theirs, ours] = [answer(older, worldOf(seed)), answer(here, worldOf(seed))]
    // The older build may have given a comparison up that has an answer here; never the other way.
    if (theirs === 'policies-entangled' && ours.startsWith('[')) answeredHereAlone += 1
    else if (theirs !== ours) throw new Error(`world ${seed} (WORLDS=1 SEED=${seed}):\n${theirs}\n${ours}`)
    regions += theirs.split('"resource"').length - 1
  }
  return { regions, answeredHereAlone }
}

function outputOf(cli, folder, args) {
  const env = { PATH: process.env.PATH, HOME: join(folder, '.home'), RUNAGENTS_API_KEY: 'key' }
  return new Promise((done) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, env, maxBuffer: 2 ** 30 }, (error, stdout) =>
      done({ status: error?.code ?? 0, document: JSON.parse(withoutTimes(stdout), withoutWords) }),
    )
  })
}

function withoutWords(key, value) {
  return key === 'message' || key === 'hint' ? undefined : value
}

/** Times and ports are those of the run. */
function withoutTimes(text) {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
}

const RUNS = [
  ['lint', '--format', 'json'],
  ['plan', '--target', 'bench', '--format', 'json'],
  ['apply', '--yes', '--target', 'bench', '--format', 'json'],
  ['plan', '--target', 'bench', '--format', 'json'],
]

async function outputsOf(cli) {
  const { folder, server, close } = await project(POLICIES, Math.ceil(POLICIES / 3))
  const outputs = []
  for (const args of RUNS) outputs.push(await outputOf(cli, folder, args))
  const list = await fetch(`${server.url}/api/v1/policies`, { headers: { authorization: 'Bearer key' } })
  outputs.push(await list.text())
  await close()
  return outputs.map((one) => JSON.stringify(one).replaceAll(folder, 'FOLDER'))
}

/** The place where two texts part, from both. */
function firstDifference(theirs, ours) {
  const at = [...theirs].findIndex((character, index) => character !== ours[index])
  const place = (text) => text.slice(Math.max(0, at - 100), at + 100)
  return `${place(theirs)}\n${place(ours)}`
}

if (script?.endsWith('equal.mjs')) {
  if (checkout === undefined) throw new Error('name the folder of the older checkout')
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const { regions, answeredHereAlone } = await equalWorlds(folder)
  rmSync(folder, { recursive: true })
  console.log(
    `${WORLDS} worlds, ${regions} regions: equal; ${answeredHereAlone} worlds are answered here alone`,
  )
  const theirs = await outputsOf(resolve(checkout, 'dist/cli.js'))
  const ours = await outputsOf(resolve('dist/cli.js'))
  for (const [index, text] of theirs.entries()) {
    const name = RUNS[index]?.join(' ') ?? 'the workspace at the end'
    if (text !== ours[index]) throw new Error(`${name}: ${firstDifference(text, ours[index])}`)
  }
  console.log(`lint, plan and apply of ${POLICIES} policies, and the workspace at the end: equal`)
}
