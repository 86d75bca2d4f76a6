// Start-up and lint, side by side with what people would use instead. Run by
// bench/run.mjs, or alone: node bench/lint.mjs
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeCorpus } from './policy-corpus.mjs'
import { timed } from './timed.mjs'

const FILES = process.env.SMALL ? 1_000 : 10_000
const BENCH = fileURLToPath(new URL('.', import.meta.url))
const CLI = join(BENCH, '../dist/cli.js')
const SCHEMA = join(BENCH, '../schema/policy.schema.json')

function ajvCli() {
  const path = join(BENCH, 'node_modules/ajv-cli/dist/index.js')
  if (!existsSync(path)) execFileSync('npm', ['ci', '--prefix', BENCH], { stdio: 'inherit' })
  return path
}

/** Each thing with what it is compared with, by turns, so that a busy machine slows both. */
export async function measureLint() {
  const root = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const env = { ...process.env, XDG_CACHE_HOME: join(root, '.cache'), NO_COLOR: '1' }
  const run = (...args) => ({ command: process.execPath, args, cwd: root, env })
  try {
    writeCorpus(root, FILES)
    const start = timed(run('-e', '0'), run(CLI, '--version'), { rounds: 20 })
    const validate = run(ajvCli(), 'validate', '--strict=false', '-s', SCHEMA, '-d', 'policies/*/*.yaml')
    const lint = run(CLI, 'lint', '--format', 'json')
    const cold = timed(validate, lint, {
      rounds: 5,
      before: () => rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true }),
    })
    const again = timed(validate, lint, { rounds: 5 })
    return [
      { what: 'policyctl --version', against: 'node -e 0', ...start, wanted: 1.6 },
      { what: `lint of ${FILES} files`, against: 'ajv-cli 5, the schema alone', ...cold, wanted: 2 },
      { what: 'lint again, nothing changed', against: 'ajv-cli 5, the schema alone', ...again, wanted: 0.5 },
    ]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

if (process.argv[1]?.endsWith('lint.mjs')) console.table(await measureLint())
