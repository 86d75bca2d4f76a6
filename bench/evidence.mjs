// What evidence costs: the statement of an apply of 100 changes, beside what
// the apply itself takes; and history and verify of a ledger of 1,000 applies.
// Run by bench/run.mjs, or alone: node bench/evidence.mjs
import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { deflateSync } from 'node:zlib'
import { build } from 'esbuild'

const SMALL = process.env.SMALL !== undefined
const APPLIES = SMALL ? 200 : 1_000
const POLICIES = 300
const CHANGES = 100
const OUTFILE = join('dist', 'bench-evidence.mjs')
const ENV = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' }
const ENTRY = [
  'git/repository',
  'git/read-chain',
  'git/tree-id',
  'git/commit',
  'git/ledger-message',
  'git/ledger-file',
  'git/write-ledger',
  'git/ledger',
  'evidence/envelope',
  'evidence/keys',
  'evidence/statement',
  'evidence/verify-chain',
  'evidence/history',
]

await build({
  stdin: { contents: ENTRY.map((name) => `export * from './src/${name}.ts'`).join('\n'), resolveDir: '.' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: OUTFILE,
  packages: 'external',
  logLevel: 'error',
})
const ours = await import(pathToFileURL(OUTFILE).href)
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = ours.signingKey(privateKey.export({ type: 'pkcs8', format: 'pem' }), 'KEY')
const trusted = ours.trustedKeys(publicKey.export({ type: 'spki', format: 'pem' }), 'key.pub')

const folder = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
try {
  await chainOfApplies(join(folder, 'chain'))
  await oneApply(join(folder, 'apply'))
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(OUTFILE, { force: true })
}

function specOf(policy, version) {
  const rules = Array.from({ length: 5 }, (_, rule) => ({
    permission: 'allow',
    operations: version % 2 === 0 ? ['GET'] : ['GET', 'POST'],
    resource: `https://api-${policy}.example.com/v${rule}/${version}/*`,
  }))
  return { policies: rules }
}

function nameOf(policy) {
  return `p${String(policy).padStart(3, '0')}`
}

function bindingsOf() {
  const agents = Array.from({ length: 100 }, (_, agent) => [
    `default/agent-${agent}`,
    [nameOf(agent), nameOf((agent * 7) % POLICIES), nameOf((agent * 13) % POLICIES)].sort(),
  ])
  return new Map(agents)
}

/** Objects are written as git stores them: a process each would be all that is measured. */
function writeObject(root, type, body) {
  const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
  const oid = createHash('sha1').update(bytes).digest('hex')
  const path = join(root, '.git/objects', oid.slice(0, 2), oid.slice(2))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, deflateSync(bytes, { level: 1 }))
  return oid
}

