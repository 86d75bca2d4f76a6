/** Each command line that a page shows is one that the command line takes: its name, its options, its formats. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/list.ts'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'examples/fleet/README.md',
  'examples/replay/README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('decisions'))
    .map((file) => join('docs', file)),
]
const GLOBAL = ['--target', '--config', '--no-color', '--quiet', '--verbose', '--help', '--version']
const COMMAND = /^(?:\$ |npx )?policyctl (?=[a-z])/

const OPTIONS = new Map(
  COMMANDS.map(({ name, command: { options = [], formats } }) => {
    const flags = options.flatMap((option) => option.flags.match(/--[\w-]+/g) ?? [])
    return [name, { flags: [...GLOBAL, ...flags, '--format'], formats }]
  }),
)

interface Shown {
  readonly name: string
  readonly line: string
}

/** Lines of blocks, and spans that begin with policyctl, or with the name of a command that has options. */
function shownIn(page: string): readonly Shown[] {
  const text = readFileSync(page, 'utf8')
  const blocks = [...text.matchAll(/^ *```(?:sh|console)\n(.*?)^ *```/gms)].flatMap(([, block = '']) =>
    block.split('\n').filter((line) => COMMAND.test(line)),
  )
  const spans = [...text.replace(/```.*?```/gs, '').matchAll(/`([^`\n]+)`/g)]
    .map(([, span = '']) => span)
    .filter((span) => COMMAND.test(span) || (OPTIONS.has(span.split(' ')[0] ?? '') && / --/.test(span)))
  return [...blocks, ...spans].map((shown) => {
    const line = shown.replace(COMMAND, '').split(/ #| \| | > | && /)[0] ?? ''
    return { name: line.split(' ')[0] ?? '', line }
  })
}

function faultOf({ name, line }: Shown): string | null {
  const options = OPTIONS.get(name)
  if (options === undefined) return `${line}: there is no command ${name}`
  const unknown = (line.match(/(?<= )--[a-z][\w-]*/g) ?? []).filter((flag) => !options.flags.includes(flag))
  if (unknown.length > 0) return `${line}: ${unknown.join(', ')}`
  const [, format] = /--format (\w+)/.exec(line) ?? []
  const isKnown = format === undefined || options.formats.some((known) => known === format)
  return isKnown ? null : `${line}: no format ${format}`
}

const SHOWN = PAGES.map((page) => ({ page, shown: shownIn(page) })).filter(({ shown }) => shown.length > 0)

test('the pages show command lines', () => {
  expect(SHOWN.flatMap(({ shown }) => shown).length).toBeGreaterThan(150)
})

test.each(SHOWN)('$page', ({ shown }) => {
  expect(shown.map(faultOf).filter((fault) => fault !== null)).toEqual([])
})

test.each([
  ['plan --exit-cod', 'plan --exit-cod: --exit-cod'],
  ['plann', 'plann: there is no command plann'],
  ['plan --format csv', 'plan --format csv: no format csv'],
  ['plan --format json --target a', null],
])('%s → %s', (line, fault) => {
  expect(faultOf({ name: line.split(' ')[0] ?? '', line })).toBe(fault)
})
