import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import { regionsMarkdown } from '../../src/media/regions-markdown.ts'
import { regionsText } from '../../src/media/regions-text.ts'
import { parsePolicyFile } from '../../src/parse/parse-policy-file.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { causesFinder } from '../../src/workbench/place-causes.ts'
import { route, rule, spec, withRoutes } from '../support/builders/specs.ts'

const ASKED = 'ask POST https://api.stripe.com/v1/refunds*'
const WRITES = 'ask POST,PUT,PATCH,DELETE https://www.googleapis.com/*'

function side(
  policies: Readonly<Record<string, Spec>>,
  bindings: Readonly<Record<string, string[]>>,
): AccessSide {
  return { policies: new Map(Object.entries(policies)), bindings: new Map(Object.entries(bindings)) }
}

const writers = Array.from({ length: 11 }, (_, index) => `default/writer-${index + 1}`)
const bound = {
  'default/billing-agent': ['payments-write'],
  'default/refunds-agent': ['payments-write'],
  'default/sales-agent': ['crm-read'],
  'ops/etl-agent': ['legacy-ftp-gateway'],
  ...Object.fromEntries(writers.map((agent) => [agent, ['workspace-write-approval']])),
}
const finance = route('refunds', { approvers: { groups: ['finance-approvers'] }, defaultDuration: '4h' })
const before = side(
  {
    'payments-write': withRoutes(spec('allow GET https://api.stripe.com/*', ASKED), finance),
    'workspace-write-approval': withRoutes(spec(WRITES), route('writes', { defaultDuration: '4h' })),
    'crm-read': spec('allow GET https://api.hubspot.com/*'),
    'legacy-ftp-gateway': spec('allow POST https://ftp-gw.acme.example/*'),
    'break-glass': spec('deny'),
  },
  bound,
)
const after = side(
  {
    'payments-write': spec(
      'allow GET https://api.stripe.com/*',
      'allow POST https://api.stripe.com/v1/refunds*',
    ),
    'workspace-write-approval': withRoutes(
      spec(WRITES),
      route('writes', {
        approvers: { groups: ['it-approvers', 'security'], match: 'all' },
        defaultDuration: '1h',
      }),
    ),
    'crm-read': spec('allow GET https://api.hubspot.com/crm/*'),
    'break-glass': { policies: [rule('deny'), rule('allow GET https://status.acme.example/* #public')] },
  },
  bound,
)

const files = [...after.policies].map(([name, of]) => {
  const text = JSON.stringify({ name, spec: of }, null, 2)
  return parsePolicyFile(`policies/${name}.json`, new TextEncoder().encode(text))
})
const regions = compareAccess(before, after)
const causesOf = causesFinder(
  before,
  after,
  files.flatMap(({ policies }) => policies),
)

test('the story on a terminal', async () => {
  const text = regionsText(regions, { color: false, verbose: false, causesOf })
  await expect(text).toMatchFileSnapshot('golden/regions-story.txt')
})

test('the story as Markdown', async () => {
  await expect(regionsMarkdown(regions, { verbose: false, causesOf })).toMatchFileSnapshot(
    'golden/regions-story.md',
  )
})

test('verbose: every agent', () => {
  const text = regionsText(regions, { color: false, verbose: true, causesOf })
  for (const agent of writers) expect(text).toContain(agent.slice('default/'.length))
})

test('colours only if asked for', () => {
  expect(regionsText(regions, { color: false, verbose: false, causesOf })).not.toContain('\u001b[')
  expect(regionsText(regions, { color: true, verbose: false, causesOf })).toContain('\u001b[31m▲ WIDER')
})

test('nothing changed: said in one line', () => {
  const options = { color: false, verbose: false, causesOf: () => [] }
  expect(regionsText([], options)).toBe('ACCESS   every request is decided as before\n')
  expect(regionsMarkdown([], options)).toBe('')
})

test('a word of the caller ends the first line', () => {
  const text = regionsText(regions, { color: false, verbose: false, causesOf, markOf: () => 'BLOCKED' })
  expect(text.match(/BLOCKED$/gm)).toHaveLength(regions.length)
})

describe('text of others', () => {
  const hostile = [
    '`x` <img src=x onerror=alert(1)>',
    '@everyone | a | b',
    'line\nbreak',
    '\u001b[2J\u202e',
    '[l](javascript:1)',
  ]
  const evil = hostile.flatMap((text) =>
    compareAccess(
      side({}, { [`default/${text}`]: ['p'] }),
      side(
        {
          p: withRoutes(
            {
              policies: [
                {
                  permission: 'approval_required',
                  resource: `https://h/${text}*`,
                  tags: [text],
                  operations: [text],
                },
              ],
            },
            { name: text, toolIds: [text], approvers: { groups: [text] }, defaultDuration: text },
          ),
        },
        { [`default/${text}`]: ['p'] },
      ),
    ),
  )

  test('on a terminal: no control character but line breaks of ours', () => {
    const text = regionsText(evil, { color: false, verbose: true, causesOf: () => [] })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(text).not.toContain('\nbreak')
  })

  test('in Markdown: no element, mention, link or table cell of theirs', async () => {
    const html = await marked.parse(regionsMarkdown(evil, { verbose: true, causesOf: () => [] }))
    const outside = html.replace(/<code>.*?<\/code>/gs, '')
    expect(outside).not.toMatch(/<img|<a |@everyone|<td>b|javascript:/)
    expect(evil.length).toBeGreaterThan(5)
  })
})
