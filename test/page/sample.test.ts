/** The page in docs is one that the tool makes of its own example; `npm run sample` makes it anew. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commitFiles, repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'

const SAMPLE = 'docs/page-sample.html'
const TEAM = 'policies/teams/payments'

/** Three edits: reads of one path become those of all, refunds get other approvers, disputes are only read. */
const EDITS: readonly (readonly [file: string, from: string, to: string])[] = [
  ['charges-read.yaml', 'https://api.stripe.com/v1/charges/*', 'https://api.stripe.com/v1/*'],
  ['refunds.yaml', '[finance-approvers]', '[finance-leads]'],
  ['disputes.yaml', 'operations: [POST]', 'operations: [PATCH]'],
]

async function samplePage(): Promise<string> {
  const cwd = repositoryWith()
  cpSync('examples/fleet', cwd, { recursive: true, filter: (path) => !path.endsWith('.policyctl') })
  commitFiles(cwd, {})
  for (const [name, from, to] of EDITS) {
    const file = join(cwd, TEAM, name)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
  }
  const args = ['diff', '--format', 'html', '--target', 'payments-production']
  const { status, stdout } = await runInProcess(args, { cwd })
  expect(status).toBe(0)
  return stdout
}

/** What the page says; its script and style are held by the tests of the page. */
function dataOf(html: string): unknown {
  return JSON.parse(/id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null')
}

test('the sample says what the tool says of the example', async () => {
  const page = await samplePage()
  if (process.env.POLICYCTL_SAMPLE === '1') writeFileSync(SAMPLE, page)
  expect(dataOf(page)).toMatchObject({ formatVersion: 1, rows: expect.any(Array) })
  expect(dataOf(readFileSync(SAMPLE, 'utf8'))).toEqual(dataOf(page))
})
