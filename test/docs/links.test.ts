import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/list.ts'

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => join('docs', file))

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages]
const LINK = /\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g

describe('every relative link leads to a file, and to a heading of it', () => {
  test.each(DOCUMENTS)('%s', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(LINK)]
    const broken = links.filter(([, path = '', heading]) => {
      const target = path === '' ? page : join(dirname(page), path)
      return !existsSync(target) || (heading !== undefined && !anchorsOf(target).has(heading))
    })
    expect(broken.map(([link]) => link)).toEqual([])
  })
})

/** The anchors that GitHub makes of the headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(page, 'utf8').replace(/^```.*?^```/gms, '')
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

test('each test file that a page names exists', () => {
  const named = DOCUMENTS.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

test('the README has a row for every command, and no other', () => {
  const [, section = ''] = readFileSync('README.md', 'utf8').split('\n## Commands\n')
  const [table = ''] = section.slice(section.indexOf('| command |')).split('\n\n')
  const rows = [...table.matchAll(/^\| `([\w-]+)/gm)].map(([, name]) => name)
  expect(rows.toSorted()).toEqual(COMMANDS.map(({ name }) => name).sort())
})
