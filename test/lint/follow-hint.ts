/**
 * Follows a hint as somebody in a hurry does: what it says is done at the place
 * of the finding, and nothing else.
 */
import { parseDocument } from 'yaml'
import type { Finding } from '../../src/diagnostic/finding.ts'

/** @returns the text afterwards; null for a hint that leaves something to think about. */
export function followed(text: string, finding: Finding): string | null {
  const span = spanOf(text, finding)
  const source = text.slice(span.start, span.end)
  const replaced = (by: string): string => text.slice(0, span.start) + by + text.slice(span.end)
  const { hint = '' } = finding
  for (const [pattern, act] of ACTS) {
    const match = pattern.exec(hint ?? '')
    if (match === null) continue
    const done = act({ text, finding, source, match: match[1] ?? '', replaced })
    return done === text ? null : done
  }
  return null
}

/** Hints that are followed by somebody else's knowledge: they name no text. */
export function leavesOpen(hint: string): boolean {
  return OPEN.some((pattern) => pattern.test(hint))
}

interface Following {
  readonly text: string
  readonly finding: Finding
  /** The text at the place. */
  readonly source: string
  readonly match: string
  replaced(by: string): string
}

type Act = (following: Following) => string | null

const edited =
  (edit: (source: string) => string): Act =>
  ({ source, replaced }) =>
    replaced(quoted(edit(bare(source))))

