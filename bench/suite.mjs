// What the tests of an older commit cost then and now, in seconds of the processor of all processes:
//
//   git worktree add ../older eb0b6a2 && (cd ../older && npm ci)
//   node bench/suite.mjs ../older [files whose path contains this]
//
// Test files are found again under the names that they have now, and tests by their titles: what was
// added since is left out here. A test whose title has changed is left out too; how many those are is
// said, since what they cost is missing from the second sum. Groups of files are run one after the
// other there and here, one worker each, since the rest of a machine slows both down. Nothing but Linux
// tells what ended processes took.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Of one run: the titles of their tests go into one argument, which may have 128 KB. */
const FILES = 12
const LONGEST_ARGUMENT = 120_000
/** A title that is longer is found by how it begins: some hold the whole of what is tested. */
const LONGEST_TITLE = 200
const [checkout, only = ''] = process.argv.slice(2)
if (checkout === undefined) throw new Error('name the folder of the older checkout')

const git = (cwd, ...args) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
const commit = git(checkout, 'rev-parse', 'HEAD')
const wanted = git(checkout, 'ls-files', 'test')
  .split('\n')
  .filter((path) => path.endsWith('.test.ts') && path.includes(only))
const moved = new Map(
  git('.', 'diff', '--name-status', '--find-renames=30%', '--diff-filter=DR', commit, '--', 'test')
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([, from, to = null]) => [from, to]),
)
const files = wanted.map((path) => ({ older: path, here: moved.has(path) ? moved.get(path) : path }))
const gone = files.filter(({ here }) => here === null).map((file) => file.older)
if (gone.length > 0) console.log(`left out, since nothing is like them now: ${gone.join(', ')}`)

const sum = { older: 0, here: 0 }
const tests = { older: 0, here: 0 }
const groups = Math.ceil(files.length / FILES)
for (let group = 0; group < groups; group += 1) {
  const own = files.filter(({ here }, at) => here !== null && at % groups === group)
  if (own.length === 0) continue
  const paths = (side) => own.map((file) => file[side])
  const titles = run('older', paths('older'))
  const pattern = `^(?:${titles.map(escaped).join('|')})$`
  if (pattern.length > LONGEST_ARGUMENT) throw new Error(`${titles.length} titles are too long: lower FILES`)
  run('here', paths('here'), ['--testNamePattern', pattern])
  console.log(`${own.length} files: then ${sum.older.toFixed(1)} s, now ${sum.here.toFixed(1)} s so far`)
}
const renamed = tests.older - tests.here
console.log(
  `${tests.older} tests then, ${renamed} of them not found now: ${(sum.here / sum.older).toFixed(2)} ×`,
)

/** @returns titles of the tests that passed, with those of what they are in. */
function run(side, paths, more = []) {
  const before = secondsOfChildren()
  const options = { cwd: side === 'older' ? checkout : '.', encoding: 'utf8', maxBuffer: 1 << 28 }
  const { status, stdout, stderr } = spawnSync(
    'npx',
    ['vitest', 'run', '--maxWorkers=1', '--reporter=json', ...more, ...paths],
    options,
  )
  const report = JSON.parse(stdout.slice(stdout.indexOf('{"numTotalTestSuites"')))
  if (status !== 0) console.log(failuresIn(report) || stderr)
  sum[side] += secondsOfChildren() - before
  tests[side] += report.numPassedTests
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName.trim()),
  )
}

function escaped(title) {
  const begin = title.slice(0, LONGEST_TITLE).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return title.length > LONGEST_TITLE ? `${begin}[\\s\\S]*` : begin
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
