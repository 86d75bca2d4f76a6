// What one run costs: processor time of lint, plan and apply on the sample
// policies, git's included, against a build of an earlier commit, by turns.
// Run by bench/run.mjs, or alone: node bench/start.mjs
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Build A: the commit before the outer ring was rebuilt. */
const EARLIER = process.env.EARLIER ?? 'eb0b6a2'
const ROUNDS = Number(process.env.ROUNDS ?? 15)
/** A ratio within this is none. */
const NOISE = 1.1

const CASES = [
  { name: 'lint', args: ['lint'] },
  { name: 'plan', args: ['plan', '--target', 'local'] },
  { name: 'apply', args: ['apply', '--target', 'local', '--yes'] },
  { name: 'plan, nothing to do', isApplied: true, args: ['plan', '--target', 'local'] },
  { name: 'apply, nothing to do', isApplied: true, args: ['apply', '--target', 'local', '--yes'] },
]

/** The command line of an earlier commit, built once and kept. */
function builtAt(commit) {
  const folder = join(tmpdir(), `policyctl-build-${commit}`)
  const cli = join(folder, 'dist/cli.js')
  if (existsSync(cli)) return cli
  const draft = mkdtempSync(join(tmpdir(), 'policyctl-build-'))
  const archive = execFileSync('git', ['archive', commit], { maxBuffer: 2 ** 28 })
  execFileSync('tar', ['-x', '-C', draft], { input: archive })
  const run = (command, args) =>
    execFileSync(command, args, { cwd: draft, stdio: ['ignore', 'ignore', 'inherit'] })
  run('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'])
  run(process.execPath, ['build.mjs'])
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
  return cli
}

/** A clone of the sample project, as one build leaves it. */
function project(cli, isApplied) {
  const root = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  for (const path of ['policies', 'policyctl.yaml', 'schema'])
    cpSync(path, join(root, path), { recursive: true })
  writeFileSync(join(root, '.gitignore'), '.policyctl/\n')
  mkdirSync(join(root, '.home'))
  const env = environment(root)
  const git = (...args) => execFileSync('git', args, { cwd: root, env, stdio: 'ignore' })
  git('init', '--quiet')
  git('add', '--all', ':!.home')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'samples')
  if (isApplied) seconds(cli, ['apply', '--target', 'local', '--yes'], root)
  return root
}

function environment(root) {
  return { PATH: process.env.PATH, HOME: join(root, '.home') }
}

/** Processor seconds of one run and of all that it starts. */
function seconds(cli, args, cwd) {
  const script = '"$@" >/dev/null 2>&1; status=$?; times; exit $status'
  const command = ['-c', script, 'bash', process.execPath, cli, ...args]
  const { status, stdout } = spawnSync('bash', command, { cwd, env: environment(cwd), encoding: 'utf8' })
  if (status !== 0) throw new Error(`${cli} ${args.join(' ')} ended with ${status}`)
  const [, children = ''] = stdout.trim().split('\n')
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, m, s]) => sum + Number(m) * 60 + Number(s),
    0,
  )
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
}

function measured({ name, args, isApplied = false }, builds) {
  const samples = builds.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, cli] of builds.entries()) {
      const root = project(cli, isApplied)
      samples[index].push(seconds(cli, args, root))
      rmSync(root, { recursive: true })
    }
  const [earlier, now] = samples.map(median)
  return {
    run: name,
    earlier: Math.round(earlier * 1000),
    now: Math.round(now * 1000),
    ratio: Number((now / earlier).toFixed(2)),
  }
}

export function measureStart() {
  const builds = [builtAt(EARLIER), resolve('dist/cli.js')]
  return CASES.map((one) => measured(one, builds))
}

if (process.argv[1]?.endsWith('start.mjs')) {
  const rows = measureStart()
  console.log(`processor time in milliseconds, medians of ${ROUNDS}, by turns; earlier: ${EARLIER}`)
  console.table(rows)
  if (rows.some(({ ratio }) => ratio > NOISE)) process.exitCode = 1
}