function writeTree(root, entries) {
  const body = Buffer.concat(
    [...entries]
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      .flatMap(({ mode, path, oid }) => [
        Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`),
        Buffer.from(oid, 'hex'),
      ]),
  )
  return writeObject(root, 'tree', body)
}

function keyOf({ mode, path }) {
  return mode === '040000' ? `${path}/` : path
}

async function chainOfApplies(root) {
  execFileSync('git', ['init', '-q', '-b', 'main', root], { env: ENV })
  const blob = (text) => writeObject(root, 'blob', Buffer.from(text))
  const file = (path, text) => ({ mode: '100644', path, oid: blob(text) })
  const bindings = bindingsOf()
  const agents = [...bindings].map(([agent, policies]) => ({ agent, policies }))
  const bindingsText = `${JSON.stringify({ agents }, null, 2)}\n`
  const fixed = [file(ours.FORMAT_FILE, ours.FORMAT_TEXT), file('bindings.json', bindingsText)]
  const policies = new Map()
  const files = new Map()
  let before = null
  for (let apply = 0; apply < APPLIES; apply += 1) {
    const changed = apply === 0 ? Array.from({ length: POLICIES }, (_, one) => one) : [apply % POLICIES]
    const held = new Map(policies)
    for (const one of changed) {
      const [name, spec] = [nameOf(one), specOf(one, apply)]
      policies.set(name, spec)
      files.set(name, file(`${name}.json`, `${JSON.stringify({ name, spec }, null, 2)}\n`))
    }
    const after = { policies: new Map(policies), pending: new Map(), bindings, config: null, review: null }
    const oid = writeTree(root, [...files.values()])
    const own = [...fixed, { mode: '040000', path: 'policies', oid }]
    const at = new Date(Date.UTC(2024, 0, 1, apply))
    const said = messageOf(at)
    const trailers = ours.ledgerTrailers(said)
    const message = ours.commitMessage({ subject: 'Apply 1 change to production', body: '', trailers })
    const by = 'bench <bench@example.com>'
    const contents = before === null ? null : { policies: held, bindings }
    const payload = ours.statementText({
      tree: ours.treeId('sha1', own),
      policies: oid,
      bindings: bindingsText,
      before: before === null ? null : { revision: before, contents },
      joined: [],
      after,
      run: null,
      author: null,
      head: { message, by },
      at: said.appliedAt,
      said: ours.trailerFacts(said),
    })
    const tree = writeTree(root, [...own, file(ours.EVIDENCE_FILE, ours.sealed(payload, key))])
    const stamp = `${by} ${at.getTime() / 1000} +0000`
    const parent = before === null ? '' : `parent ${before}\n`
    const text = `tree ${tree}\n${parent}author ${stamp}\ncommitter ${stamp}\n\n${message}`
    before = writeObject(root, 'commit', Buffer.from(text))
  }
  execFileSync('git', ['-C', root, 'update-ref', 'refs/policyctl/ledger/production', before], { env: ENV })
  execFileSync('git', ['-C', root, 'repack', '-adq'], { env: ENV })
  await measure(root, before)
}

function messageOf(at) {
  return {
    format: '2',
    deed: 'apply',
    target: 'production',
    endpoint: 'https://acme.runagents.io/api/v1',
    namespace: null,
    folder: '',
    commit: null,
    uncommitted: null,
    config: null,
    appliedAt: at.toISOString(),
    plan: 'sha256:00',
    overrides: '',
    reason: null,
    actor: 'bench',
    run: null,
    lock: null,
    counts: 'updated=1',
    tool: 'policyctl bench',
  }
}

async function measure(root, newest) {
  const { git } = await ours.openRepository({ root, env: ENV })
  const [reading, commits] = await timed(() => ours.readChain(git, newest))
  const question = { commits, trusted, anchors: [], required: ['signatures'] }
  const [verifying, verified] = await timed(() => ours.verifyChain(question))
  if (verified.some(({ broken }) => broken.length > 0))
    throw new Error(
      `an honest chain is broken: ${JSON.stringify(verified.find((one) => one.broken.length > 0).broken)}`,
    )
  const [comparing, changes] = await timed(() =>
    ours.historyOf(commits, { names: [], agents: null, request: null }),
  )
  const request = { method: 'POST', pattern: 'https://api-7.example.com/*' }
  const [focused] = await timed(() => ours.historyOf(commits, { names: [], agents: null, request }))
  console.log(`${APPLIES} applies of ${POLICIES} policies, ${changes.length} that changed access`)
  console.log(`  reading             ${seconds(reading)}`)
  console.log(`  verify (with it)    ${seconds(reading + verifying)}   wanted: 60 s for 1,000`)
  console.log(`  history (with it)   ${seconds(reading + comparing)}   wanted: 10 s for 1,000`)
  console.log(`  --request (with it) ${seconds(reading + focused)}`)
}

/** The ledger's commit with and without its statement, by turns. */
async function oneApply(root) {
  execFileSync('git', ['init', '-q', '-b', 'main', root], { env: ENV })
  const repository = await ours.openRepository({ root, env: ENV })
  const clock = { now: () => new Date(), elapsed: () => 0, sleep: async () => {} }
  const { signal } = new AbortController()
  const bindings = bindingsOf()
  const place = {
    repository,
    remote: null,
    target: 'production',
    endpoint: 'https://acme.runagents.io/api/v1',
    namespace: null,
    folder: '',
    config: null,
    tool: 'policyctl bench',
    waiting: { clock, stop: signal, kill: signal },
  }
  const attest = async (record) => ours.sealed(ours.statementText(record), key)
  const ways = {
    without: { ...place, ledger: 'without' },
    with: { ...place, ledger: 'with', evidence: { attest, isSigned: true, onUnsigned: () => {} } },
  }
  const samples = { without: [], with: [] }
  for (let round = 0; round < 6; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const base = round === 0 ? null : await ours.readLedger(way)
      const changed = Array.from({ length: round === 0 ? POLICIES : CHANGES }, (_, one) => one)
      const settled = new Map(changed.map((one) => [nameOf(one), specOf(one, round)]))
      const write = {
        ...{ base, settled, pending: new Map(), shown: new Map(), bindings, deed: 'apply', commit: null },
        ...{
          subject: 'Apply',
          body: '',
          plan: null,
          counts: {},
          at: new Date(),
          lock: null,
          hasWritten: true,
        },
      }
      const [took] = await timed(() => ours.writeLedger(way, write))
      if (round > 0) samples[name].push(took)
    }
  }
  const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1]
  const [without, withIt] = [median(samples.without), median(samples.with)]
  console.log(`the ledger's commit after ${CHANGES} changes of ${POLICIES} policies`)
  console.log(
    `  without a statement ${Math.round(without)} ms, with it ${Math.round(withIt)} ms: ${Math.round(withIt - without)} ms more`,
  )
}

async function timed(work) {
  const from = process.hrtime.bigint()
  const result = await work()
  return [Number(process.hrtime.bigint() - from) / 1e6, result]
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
