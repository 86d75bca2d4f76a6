/** However many threads look at the files, the findings are the same; one that dies ends the run. */
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { FolderContents } from '../../src/files/folder-contents.ts'
import { parsePolicyFolder } from '../../src/files/policy-files.ts'
import { lookedFiles, startTeam } from '../../src/inspect/lint-team.ts'
import { threadsFor } from '../../src/inspect/lint-threads.ts'
import { lookedFor, runChecks } from '../../src/lint/lint.ts'
import type { LintOptions } from '../../src/lint/lint-options.ts'
import { manyPolicies } from './many-policies.ts'

const WORKER = pathToFileURL('dist/lint-worker.mjs')

test.each([
  { files: 10, cores: 8, threads: 0 },
  { files: 1_999, cores: 8, threads: 0 },
  { files: 10_000, cores: 1, threads: 0 },
  { files: 10_000, cores: 2, threads: 1 },
  { files: 10_000, cores: 64, threads: 5 },
  { files: 1_000_000, cores: 64, threads: 7 },
])('$files files on $cores cores: $threads threads beside this one', ({ files, cores, threads }) => {
  expect(threadsFor(files, cores)).toBe(threads)
})

function contentsOf(files: ReadonlyMap<string, string>): FolderContents {
  return {
    paths: { policies: [...files.keys()].sort(), tests: [], findings: [] },
    bytesOf: (file) => {
      const text = files.get(file)
      if (text === undefined || text === 'unreadable')
        throw Object.assign(new Error('no'), { code: 'EACCES' })
      return new TextEncoder().encode(text)
    },
  }
}

/** Findings, fixes and all, as JSON. */
function linted(files: Parameters<typeof runChecks>[0], options: LintOptions): string {
  const { findings, fixes, hidden, silenced } = runChecks(files, options)
  return JSON.stringify([findings, [...fixes], hidden, silenced])
}

const OPTIONS: readonly LintOptions[] = [
  { testedRules: new Set(['p1#0', 'p2#1']), testedPolicies: [] },
  { checks: { 'unknown-field': 'off', 'mergeable-rules': 'error' } },
  { checks: { '*': 'off', 'deny-without-grant': 'warning', 'never-matches': 'error' } },
  { config: { file: 'policyctl.yaml', text: 'version: 1\nguardrails: []\nexceptions: []\n' } },
]

interface Run {
  readonly threads: number
  readonly options: LintOptions
}

test.each([
  ...[0, 1, 3].map((threads): Run => ({ threads, options: {} })),
  ...OPTIONS.map((options): Run => ({ threads: 1, options })),
])(
  'the same findings, fixes and silenced ones with $threads threads, $options',
  async ({ threads, options }) => {
    const contents = contentsOf(manyPolicies(threads + OPTIONS.indexOf(options) + 5, 130))
    const team = startTeam(threads, WORKER)
    const files = await lookedFiles(contents, lookedFor(options.checks ?? {}), team)
    team.end()
    expect(linted(files, options)).toBe(linted(parsePolicyFolder(contents), options))
  },
)

test('a look that was made with other settings is no answer', async () => {
  const contents = contentsOf(manyPolicies(3, 100))
  const files = await lookedFiles(contents, lookedFor({}), startTeam(0, WORKER))
  const options: LintOptions = { checks: { 'lowercase-method': 'off', 'unknown-field': 'off' } }
  expect(linted(files, options)).toBe(linted(parsePolicyFolder(contents), options))
})

test('most checks find something in these files', () => {
  const { findings } = runChecks(parsePolicyFolder(contentsOf(manyPolicies(1, 400))))
  expect(new Set(findings.map(({ check }) => check)).size).toBeGreaterThan(40)
})

test.each([
  ['ends-at-once', 'ended without an answer (0)'],
  ['ends-in-silence', 'ended without an answer (0)'],
  ['fails', 'ended: out of luck'],
  ['answers-otherwise', 'answered something else'],
  ['needs-memory', 'ended: Worker terminated due to reaching memory limit'],
])('a thread that %s: no findings, but an error', async (script, fact) => {
  const team = startTeam(1, new URL(`threads/${script}.mjs`, import.meta.url), { maxOldGenerationSizeMb: 16 })
  const looked = lookedFiles(contentsOf(manyPolicies(7, 40)), lookedFor({}), team)
  await expect(looked).rejects.toMatchObject({
    code: 'thread-lost',
    message: expect.stringContaining(fact),
  })
  team.end()
})

test('a chunk that somebody took and nobody looked at: no findings, but an error', async () => {
  const team = startTeam(0, WORKER)
  const looked = lookedFiles(contentsOf(manyPolicies(7, 40)), lookedFor({}), {
    ...team,
    look: (job) => {
      Atomics.add(job.next, 0, 1)
      return team.look(job)
    },
  })
  await expect(looked).rejects.toMatchObject({
    code: 'thread-lost',
    message: expect.stringContaining('left files out'),
  })
})
