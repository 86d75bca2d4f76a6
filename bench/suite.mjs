// What the tests of an older commit cost then and now, in seconds of the processor of all processes:
//
//   git worktree add ../older eb0b6a2 && (cd ../older && npm ci)
//   node bench/suite.mjs ../older [files whose path contains this ['' for all] [of them every so manyth]]
//
// Test files are found again under the names that they have now, and tests by their titles: what was
// added since is left out here. A test whose title has changed is left out too; how many those are is
// said, since what they cost is missing from the second sum. One `npm test` there and one here, so each
// builds, and loads what its workers share, as often as it does for who waits for it. Nothing but Linux
// tells what ended processes took.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [checkout, only = '', every = '1'] = process.argv.slice(2)
if (checkout === undefined) throw new Error('name the folder of the older checkout')

const git = (cwd, ...args) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
const commit = git(checkout, 'rev-parse', 'HEAD')
const wanted = git(checkout, 'ls-files', 'test')
  .split('\n')
  .filter((path) => path.endsWith('.test.ts') && path.includes(only))
  .filter((_, at) => at % Number(every) === 0)
const moved = new Map(
  git('.', 'diff', '--name-status', '--find-renames=30%', '--diff-filter=DR', commit, '--', 'test')
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([, from, to = null]) => [from, to]),
)
const files = wanted.map((path) => ({ older: path, here: moved.has(path) ? moved.get(path) : path }))
const gone = files.filter(({ here }) => here === null).map((file) => file.older)
if (gone.length > 0) console.log(`left out, since nothing is like them now: ${gone.join(', ')}`)

const older = run(checkout, paths('older'))
const config = configFor(older.titles)
const here = run('.', paths('here'), ['--config', config])
rmSync(config)
console.log(`then ${older.seconds.toFixed(1)} s, now ${here.seconds.toFixed(1)} s`)
const missing = older.titles.length - here.titles.length
console.log(
  `${older.titles.length} tests then, ${missing} of them not found now: ${(here.seconds / older.seconds).toFixed(2)} ×`,
)

function paths(side) {
  return files.filter((file) => file.here !== null).map((file) => file[side])
}

/** As the config of the repository, for tests of these titles: they are too many for an argument. @returns its path. */
function configFor(titles) {
  const root = process.cwd()
  const pattern = `^(?:${titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`
  const file = join(root, 'vitest.suite.config.mjs')
  const test = `{ ...config.test, testNamePattern: new RegExp(${JSON.stringify(pattern)}) }`
  writeFileSync(
    file,
    `import config from './vitest.config.ts'\nexport default { ...config, test: ${test} }\n`,
  )
  return file
}

/** @returns seconds of the processor, and the titles of the tests that passed, with those of what they are in. */
function run(cwd, wantedPaths, more = []) {
  const before = secondsOfChildren()
  const report = join(mkdtempSync(join(tmpdir(), 'suite-')), 'report.json')
  const options = ['--reporter=json', `--outputFile=${report}`, ...more]
  const { status, stdout, stderr } = spawnSync('npm', ['test', '--', ...options, ...wantedPaths], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const seconds = secondsOfChildren() - before
  const results = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(join(report, '..'), { recursive: true })
  if (status !== 0) console.log(failuresIn(results) || stdout + stderr)
  const titles = results.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName.trim()),
  )
  return { seconds, titles }
}

function failuresIn({ testResults }) {
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  )
  return failed
    .map(({ fullName, failureMessages: [message = ''] }) => `${fullName}: ${message.split('\n')[0]}`)
    .join('\n')
}

/** User and system time of processes that have ended, theirs included. */
function secondsOfChildren() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}
