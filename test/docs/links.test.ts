import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/list.ts'

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => join('docs', file))

describe('every relative link leads somewhere', () => {
  test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages])('%s', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      (match) => match[1] ?? '',
    )
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([])
  })
})

test('the README has a row for every command', () => {
  const readme = readFileSync('README.md', 'utf8')
  expect(COMMANDS.filter(({ name }) => !readme.includes(`| \`${name}`)).map(({ name }) => name)).toEqual([])
})