const ACTS: readonly (readonly [RegExp, Act])[] = [
  [/^did you mean (\S+)\?$/, ({ match, replaced }) => replaced(match)],
  [/^write (true|false)$/, ({ match, replaced }) => replaced(match)],
  [/^write (\w+: \[.*\])$/, ({ match, replaced }) => replaced(match.replace(/^\w+: /, ''))],
  [/^write (https?:\/\/\S*)/, writes],
  [
    /^write (%[\dA-F%]+) in its place$/,
    ({ source, match, replaced }) => replaced(quoted(bare(source).replace(decodeURIComponent(match), match))),
  ],
  [/^put it in quotes: (".*")$/, ({ match, replaced }) => replaced(match)],
  [/^use (approval_required)/, ({ text, finding, match }) => withField(text, finding, 'permission', match)],
  [/^name the operations: \[GET\]$/, ({ text, finding }) => withField(text, finding, 'operations', ['GET'])],
  [/^name the resource: (\S+)$/, ({ text, finding, match }) => withField(text, finding, 'resource', match)],
  [/^name the host: (\S+)$/, ({ match, replaced }) => replaced(quoted(match))],
  [/^leave operations out/, ({ text, finding }) => withField(text, finding, 'operations', undefined)],
  [
    /^delete (?:this rule|the route|one of them)|^move it above .*, or delete it$/,
    ({ text, finding }) => withoutItem(text, finding),
  ],
  [/^add (.+) to lines? (\d+) and delete this rule$/, merged],
  [
    /^delete (\w+) if all are meant/,
    ({ text, finding, match }) => withField(text, finding, match, undefined),
  ],
  [/^delete them: the workspace/, edited((url) => url.replace(/\/\/[^/]*@/, '//'))],
  [/^delete it; a rule cannot tell/, edited((url) => url.replace(/[?#].*$/, ''))],
  [/^delete it, or write %20|^delete the blank/, edited((url) => url.replace(/\s/g, ''))],
  [/^delete it, or type the resource again/, edited((url) => url.replace(/[\u200b\u202e]/g, ''))],
  [/^correct the port, or delete it$/, edited((url) => url.replace(/:\d+/, ''))],
  [/^write the port without leading zeros/, edited((url) => url.replace(/:0+/, ':'))],
  [/^deny (\S+) as well$/, asWell],
  [
    /^write (\S+|\d+h)(?: to deny all below it)?$/,
    ({ match, finding, replaced }) => (VALUES.has(finding.check) ? replaced(quoted(match)) : null),
  ],
]

/** Checks whose hint `write …` is the value itself. */
const VALUES = new Set([
  'lowercase-method',
  'never-matches',
  'invalid-duration',
  'non-canonical-url',
  'missing-host-delimiter',
])

const OPEN = [
  /^write one rule for|^leave resource out|^deny the path|^write the (?:whole URL|host|value itself|path|pattern)|^write https:\/\/ (?:w|if)|^if the server|^type the resource again/,
  /^(?:narrow|shorten|widen|use GET|name a|name the resource as well|limit|ask for)|^only '\*'|^correct/,
  /^is the host misspelled|^add spec\.approvals|^the (?:documented|fields|kinds)|^write (?:it with|methods|30m|approvers|permission|allow)/,
  /^add (?:a rule|one|permission)|^give it a value|^use (?:lower|allow|true)|^no request has|^rename|^make sure that the gateway/,
]

function writes({ finding, source, match, replaced }: Following): string | null {
  // Whether a server offers it, nobody knows here.
  if (finding.check === 'cleartext-http') return null
  if (match === 'https://')
    return finding.hint?.startsWith('write https:// if') === true
      ? replaced(quoted(bare(source).replace(/^[^:]*:\/\//, match)))
      : null
  return replaced(quoted(match))
}

function merged({ text, finding, match }: Following): string | null {
  const line = Number(/lines? (\d+)/.exec(finding.hint ?? '')?.[1])
  const document = parseDocument(text)
  const [own, other] = [itemAt(text, finding), itemAt(text, { line, column: 99 })]
  if (own === null || other === null) return null
  const field = /in their (\w+) only/.exec(finding.message)?.[1] ?? ''
  const before = (document.getIn([...other, field]) as { toJSON(): string[] }).toJSON()
  document.setIn([...other, field], [...before, ...match.split(', ')])
  document.deleteIn(own)
  return document.toString({ lineWidth: 0 })
}

function asWell({ text, finding, match }: Following): string | null {
  const path = itemAt(text, finding)
  if (path === null) return null
  const document = parseDocument(text)
  document.addIn(path.slice(0, -1), document.createNode({ permission: 'deny', resource: match }))
  return document.toString({ lineWidth: 0 })
}

function withoutItem(text: string, finding: Finding): string | null {
  const path = itemAt(text, finding)
  if (path === null) return null
  const document = parseDocument(text)
  document.deleteIn(path)
  return document.toString({ lineWidth: 0 })
}

function withField(text: string, finding: Finding, field: string, value: unknown): string | null {
  const path = itemAt(text, finding)
  if (path === null) return null
  const document = parseDocument(text)
  if (value === undefined) document.deleteIn([...path, field])
  else document.setIn([...path, field], value)
  return document.toString({ lineWidth: 0 })
}

/** The rule or route that holds a place. */
export function itemAt(
  text: string,
  { line, column }: Pick<Finding, 'line' | 'column'>,
): (string | number)[] | null {
  const offset = spanOf(text, { line, column, endLine: line, endColumn: column }).start
  const document = parseDocument(text)
  for (const list of ['policies', 'approvals'])
    for (let at = 0; document.hasIn(['spec', list, at]); at += 1) {
      const node = document.getIn(['spec', list, at], true) as { range?: [number, number, number] | null }
      const [start = 0, , end = 0] = node.range ?? []
      if (start <= offset && offset < end) return ['spec', list, at]
    }
  return null
}

function spanOf(
  text: string,
  { line, column, endLine, endColumn }: Pick<Finding, 'line' | 'column' | 'endLine' | 'endColumn'>,
): { start: number; end: number } {
  const lines = text.split('\n')
  const at = (row: number, col: number): number =>
    lines.slice(0, row - 1).reduce((sum, one) => sum + one.length + 1, 0) +
    Math.min(col - 1, (lines[row - 1] ?? '').length)
  return { start: at(line, column), end: at(endLine, endColumn) }
}

function bare(source: string): string {
  return source.startsWith('"') ? (JSON.parse(source) as string) : source
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
