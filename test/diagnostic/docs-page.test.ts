/** Every message that names a page names it by its address; the page, and the heading in it, are in the package. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { docsPage } from '../../src/diagnostic/docs-page.ts'
import { CHECKS } from '../../src/lint/checks/list.ts'
import { modulesOf } from '../architecture/imports.ts'

const { version, repository, files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string
  readonly repository: { readonly url: string }
  readonly files: readonly string[]
}

const CALL = /docsPage\(\s*(['"`])(.*?)\1/g
const EACH_CHECK = /\$\{id\}/
const PAGE_PATH = /\bdocs\/|\b[a-z-]+\.md\b/
/** They write the address, GitHub's places of CODEOWNERS, and reports that are Markdown and no pages. */
const MAY_NAME = [
  'action/publish-apply.ts',
  'action/publish.ts',
  'author/code-owners.ts',
  'diagnostic/docs-page.ts',
  'media/evidence-pack.ts',
]

const SOURCES = modulesOf('src')
  .filter((module) => !module.startsWith('generated/'))
  .map((module) => ({ module, code: codeOf(readFileSync(join('src', module), 'utf8')) }))

function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

/** Each page with the module that names it; a page for each check is named once for all. */
const NAMED = SOURCES.flatMap(({ module, code }) =>
  [...code.matchAll(CALL)].flatMap(([, , page = '']) =>
    EACH_CHECK.test(page)
      ? CHECKS.map(({ id }): [string, string] => [module, page.replace(EACH_CHECK, id)])
      : [[module, page] satisfies [string, string]],
  ),
)

test('a page is an address of this release in the repository of package.json', () => {
  const address = repository.url.replace(/^git\+|\.git$/g, '')
  expect(docsPage('ledger.md#repair')).toBe(`${address}/blob/v${version}/docs/ledger.md#repair`)
  expect(new URL(address).host).toBe('github.com')
})

test('no message names a page by a path, which nobody can follow who has only the package', () => {
  expect(SOURCES.length).toBeGreaterThan(300)
  const named = SOURCES.filter(({ code }) => PAGE_PATH.test(code.replaceAll(CALL, '')))
  expect(named.map(({ module }) => module).filter((module) => !MAY_NAME.includes(module))).toEqual([])
  expect(NAMED.length).toBeGreaterThan(CHECKS.length + 10)
})

test.each(NAMED)('%s: %s is in the package, heading and all', (_module, named) => {
  const [page = '', heading] = named.split('#')
  const path = `docs/${page}`
  expect(existsSync(path)).toBe(true)
  expect(files.some((pattern) => isPacked(path, pattern))).toBe(true)
  if (heading !== undefined) expect(anchorsOf(path)).toContain(heading)
})

function isPacked(path: string, pattern: string): boolean {
  return pattern === 'docs/*.md' ? /^docs\/[^/]+\.md$/.test(path) : path.startsWith(`${pattern}/`)
}

/** As GitHub makes them of headings. */
function anchorsOf(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  )
}
