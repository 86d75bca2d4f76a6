// Start-up and lint, side by side with what people would use instead. Run by
// bench/run.mjs, or alone: node bench/lint.mjs
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mixedText, writeCorpus } from './policy-corpus.mjs'
import { timed } from './timed.mjs'

const FILES = process.env.SMALL ? 1_000 : 10_000
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const BENCH = fileURLToPath(new URL('.', import.meta.url))
const CLI = join(BENCH, '../dist/cli.js')
const SCHEMA = join(BENCH, '../schema/policy.schema.json')

function ajvCli() {
  const path = join(BENCH, 'node_modules/ajv-cli/dist/index.js')
  if (!existsSync(path)) execFileSync('npm', ['ci', '--prefix', BENCH], { stdio: 'inherit' })
  return path
}

/** A folder of policies, with the two commands that are run in it. */
export function scene(files, textOf) {
  const root = mkdtempSync(join(tmpdir(), 'policyctl-bench-'))
  const env = { ...process.env, XDG_CACHE_HOME: join(root, '.cache'), NO_COLOR: '1' }
  const run = (...args) => ({ command: process.execPath, args, cwd: root, env })
  writeCorpus(root, files, textOf)
  return {
    run,
    validate: run(ajvCli(), 'validate', '--strict=false', '-s', SCHEMA, '-d', 'policies/*/*.yaml'),
    lint: run(CLI, 'lint', '--format', 'json'),
    forget: () => rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Each thing with what it is compared with, by turns, so that a busy machine slows both. */
export async function measureLint() {
  const usual = scene(FILES)
  const mixed = scene(FILES, mixedText)
  const against = 'ajv-cli 5, the schema alone'
  try {
    const start = timed(usual.run('-e', '0'), usual.run(CLI, '--version'), { rounds: 4 * ROUNDS })
    const cold = timed(usual.validate, usual.lint, { rounds: ROUNDS, before: usual.forget })
    const again = timed(usual.validate, usual.lint, { rounds: ROUNDS })
    const inMixed = timed(mixed.validate, mixed.lint, { rounds: ROUNDS, before: mixed.forget })
    return [
      { what: 'policyctl --version', against: 'node -e 0', ...start, wanted: 1.15 },
      { what: `lint of ${FILES} files, usual layout`, against, ...cold, wanted: 1 },
      { what: `lint of ${FILES} files, mixed layouts`, against, ...inMixed, wanted: 1.3 },
      { what: 'lint again, nothing changed', against, ...again, wanted: 0.25 },
    ]
  } finally {
    usual.remove()
    mixed.remove()
  }
}

if (process.argv[1]?.endsWith('bench/lint.mjs')) console.table(await measureLint())
