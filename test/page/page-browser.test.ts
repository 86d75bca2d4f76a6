/** The page in a real browser: what it shows is what the command line says, it checks itself, and it loads nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageDocument } from '../../src/answers/page.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'
import { lacks } from '../support/suite/lacks.ts'

const STRIPE = 'https://api.stripe.com'
const HOSTILE = '</script><img src=x onerror=alert(1)><b>&amp;'
const FILES: Readonly<Record<string, string>> = {
  'policyctl.yaml': 'version: 1\n',
  'policies/payments.yaml': `name: payments
spec:
  policies:
    - { permission: allow, operations: [GET], resource: "https://api.stripe.com/*" }
    - { permission: approval_required, operations: [POST], resource: "https://api.stripe.com/v1/refunds*" }
    - { permission: deny, operations: [GET], resource: "https://api.stripe.com/v1/secrets/*" }
  approvals:
    - { name: refunds, approvers: { groups: [finance-approvers] }, defaultDuration: 4h }
`,
  'policies/wide.yaml': `name: wide
spec:
  policies:
    - { permission: allow, operations: [GET, POST], resource: "http://*" }
`,
  'policies/hostile.yaml': `name: hostile
spec:
  policies:
    - { permission: allow, operations: [GET], resource: ${JSON.stringify(`https://h.example/${HOSTILE}`)} }
  approvals:
    - { name: ${JSON.stringify(HOSTILE)}, approvers: { groups: [${JSON.stringify(HOSTILE)}] } }
`,
  'was/payments.yaml': `name: payments
spec:
  policies:
    - { permission: allow, operations: [GET], resource: "https://api.stripe.com/*" }
    - { permission: deny, operations: [GET], resource: "https://api.stripe.com/v1/secrets/*" }
`,
  'policies/bindings.yaml': [
    'billing payments',
    'billing wide',
    'clerk payments',
    'clerk wide',
    'odd hostile',
  ]
    .map(
      (pair, index) => `---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b${index} }
spec: { policyRef: { name: ${pair.split(' ')[1]} }, subjects: [{ kind: ServiceAccount, name: ${pair.split(' ')[0]} }] }
`,
    )
    .join(''),
}

interface Opened {
  readonly page: Page
  /** Requests to anywhere but the file, scripts that failed, and what the policy refused. */
  readonly troubles: string[]
}

