// The page of a large workspace: 1,000 agents with 3 to 5 of 300 policies of 8 rules, 200 hosts, and a plan's
// changes in 20 of them. How long it takes to write, how large it is, when it can be used in Chromium, how long a
// cell's tree, a filter, a question and a search take. Run by bench/run.mjs, or alone, after a build: node bench/page.mjs
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const [AGENTS, HOSTS, POLICIES, RULES] = [1000, 200, 300, 8]
const CLI = resolve('dist/cli.js')

function numbers(count) {
  return Array.from({ length: count }, (_, index) => index)
}

function policy(index, isChanged) {
  const rules = numbers(RULES).map((rule) => {
    const host = `https://h${(index * 7 + rule * 13) % HOSTS}.example`
    const permission = ['allow', 'approval_required', 'allow', 'deny'][(index + rule) % 4]
    const methods =
      isChanged && rule === 0 ? ['GET', 'POST', 'DELETE'] : rule % 2 === 0 ? ['GET'] : ['POST', 'PUT']
    return { permission, operations: methods, resource: `${host}/v${rule % 3}/part${index % 50}/*` }
  })
  const approvals = [{ name: 'people', approvers: { groups: [`team-${index % 9}`] }, defaultDuration: '4h' }]
  return { name: `policy-${index}`, spec: { policies: rules, approvals } }
}

function binding(agent, of) {
  return {
    apiVersion: 'platform.ai/v1alpha1',
    kind: 'PolicyBinding',
    metadata: { name: `b-${agent}-${of}` },
    spec: {
      policyRef: { name: `policy-${of}` },
      subjects: [{ kind: 'ServiceAccount', name: `agent-${agent}` }],
    },
  }
}

function writeWorkspace(folder, isChanged) {
  mkdirSync(folder, { recursive: true })
  for (const index of numbers(POLICIES))
    writeFileSync(
      join(folder, `p${index}.json`),
      JSON.stringify(policy(index, isChanged && index % 15 === 0)),
    )
  for (const agent of numbers(AGENTS)) {
    const policies = numbers(3 + (agent % 3)).map((step) => (agent * 17 + step * 29) % POLICIES)
    const documents = [...new Set(policies)].map((of) => `---\n${JSON.stringify(binding(agent, of))}\n`)
    writeFileSync(join(folder, `b${agent}.yaml`), documents.join(''))
  }
}

const folder = mkdtempSync(join(tmpdir(), 'policyctl-page-'))
writeFileSync(join(folder, 'policyctl.yaml'), 'version: 1\n')
writeWorkspace(join(folder, 'was'), false)
writeWorkspace(join(folder, 'policies'), true)

function milliseconds(work) {
  const start = process.hrtime.bigint()
  work()
  return Math.round(Number(process.hrtime.bigint() - start) / 1e6)
}

const run = (args) => execFileSync(process.execPath, [CLI, ...args], { cwd: folder, maxBuffer: 1e8 })
const rows = []
const pages = {
  map: () => run(['map', '--out', 'map.html']),
  diff: () => writeFileSync(join(folder, 'diff.html'), run(['diff', 'dir:was', 'files', '--format', 'html'])),
}
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [name, write] of Object.entries(pages)) {
  const written = milliseconds(write)
  const file = join(folder, `${name}.html`)
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
  const start = process.hrtime.bigint()
  await page.goto(`file://${file}`, { waitUntil: 'commit' })
  await page.locator('[data-column]').nth(50).waitFor()
  const usable = Math.round(Number(process.hrtime.bigint() - start) / 1e6)
  await page.locator('#check', { hasText: /agree/ }).waitFor({ timeout: 600_000 })
  const checked = Math.round(Number(process.hrtime.bigint() - start) / 1e6)
  const claims = await page.locator('#check').textContent()
  const timed = (work) =>
    page.evaluate(
      `(() => { const start = performance.now(); ${work}; document.body.offsetHeight; return Math.round(performance.now() - start) })()`,
    )
  rows.push({
    page: name,
    'written ms': written,
    MB: Number((statSync(file).size / 1e6).toFixed(1)),
    'usable ms': usable,
    'checked ms': checked,
    'tree ms': await timed(`document.querySelector('[data-column][class*="free"]').click()`),
    'filter ms': await timed(`document.querySelector('[name=writes]').click()`),
    'question ms': await timed(`document.querySelector('[data-ask]').click()`),
    'search ms': await timed(
      `const words = document.querySelector('#words'); words.value = 'agent-17'; words.dispatchEvent(new Event('input', { bubbles: true }))`,
    ),
    claims,
  })
  await page.close()
}
await browser.close()
rmSync(folder, { recursive: true })
console.table(rows)
