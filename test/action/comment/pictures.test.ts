/**
 * Looks at the comment, the summary and the issue in a browser, on a wide and
 * a narrow page. With POLICYCTL_PICTURES=1 the pictures of docs/images are
 * taken anew.
 */
import { readFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_LIMIT, renderReport } from '../../../src/action/comment/comment.ts'
import { storyInput } from '../../support/builders/comment-documents.ts'
import { lacks } from '../../support/suite/lacks.ts'
import { githubPage } from './github-page.ts'
import { mixedChange } from './mixed-change.ts'

const PAGES = {
  comment: githubPage(renderReport(storyInput(), NO_LIMIT), 'comment'),
  summary: githubPage(renderReport(storyInput(), NO_LIMIT), 'summary'),
  'drift-issue': githubPage(readFileSync('test/action/comment/golden/drift-issue.md', 'utf8'), 'comment'),
} as const

interface Seen {
  readonly overflow: number
  readonly open: number
  readonly folds: number
  readonly loose: readonly string[]
  readonly verdict: string
}

/** Run in the page, whose types are not ours. */
const LOOK = `({
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  open: document.querySelectorAll('details[open]').length,
  folds: document.querySelectorAll('details').length,
  loose: document.querySelector('.body').textContent.match(/\\*\\*|<\\/?[a-z]+>|\\[!|\`\`\`/g) ?? [],
  verdict: document.querySelector('h2')?.textContent ?? '',
})`

interface FirstScreen {
  readonly verdict: string
  /** Of the first alert. */
  readonly first: string
  /** Where that ends, in pixels from the top. */
  readonly bottom: number
}

const FIRST_SCREEN = `(() => {
  const alert = document.querySelector('blockquote')
  return {
    verdict: document.querySelector('h2')?.textContent ?? '',
    first: alert?.textContent.replaceAll(/\\s+/g, ' ') ?? '',
    bottom: alert?.getBoundingClientRect().bottom ?? 0,
  }
})()`

/** The pictures that docs/github.md shows. */
const SHOWN = ['comment-wide', 'comment-narrow', 'drift-issue-wide', 'mixed-change-wide-dark']

const WIDTHS = { wide: 960, narrow: 390 } as const

describe.skipIf(lacks('chromium'))('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  })
  afterAll(() => browser.close())

  const cases = Object.entries(PAGES).flatMap(([name, html]) =>
    Object.entries(WIDTHS).map(([size, width]) => ({ name, html, size, width })),
  )
  test.each(cases)(
    '$name, $size: nothing runs over the edge, every fold is closed',
    async ({ name, html, size, width }) => {
      const page = await browser.newPage({ viewport: { width, height: 200 }, deviceScaleFactor: 1 })
      await page.setContent(html)
      const seen = (await page.evaluate(LOOK)) as Seen
      expect(seen).toMatchObject({ overflow: 0, open: 0, loose: [] })
      expect(seen.folds).toBeGreaterThan(0)
      if (name !== 'drift-issue') expect(seen.verdict).toContain('2 agents get more access')
      if (process.env.POLICYCTL_PICTURES === '1' && SHOWN.includes(`${name}-${size}`))
        await page.screenshot({ path: `docs/images/${name}-${size}.png`, fullPage: true })
      await page.close()
    },
  )

  const looks = Object.entries(WIDTHS).flatMap(([size, width]) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ size, width, colorScheme })),
  )
  test.each(looks)(
    'twelve policies of mixed risk, $size, $colorScheme: the gravest change stands on the first screen',
    async ({ size, width, colorScheme }) => {
      const html = githubPage(renderReport(mixedChange(), NO_LIMIT), 'comment')
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
      await page.setContent(html)
      expect((await page.evaluate(LOOK)) as Seen).toMatchObject({ overflow: 0, open: 0, loose: ['<n>'] })
      const { verdict, first, bottom } = (await page.evaluate(FIRST_SCREEN)) as FirstScreen
      expect(verdict).toContain('4 agents get more access · 7 policies allow more')
      expect(first).toMatch(/billing-agent and refunds-agent may POST .* with no human/)
      expect(first).toContain('Until now: approval by finance-approvers, 4h.')
      expect(first).toContain('Cause: payments-write#2')
      expect(bottom).toBeLessThan(800)
      const name = `mixed-change-${size}${colorScheme === 'dark' ? '-dark' : ''}`
      if (process.env.POLICYCTL_PICTURES === '1' && SHOWN.includes(name))
        await page.screenshot({ path: `docs/images/${name}.png`, fullPage: true })
      await page.close()
    },
  )
})
