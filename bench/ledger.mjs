// What git costs at 10,000 policies: ledger, lock, and the files of a revision.
// The remote is a bare repository on the same disk, so that no network is in
// the numbers. Run by bench/run.mjs, or alone: node bench/ledger.mjs
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const { POLICIES, SMALL } = process.env
const SIZES = POLICIES ? [Number(POLICIES)] : SMALL ? [1_000] : [1_000, 10_000]
const RULES = 5
const ENV = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' }
const ENTRY = [
  'repository',
  'ledger',
  'write-ledger',
  'lock',
  'read-revision',
  'working-tree',
  'compare-checkout',
]
// Inside the repository, so that its packages are found.
const OUTFILE = join('dist', 'bench-ledger.mjs')

function git(cwd, ...args) {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0']
  return execFileSync('git', [...identity, ...args], { cwd, env: ENV, encoding: 'utf8' }).trim()
}

function specOf(seed) {
  const rules = Array.from({ length: RULES }, (_, rule) => ({
    permission: 'allow',
    operations: ['GET'],
    resource: `https://api-${seed}.example.com/v${rule}/*`,
  }))
  return { policies: rules }
}

/** A bare remote with a policy file each, and two clones of it. */
function repositories(policies) {
  const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  git(folder, 'init', '-q', '--bare', '-b', 'main', 'remote.git')
  git(folder, 'clone', '-q', `file://${join(folder, 'remote.git')}`, 'one')
  const root = join(folder, 'one')
  mkdirSync(join(root, 'policies'))
  for (let n = 0; n < policies; n += 1) {
    writeFileSync(join(root, `policies/p${n}.yaml`), JSON.stringify({ name: `p${n}`, spec: specOf(n) }))
  }
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'Policies')
  git(root, 'push', '-q', 'origin', 'HEAD:main')
  git(folder, 'clone', '-q', `file://${join(folder, 'remote.git')}`, 'two')
  return { folder, root, other: join(folder, 'two') }
}

async function timed(work) {
  const from = process.hrtime.bigint()
  const result = await work()
  return [Number(process.hrtime.bigint() - from) / 1e9, result]
}

function writing(base, settled) {
  const at = new Date()
  const none = {
    pending: new Map(),
    shown: new Map(),
    body: '',
    commit: null,
    plan: null,
    counts: {},
    lock: null,
  }
  const deed = 'apply'
  return { deed, base, settled, subject: 'Apply', at, hasWritten: true, ...none }
}

async function measure(api, policies) {
  const { folder, root, other } = repositories(policies)
  const [one, two] = [await placeOf(api, root), await placeOf(api, other)]
  const all = new Map(Array.from({ length: policies }, (_, n) => [`p${n}`, specOf(n)]))
  const some = new Map([...all.keys()].slice(0, 100).map((name, n) => [name, specOf(n + policies)]))
  const intent = new Map([...some].map(([n, s]) => [n, [s, all.get(n), null]]))
  const request = { intent, nonce: 'n', wait: 0 }
  const [first] = await timed(() => api.writeLedger(one, writing(null, all)))
  const [fetched] = await timed(() => api.readLedger(two))
  const [read, base] = await timed(() => api.readLedger(one))
  const [write] = await timed(() => api.writeLedger(one, writing(base, new Map([...all, ...some]))))
  const [lock] = await timed(async () => api.releaseLock(one, await api.acquireLock(one, request)))
  const { repository } = one
  const [revision] = await timed(() => api.readRevision(two.repository, { ref: 'HEAD', folder: 'policies' }))
  const files = new Set([...all.keys()].map((name) => `policies/${name}.yaml`))
  const disk = { folder: 'policies', files, told: [], others: [] }
  const [compare, comparison] = await timed(() => api.compareCheckout(repository, disk))
  const [state] = await timed(() => api.uncommittedFiles(repository, { paths: ['policies'], comparison }))
  const { partial, connections } = await partialClone(api, folder)
  rmSync(folder, { recursive: true, force: true })
  return { policies, first, fetched, read, write, lock, revision, compare, state, partial, connections }
}

/** A clone without contents, whose connections are counted: a look at the refs, and two fetches, however many policies. */
async function partialClone(api, folder) {
  const remote = join(folder, 'remote.git')
  git(remote, 'config', 'uploadpack.allowFilter', 'true')
  git(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(folder, 'clone', '-q', '--no-checkout', '--filter=blob:none', `file://${remote}`, 'partial')
  const [root, pack, packs] = ['partial', 'pack', 'packs'].map((name) => join(folder, name))
  writeFileSync(packs, '')
  writeFileSync(pack, `#!/bin/sh\necho pack >>'${packs}'\nexec git upload-pack "$@"\n`, { mode: 0o755 })
  git(root, 'config', 'remote.origin.uploadpack', pack)
  const place = await placeOf(api, root)
  const [partial] = await timed(() => api.readLedger(place))
  return { partial, connections: readFileSync(packs, 'utf8').split('\n').length - 1 }
}

async function placeOf(api, path) {
  const repository = await api.openRepository({ root: path, env: ENV })
  const clock = { now: () => new Date(), elapsed: () => 0, sleep: async () => {} }
  const { signal } = new AbortController()
  const owner = { endpoint: 'https://x.example/api', namespace: null, folder: '' }
  const name = { target: 'production', ledger: 'production' }
  const waiting = { clock, stop: signal, kill: signal }
  return { ...owner, ...name, repository, remote: 'origin', config: null, tool: 'bench', waiting }
}

/** @returns seconds by operation, a row a size. */
export async function measureLedger() {
  const contents = ENTRY.map((name) => `export * from './src/git/${name}.ts'`).join('\n')
  await build({
    stdin: { contents, resolveDir: '.' },
    outfile: OUTFILE,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  const api = await import(pathToFileURL(OUTFILE))
  rmSync(OUTFILE)
  const rows = []
  for (const policies of SIZES) rows.push(await measure(api, policies))
  return rows
}

if (process.argv[1]?.endsWith('ledger.mjs')) {
  const rows = await measureLedger()
  console.table(rows)
  // A look at the refs, the refs, and all contents at once.
  if (rows.some(({ connections }) => connections > 3)) process.exitCode = 1
}
