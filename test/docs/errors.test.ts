import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EXIT_STATUS_OF } from '../../src/diagnostic/error-codes.ts'

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