describe.skipIf(lacks('chromium'))('the page in a browser', () => {
  let browser: Browser
  let folder: string
  const file = (): string => join(folder, 'map.html')
  const comparison = (): string => join(folder, 'diff.html')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'policyctl-page-'))
    writeFiles(folder, {
      ...FILES,
      'was/wide.yaml': FILES['policies/wide.yaml'] ?? '',
      'was/hostile.yaml': FILES['policies/hostile.yaml'] ?? '',
      'was/bindings.yaml': FILES['policies/bindings.yaml'] ?? '',
    })
    const { status, stderr } = await runInProcess(['map', '--out', 'map.html'], { cwd: folder })
    expect([status, stderr]).toEqual([0, ''])
    const compared = await runInProcess(['diff', 'dir:was', 'files', '--format', 'html'], { cwd: folder })
    expect(compared.status).toBe(0)
    writeFileSync(comparison(), compared.stdout)
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function opened(path: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, ...options })
    const troubles: string[] = []
    page.on('request', (request) => {
      if (request.url() !== `file://${path}` && !request.url().startsWith(`file://${path}#`))
        troubles.push(request.url())
    })
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => troubles.push(message.text()))
    page.on('dialog', (dialog) => troubles.push(dialog.message()))
    await page.goto(`file://${path}`)
    return { page, troubles }
  }

  async function checked(page: Page): Promise<string> {
    const status = page.locator('#check')
    await status.filter({ hasText: /agree|cannot/ }).waitFor()
    return (await status.textContent()) ?? ''
  }

  test('all claims hold, nothing is asked of a network, texts of others stay texts', async () => {
    const { page, troubles } = await opened(file())
    expect(await checked(page)).toMatch(/^all \d\d+ claims agree with the rules in this file$/)
    await page.locator('[aria-label^="odd at h.example"]').click()
    expect(await page.locator('#detail').textContent()).toContain('<img src=x onerror=alert(1)>')
    expect(await page.locator('img, b').count()).toBe(0)
    expect(troubles).toEqual([])
    await page.close()
  })

  test('where its script is blocked, the page claims nothing', async () => {
    const path = join(folder, 'blocked.html')
    const text = readFileSync(comparison(), 'utf8')
    const start = text.lastIndexOf('<script>') + '<script>'.length
    // The policy of the page names the digest of another script.
    writeFileSync(path, `${text.slice(0, start)} ${text.slice(start)}`)
    const { page, troubles } = await opened(path)
    const status = page.locator('#check')
    expect(await status.textContent()).toMatch(/^not checked: the script in this file has not run/)
    expect(await status.getAttribute('class')).toBe('broken')
    expect(await page.locator('footer').textContent()).not.toMatch(/proven|checked|agree/)
    expect(troubles.join('\n')).toContain('Content Security Policy')
    await page.close()
  })

  test('where nothing names an agent, the page does not say how agents are known', async () => {
    const alone = join(folder, 'alone')
    writeFiles(alone, {
      'policyctl.yaml': FILES['policyctl.yaml'] ?? '',
      'policies/wide.yaml': FILES['policies/wide.yaml'] ?? '',
    })
    await runInProcess(['map', '--out', 'map.html'], { cwd: alone })
    const { page } = await opened(join(alone, 'map.html'))
    const summary = await page.locator('#summary').textContent()
    expect(summary).toContain('which agent has which policy: not known, since nothing that was read names an')
    expect(summary).not.toContain('known from')
    await page.close()
  })

  test('its policy lets no other script run', async () => {
    const path = join(folder, 'injected.html')
    writeFileSync(path, readFileSync(file(), 'utf8').replace('<main>', '<main><script>alert(1)</script>'))
    const { page, troubles } = await opened(path)
    await checked(page)
    expect(troubles.join()).toContain('Content Security Policy')
    expect(troubles).not.toContain('1')
    await page.close()
  })

  test('rules are links to the commit where it is known where that is shown, and to nowhere else', async () => {
    const text = readFileSync(file(), 'utf8')
    const shown = async (repository: string) => {
      const path = join(folder, 'linked.html')
      const source = JSON.stringify({ repository, commit: '3f9c1ab', folder: 'teams/ops #1' })
      writeFileSync(path, text.replace('"source":null', `"source":${source}`))
      const { page, troubles } = await opened(path)
      await page.locator(`[aria-label^="billing at api.stripe.com"]`).click()
      const links = page.locator('#detail a')
      const found = await links.evaluateAll((all) =>
        all.map((one) => [one.textContent, one.getAttribute('href')]),
      )
      expect(await page.locator('#detail').textContent()).toContain('payments#0  policies/payments.yaml:4')
      expect(troubles).toEqual([])
      await page.close()
      return found
    }
    expect(await shown('https://github.com/acme/policies')).toContainEqual([
      'policies/payments.yaml:4',
      'https://github.com/acme/policies/blob/3f9c1ab/teams/ops%20%231/policies/payments.yaml#L4',
    ])
    expect(await shown('javascript:alert(1)//')).toEqual([])
  })

  test.each<[string, (data: PageDocument) => object, RegExp, string]>([
    [
      'a witness falsified',
      ({ grants }) => {
        const grant = grants.find(({ origin, part }) => origin === STRIPE && part.decision === 'allow')
        if (grant === undefined) throw new Error('a page without the grant')
        Object.assign(grant.part.witness, { url: `${STRIPE}/v1/secrets/x` })
        return {}
      },
      /do not agree with the rules in this file$/,
      '/v1/secrets/x',
    ],
    [
      'a change left out',
      ({ changes }) => ({ changes: changes.slice(1) }),
      /do not agree with the rules in this file$/,
      'unchanged',
    ],
    [
      'a row left out',
      (data) => ({ rows: data.rows.slice(0, -1), grants: [], before: [], changes: [] }),
      /do not agree with the rules in this file$/,
      'it has no row for default/odd',
    ],
    ['a host left out', () => ({ origins: [] }), /cannot be checked$/, 'its data cannot be read'],
    [
      'a later request left out',
      ({ changes }) => {
        Object.assign(changes.at(-1)?.part ?? {}, { witness: null })
        return {}
      },
      /cannot be checked$/,
      'its data cannot be read',
    ],
  ])('%s turns the page red, in words too', async (_what, falsify, status, alarm) => {
    const path = join(folder, 'falsified.html')
    const text = readFileSync(comparison(), 'utf8')
    const [, json = ''] = /id="data">(.*?)<\/script>/s.exec(text) ?? []
    const data = JSON.parse(json) as PageDocument
    const touched = { ...data, ...falsify(data) }
    writeFileSync(
      path,
      text.replace(json, () => JSON.stringify(touched).replaceAll('<', '\\u003c')),
    )
    const { page } = await opened(path)
    expect(await checked(page)).toMatch(status)
    expect(await page.locator('#alarm').textContent()).toContain(alarm)
    expect(await page.locator('html').getAttribute('class')).toBe('is-broken')
    expect(await page.locator('#check').getAttribute('class')).toBe('broken')
    await page.close()
  })

  test.each([
    ['GET', 'https://api.stripe.com/v1/charges', 'clerk'],
    ['POST', 'https://api.stripe.com/v1/refunds/1', 'billing'],
    ['GET', 'https://api.stripe.com/v1/secrets/1', 'clerk'],
    ['POST', 'http://x.acme.example/a/../b', 'billing'],
    ['DELETE', 'https://nowhere.example/', 'odd'],
  ])('the line decides %s %s for %s as explain does', async (method, url, agent) => {
    const { page } = await opened(file())
    await page.locator('#try-method').fill(method)
    await page.locator('#try-url').fill(url)
    await page.locator('#try-who').selectOption({ label: agent })
    await page.locator('#try button').click()
    const shown = await page.locator('#tried').textContent()
    const { stdout } = await runInProcess(['explain', method, url, '--agent', `default/${agent}`], {
      cwd: folder,
    })
    expect(shown).toBe(stdout)
    await page.close()
  })

  test('the keyboard alone reaches a cell, its paths and the line; a link leads back to it', async () => {
    const { page } = await opened(file())
    await page.locator('[data-column="0"]').first().waitFor()
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(`document.activeElement.matches('[data-column]')`)) break
    }
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    const title = await page.locator('#detail-title').textContent()
    expect(title).toMatch(/ at .*: reads (denied|human|free).*, writes (denied|human|free)/)
    const { page: again } = await opened(`${file()}${new URL(page.url()).hash}`)
    expect(await again.locator('#detail-title').textContent()).toBe(title)
    await page.close()
    await again.close()
  })

  test('filters hide rows, and a cell says its state in words', async () => {
    const { page } = await opened(file())
    const rows = page.locator('#rows tr')
    expect(await rows.count()).toBe(2)
    await page.locator('[name=writes]').check()
    expect(await rows.count()).toBe(1)
    await page.locator('#group').selectOption('finance-approvers')
    await page.locator('[name=name]').fill('CLERK')
    expect(await rows.count()).toBe(1)
    const label = await rows.locator('[aria-label*="api.stripe.com"]').getAttribute('aria-label')
    expect(label).toBe('clerk at api.stripe.com: reads free, writes human')
    await page.close()
  })

  test('who may send a method without a human is asked in one click, and answered by name', async () => {
    const { page } = await opened(file())
    await page.locator('#method').selectOption('POST')
    await page.locator('#decision').selectOption('free')
    expect(await page.locator('#answer-text').textContent()).toBe(
      '2 agents may POST something without a human: billing, clerk.',
    )
    const lines = page.locator('#answer-list tbody tr')
    expect(await lines.allTextContents()).toContainEqual('billing, clerkGET POST http://*● freeshow')
    const cell = page.locator('#rows [data-column]').first()
    expect(await cell.textContent()).toBe('●')
    expect(await cell.getAttribute('aria-label')).toMatch(/reads free, writes free, POST free$/)
    await page.locator('[data-ask="DELETE free"]').click()
    expect(await page.locator('#answer-text').textContent()).toBe(
      'No agent of this page may DELETE anything without a human, by the rules in this file.',
    )
    expect(await page.locator('#grid').isVisible()).toBe(false)
    await page.close()
  })

  test('a search finds paths with their approvers; a word that nothing is called by is no answer', async () => {
    const { page } = await opened(file())
    await page.locator('#words').fill('who approves refunds')
    expect(await page.locator('#answer-text').textContent()).toContain(
      '2 agents may POST something that matches “refunds” after a human approves: billing, clerk. Approvers: finance-approvers.',
    )
    await page.locator('#group').selectOption('finance-approvers')
    await page.locator('#rows [data-column]').first().click()
    expect(await page.locator('#detail tbody').textContent()).not.toContain('free')
    expect(await page.locator('#detail-note').textContent()).toMatch(/^1 of \d lines match/)
    // What is shown of the cell follows the question.
    await page.locator('#group').selectOption('')
    expect(await page.locator('#detail tbody').textContent()).toContain('free')
    await page.locator('#words').fill('frobnicate')
    expect(await page.locator('#answer-text').textContent()).toMatch(
      /^Nothing in this page is called “frobnicate”: .*Only the lines below could let a request with “frobnicate” in its/,
    )
    expect(await page.locator('#rows tr').count()).toBe(1)
    await page.locator('#answer-clear').click()
    expect(await page.locator('#rows tr').count()).toBe(2)
    expect(await page.locator('#answer').isVisible()).toBe(false)
    await page.close()
  })

  test('a line says why it is found, each sign has its own colour, one path is not called all writes', async () => {
    const { page } = await opened(file())
    await page.locator('#words').fill('refunds')
    expect(await page.locator('#answer-list tbody tr').allTextContents()).toContainEqual(
      expect.stringContaining('GET api.stripe.com/* (includes /v1/refunds) (denied at /v1/secrets/*)'),
    )
    await page.locator('#clear').click()
    const signs = page.locator('[aria-label^="billing at api.stripe.com"] .sign')
    expect(await signs.evaluateAll((all) => all.map((one) => one.className))).toEqual([
      'sign free',
      'sign human',
    ])
    expect(await page.locator('#grid').getAttribute('tabindex')).toBe(null)
    await page.locator('[aria-label^="odd at h.example"]').click()
    expect(await page.locator('#detail-title').textContent()).toMatch(
      /^odd at h\.example: GET free at \/.* alone$/,
    )
    await page.locator('[aria-label^="odd at api.stripe.com"]').click()
    expect(await page.locator('#detail').textContent()).toContain(
      'Nothing passes here: no rule allows anything here.',
    )
    expect(await page.locator('#grid-more').isVisible()).toBe(false)
    await page.close()
  })

  test('400 wide: an example brings its answer into view; a page of two sides is called by them', async () => {
    const { page } = await opened(comparison(), { viewport: { width: 400, height: 600 } })
    expect(await page.title()).toBe('policyctl: What a change does to the agents: dir:was to files')
    await page.locator('[data-ask="DELETE free"]').click()
    const box = await page.locator('#answer-text').boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(600)
    await page.close()
  })

  test('what a change leaves out is said before what was; answers are told to be those after it', async () => {
    const rest = join(folder, 'rest')
    const allow = (path: string): string =>
      `name: p\nspec: { policies: [{ permission: allow, operations: [GET], resource: "${STRIPE}${path}" }] }\n`
    const bindings = FILES['policies/bindings.yaml']?.replaceAll('payments', 'p') ?? ''
    writeFiles(rest, {
      'policyctl.yaml': 'version: 1\n',
      'policies/p.yaml': allow('/v1/*'),
      'policies/bindings.yaml': bindings,
      'was/p.yaml': allow('/v1/charges/*'),
      'was/bindings.yaml': bindings,
    })
    const { stdout } = await runInProcess(['diff', 'dir:was', 'files', '--format', 'html'], { cwd: rest })
    const path = join(folder, 'rest.html')
    writeFileSync(path, stdout)
    const { page } = await opened(path)
    expect(await page.locator('#change-groups li').textContent()).toBe(
      `billing, clerk may GET ${STRIPE}/v1/* without a human (already free at /v1/charges/*). Before: denied. show`,
    )
    await page.locator('#words').fill('charges')
    expect(await page.locator('#answer-list th').allTextContents()).toContain('answer after the change')
    await page.close()
  })

  test('the check is the same at each opening, and says what it is', async () => {
    const check = async (): Promise<string> => {
      const { page } = await opened(file())
      const text = `${await checked(page)} ${await page.locator('#check-note').textContent()}`
      await page.close()
      return text
    }
    const first = await check()
    expect(first).toMatch(
      /\d+ examples that the page shows and \d+ made-up requests, the same each time the page is opened/,
    )
    expect(await check()).toBe(first)
  })

  test.each([1280, 1024, 400])(
    '%i wide: a chosen cell is explained in view, and leads back',
    async (width) => {
      const { page } = await opened(file(), { viewport: { width, height: 800 } })
      const cell = page.locator('[aria-label^="billing at api.stripe.com"]')
      await cell.focus()
      await page.keyboard.press('Enter')
      const title = page.locator('#detail-title')
      expect(await title.evaluate('document.activeElement.id')).toBe('detail-title')
      const box = await title.boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect(box?.y).toBeLessThan(600)
      expect(await page.locator('#try-url').inputValue()).toContain(`${STRIPE}/`)
      expect(await page.locator('#try-who option:checked').textContent()).toBe('billing')
      const wide = await page.evaluate('[grid.scrollWidth, document.documentElement.scrollWidth]')
      if (width === 1280) expect(wide).toEqual([await page.evaluate('grid.clientWidth'), width])
      await page.keyboard.press('Escape')
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
        /^billing at api/,
      )
      expect(await page.locator('#panel').isVisible()).toBe(false)
      await page.close()
    },
  )

  test('what a change is shown from gets the focus back', async () => {
    const { page } = await opened(comparison())
    const link = page.locator('#change-groups a').first()
    await link.focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('#detail-title').textContent()).toMatch(/^billing at api\.stripe\.com: /)
    await page.locator('#back').click()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('show')
    await page.close()
  })

  test('an answer of the line does not outlive the request that it is of', async () => {
    const { page } = await opened(file())
    await page.locator('#try-url').fill(`${STRIPE}/v1/charges`)
    await page.locator('#try button').click()
    expect(await page.locator('#verdict').textContent()).toMatch(/^● free: /)
    await page.locator('#try-method').fill('DELETE')
    expect(await page.locator('#verdict').textContent()).toBe('')
    expect(await page.locator('#tried').textContent()).toBe('')
    await page.close()
  })

  const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
  ] as const)(
    '%s, %i wide: nothing serious for readers of any kind, no scrolling sideways',
    async (colorScheme, width) => {
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        viewport: { width, height: 800 },
      })
      const page = await context.newPage()
      await page.goto(`file://${comparison()}`)
      await page.locator('[data-column="0"]').first().click()
      await page.locator('#words').fill('refunds')
      await page.evaluate(AXE)
      const found = (await page.evaluate(
        `axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
      )) as string[]
      expect(found).toEqual([])
      const over = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(over).toBe(0)
      await context.close()
    },
  )

  test('a replayed log as a page: rules have their calls, and who never used theirs can be asked for', async () => {
    const log = [
      { method: 'POST', url: `${STRIPE}/v1/refunds?secret=1`, agent: 'billing' },
      { method: 'POST', url: `${STRIPE}/v1/refunds`, agent: 'clerk' },
    ]
    writeFileSync(join(folder, 'calls.jsonl'), log.map((call) => `${JSON.stringify(call)}\n`).join(''))
    const { status, stdout } = await runInProcess(
      ['replay', 'calls.jsonl', '--from', 'dir:was', '--to', 'files', '--format', 'html'],
      { cwd: folder },
    )
    expect(status).toBe(0)
    expect(stdout).not.toContain('secret=')
    const path = join(folder, 'replay.html')
    writeFileSync(path, stdout)
    const { page } = await opened(path)
    expect(await checked(page)).toMatch(/^all/)
    // Two agents alike are one row, with the calls of both.
    const cell = page.locator('[aria-label^="billing at api.stripe.com"]')
    expect(await cell.getAttribute('aria-label')).toMatch(/, 2 calls$/)
    expect(await cell.textContent()).toMatch(/ 2 calls$/)
    expect(await page.locator('[data-column]').filter({ hasText: 'call' }).count()).toBe(1)
    await cell.click()
    expect(await page.locator('#detail').textContent()).toMatch(/payments#1[^#]*\(2 calls of the log\)/)
    await page.locator('[name=unused]').check()
    expect(await page.locator('#rows tr').allTextContents()).toEqual([expect.stringMatching(/^odd/)])
    await page.close()
  })

  const LOOKS = [
    { name: 'page-wide', width: 1200, colorScheme: 'light', media: 'screen' },
    { name: 'page-dark', width: 1200, colorScheme: 'dark', media: 'screen' },
    { name: 'page-narrow', width: 390, colorScheme: 'light', media: 'screen' },
    { name: 'page-print', width: 900, colorScheme: 'light', media: 'print' },
  ] as const
  test.each(LOOKS)('a diff as a page, $name', async ({ name, width, colorScheme, media }) => {
    const { page, troubles } = await opened(comparison(), { viewport: { width, height: 800 }, colorScheme })
    expect(await checked(page)).toMatch(/^all/)
    expect(await page.locator('#change-groups').textContent()).toContain(
      '▲ Opens (wider)billing, clerk may POST https://api.stripe.com/v1/refunds* after approval by finance-approvers, valid 4h. Before: denied.',
    )
    const cell = page.locator('[aria-label^="billing at api.stripe.com"]')
    expect(await cell.textContent()).toBe('●/○→◐ ▲')
    await page.locator('[data-fold]').click()
    expect(await page.locator('#rows tr').count()).toBe(3)
    await cell.click()
    const change = page.locator('#detail .change.is-wider')
    expect(await change.textContent()).toMatch(
      /^▲ Opens \(wider\).*denied → approval by finance-approvers, valid 4h/,
    )
    expect(await page.locator('#detail > table').textContent()).not.toContain('→')
    await page.emulateMedia({ media })
    if (media === 'print') {
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
      expect(await page.locator('#changed-cells h3').count()).toBe(2)
      expect(await page.locator('#changed-cells').isVisible()).toBe(true)
      expect(await page.locator('#try').isVisible()).toBe(false)
    }
    expect(troubles).toEqual([])
    if (process.env.POLICYCTL_PICTURES === '1')
      await page.screenshot({ path: `docs/images/${name}.png`, fullPage: true })
    await page.close()
  })
})
