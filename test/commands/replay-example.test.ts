/** examples/replay: a log that was recorded through a real proxy, and what docs/replay.md says of it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'

const cwd = resolve('examples/replay')
interface ExampleAgent {
  readonly name: string
  calls(): readonly (readonly [method: string, host: string, path: string])[]
}

const log = readFileSync('examples/replay/calls.jsonl', 'utf8')

test('the log is what these agents do, and nothing else', async () => {
  const scripts: { readonly AGENTS: readonly ExampleAgent[] } = await import(
    pathToFileURL('examples/replay/agents.mjs').href
  )
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const made = scripts.AGENTS.flatMap(({ name, calls }) =>
    calls().map(([method, host, path]) => [name, method, `https://${host}${path}`]),
  )
  expect(lines.map(({ agent, method, url }) => [agent, method, url])).toEqual(made)
  expect(log).not.toMatch(/not-in-the-log|127\.0\.0\.1|\/home|\/tmp/)
})

test('docs/replay.md shows what replay and tighten say of it', async () => {
  const replay = await runInProcess(['replay', 'calls.jsonl', '--from', 'dir:before', '--to', 'files'], {
    cwd,
  })
  const tighten = await runInProcess(['tighten', 'calls.jsonl'], { cwd })
  expect(readFileSync('docs/replay.md', 'utf8')).toContain(
    `$ policyctl replay calls.jsonl --from dir:before --to files\n${replay.stdout}$ policyctl tighten calls.jsonl\n${tighten.stdout}`,
  )
})

test('its counts', async () => {
  const args = ['replay', 'calls.jsonl', '--from', 'dir:before', '--to', 'files', '--format', 'json']
  const { changes, unchanged, log: read, rules } = JSON.parse((await runInProcess(args, { cwd })).stdout)
  expect([read.calls, read.unread, unchanged]).toEqual([160, 0, 146])
  expect(
    changes.map(({ before, after, calls, agents }: Record<string, unknown>) => [
      before,
      after,
      calls,
      agents,
    ]),
  ).toEqual([
    ['approval_required', 'allow', 12, ['default/billing-agent']],
    ['allow', 'deny', 2, ['default/support-agent']],
  ])
  expect(
    rules.map(({ policy, rule, calls }: Record<string, unknown>) => `${policy}#${rule}: ${calls}`),
  ).toEqual(['archive#0: 25', 'customers#0: 69', 'payments#0: 45', 'payments#1: 12', 'payments#2: 3'])
})

test('what was denied can be proposed', async () => {
  const { stdout, status } = await runInProcess(
    ['propose', '--from-log', 'calls.jsonl', '--format', 'json'],
    { cwd },
  )
  expect(status).toBe(0)
  const { denied } = JSON.parse(stdout)
  expect(denied.map(({ calls }: { calls: number }) => calls)).toEqual([4, 1, 1])
})
