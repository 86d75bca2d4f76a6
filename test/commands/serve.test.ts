import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ProcessResult, runCli } from '../support/run/run-cli.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith } from '../support/suite/folder.ts'

const HEADERS = { authorization: 'Bearer any' }
const BODY = JSON.stringify({ name: 'a', spec: { policies: [{ permission: 'deny' }] } })

/** Serves, calls `use` with the URL once it is printed, and stops with a signal. */
async function served(
  args: readonly string[],
  options: { cwd: string; signal?: NodeJS.Signals },
  use: (url: string) => Promise<void>,
): Promise<ProcessResult> {
  let used: Promise<void> = Promise.resolve()
  const onStart = (child: ChildProcess): void => {
    child.stdout?.once('data', (text: string) => {
      used = use(String(text).trim()).finally(() => child.kill(options.signal ?? 'SIGINT'))
    })
  }
  const result = await runCli(['serve', '--port', '0', ...args], { cwd: options.cwd, onStart })
  await used
  return result
}

describe('serve', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints the URL, serves both contracts, and ends cleanly on %s',
    async (signal) => {
      const result = await served([], { cwd: folderWith(), signal }, async (url) => {
        expect(
          (await fetch(`${url}/api/policies`, { method: 'POST', headers: HEADERS, body: BODY })).status,
        ).toBe(201)
        expect(await (await fetch(`${url}/api/v1/policies`, { headers: HEADERS })).json()).toHaveLength(1)
        expect((await fetch(`${url}/api/v1/policies`)).status).toBe(401)
      })
      expect(result).toMatchObject({ status: 0, signal: null })
      const url = result.stdout.trim()
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(result.stderr).toContain(`export RUNAGENTS_ENDPOINT=${url} RUNAGENTS_API_KEY=any`)
      expect(result.stderr).toContain('in memory')
    },
  )

  test('--data keeps the workspace, --quiet says nothing, --latency and --faults reach the server', async () => {
    const cwd = folderWith()
    const args = ['--data', 'w.json', '--quiet', '--latency', '30', '--faults', '418:100%,on=reads']
    const result = await served(args, { cwd }, async (url) => {
      const before = performance.now()
      expect(
        (await fetch(`${url}/api/policies`, { method: 'POST', headers: HEADERS, body: BODY })).status,
      ).toBe(201)
      expect(performance.now() - before).toBeGreaterThan(28)
      expect((await fetch(`${url}/api/policies`, { headers: HEADERS })).status).toBe(418)
    })
    expect(result).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(readFileSync(join(cwd, 'w.json'), 'utf8')).policies).toEqual([JSON.parse(BODY)])
  })

  test('--verbose names each request', async () => {
    const result = await served(['--verbose'], { cwd: folderWith() }, async (url) => {
      await fetch(`${url}/api/policies`, { headers: HEADERS })
    })
    expect(result.stderr).toContain('GET /api/policies\n')
  })

  test.each([
    [['--port', 'x'], "error usage: --port takes a whole number from 0 to 65535, not 'x'"],
    [['--port', '65536'], 'error usage: --port'],
    [['--port', '0', '--latency', '-1'], 'error usage: --latency'],
    [['--port', '0', '--faults', '500:5'], "error usage: the fault '500:5' cannot be read"],
    [['--port', '0', '--data', 'bad.json'], 'error workspace-damaged'],
  ])('%j: refused with 4', async (args, text) => {
    const result = await runCli(['serve', ...args], { cwd: folderWith({ 'bad.json': '{' }) })
    expect(result).toMatchObject({ status: 4, stdout: '' })
    expect(result.stderr).toContain(text)
  })

  test('a port that is taken: refused with 4 and what to do', async () => {
    const port = new URL((await emulator()).url).port
    const result = await runCli(['serve', '--port', port], { cwd: folderWith() })
    expect(result.status).toBe(4)
    expect(result.stderr).toContain(`error port-unavailable: port ${port}`)
    expect(result.stderr).toContain('--port')
  })
})

test('the data file in docs/emulator.md is one', async () => {
  const example = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/emulator.md', 'utf8'))?.[1] ?? ''
  const { url } = await emulator({ data: JSON.parse(example) })
  const [policy] = (await (await fetch(`${url}/api/policies`, { headers: HEADERS })).json()) as {
    used_by: unknown
  }[]
  expect(policy?.used_by).toEqual([{ name: 'billing-agent', namespace: 'default' }])
})
