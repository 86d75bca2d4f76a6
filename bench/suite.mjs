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
const made = configFor(older.titles)
const here = run('.', paths('here'), ['--config', made.config])
for (const file of Object.values(made)) rmSync(file)
console.log(`then ${older.seconds.toFixed(1)} s, now ${here.seconds.toFixed(1)} s`)
const missing = older.titles.length - here.titles.length
console.log(
  `${older.titles.length} tests then, ${missing} of them not found now: ${(here.seconds / older.seconds).toFixed(2)} ×`,
)

function paths(side) {
  return files.filter((file) => file.here !== null).map((file) => file[side])
}

/**
 * As the config of the repository, but every test of another title is skipped before anything else is done for
 * it: there are too many titles for a pattern. @returns the paths of the files that were made.
 */
function configFor(titles) {
  const at = (name) => join(process.cwd(), `vitest.suite.${name}`)
  const made = { config: at('config.mjs'), setup: at('setup.mjs'), titles: at('titles.json') }
  writeFileSync(made.titles, JSON.stringify(titles))
  writeFileSync(
    made.setup,
    `import { readFileSync } from 'node:fs'
import { beforeEach } from 'vitest'
const titles = new Set(JSON.parse(readFileSync(${JSON.stringify(made.titles)}, 'utf8')))
const titleOf = ({ name, suite }) => (suite === undefined ? name : [titleOf(suite), name].join(' '))
beforeEach(({ task, skip }) => {
  if (!titles.has(titleOf(task).trim())) skip()
})
`,
  )
  writeFileSync(
    made.config,
    `import config from './vitest.config.ts'
const projects = config.test.projects.map(({ test, ...project }) => ({
  ...project,
  test: { ...test, setupFiles: [...(test.setupFiles ?? []), ${JSON.stringify(made.setup)}] },
}))
export default { ...config, test: { ...config.test, projects } }
`,
  )
  return made
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
