import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EXIT_STATUS_OF } from '../../src/diagnostic/error-codes.ts'
import { modulesOf } from '../architecture/imports.ts'

const codes = Object.keys(EXIT_STATUS_OF)

describe('every error code has a page', () => {
  test.each(codes)('%s', (code) => {
    expect(existsSync(`docs/errors/${code}.md`)).toBe(true)
    const page = readFileSync(`docs/errors/${code}.md`, 'utf8')
    expect(page.startsWith(`# ${code}\n`)).toBe(true)
    expect(page).toContain(`xit status ${EXIT_STATUS_OF[code as keyof typeof EXIT_STATUS_OF]}`)
  })

  test('and no page is left over', () => {
    const pages = readdirSync('docs/errors').filter((file) => file !== 'README.md')
    expect(pages.map((file) => file.replace('.md', '')).sort()).toEqual([...codes].sort())
  })
})

describe('every error code has a test that expects it', () => {
  test.each([
    ["expect(error).toMatchObject({ code: 'some-code' })", true],
    ["['one', 'some-code', 'message'],", true],
    ["expect(stderr).toContain('error some-code: it happened')", true],
    ['expect(stderr).toMatch(/^error some-code/)', true],
    ["expect(said).toEqual('some-code: it happened')", true],
    ["expect(summary).toContain('(`some-code`)')", true],
    ["test('some-code', () => {})", false],
    ["test('it ends with some-code', () => {})", false],
    ["  // error some-code: it happened, 'some-code'", false],
    ["expect(code).toBe('some-code-else')", false],
    ['const some-code: number', false],
  ])('%s: %s', (text, isExpectation) => {
    expect(expects('some-code', withoutComments(text))).toBe(isExpectation)
  })

  // local-action/ runs before a release only.
  const texts = modulesOf('test')
    .filter((module) => module !== 'docs/errors.test.ts' && !module.startsWith('local-action/'))
    .map((module) => withoutComments(readFileSync(`test/${module}`, 'utf8')))

  test.each(codes)('%s', (code) => {
    expect(texts.some((text) => expects(code, text))).toBe(true)
  })
})

/** The code alone in quotes, unless that is a title; or as the command line, or an outcome of the Action, prints it. */
function expects(code: string, text: string): boolean {
  if (!text.includes(code)) return false
  const forms = [
    `(?<!(?:test|describe)\\()(['"\`])${code}\\\\?\\1`,
    `error ${code}(?![\\w-])`,
    `['"\`]${code}: `,
  ]
  return new RegExp(forms.join('|')).test(text)
}

/** Lines of comments alone: no test has a code in a comment behind its code. */
function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')
}
