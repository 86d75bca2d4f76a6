import fc from 'fast-check'
import { marked, type Token } from 'marked'
import { describe, expect, test } from 'vitest'
import { renderComment } from '../../src/action/comment/comment.ts'
import { boldName, code, codeElement, fenced, link, plainName, prose } from '../../src/media/markdown-text.ts'
import {
  commentInput,
  lintReport,
  planned,
  region,
  route,
  step,
} from '../support/builders/comment-documents.ts'

const HOSTILE = [
  '@everyone',
  'hi @acme/security-team',
  '#1',
  'acme/policies#12',
  'GH-7',
  'deadbeef',
  'www.evil.example',
  'https://evil.example',
  'a`b',
  '``',
  '` @x `',
  'a|b',
  '<img src=x onerror=alert(1)>',
  '</details><h1>x',
  '<!-- policyctl:risk AAAA -->',
  '-->',
  '[x](https://evil.example)',
  '![x](https://evil.example/p.png)',
  '**b**',
  '~~~',
  '```\n@x',
  '::set-output name=a::b',
  '\u001b[31mred',
  '\u202egnp.exe',
  'a\nb',
  '\\',
  '&#64;x',
  '&lt;',
  ' lead',
  '',
  '$\\href{x}{y}$',
  ':tada:',
  'user@mail.example',
  '# head',
  '> [!NOTE]',
  '- [ ] x',
  '<a href="javascript:x">',
]

const CODE_ELEMENT = /<code>(?:[\p{L}\p{N} ,;()-]|&#\d+;)*<\/code>/gu

/** What GitHub would make links, mentions or elements of: text outside of code, and HTML. */
function outside(markdown: string): { text: string; html: readonly string[]; links: readonly string[] } {
  const found = { text: '', html: [] as string[], links: [] as string[] }
  marked.walkTokens(marked.lexer(markdown.replaceAll(CODE_ELEMENT, 'code')), (token: Token) => {
    if (token.type === 'html') found.html.push(token.raw)
    if (token.type === 'link' || token.type === 'image') found.links.push(String(token.href))
    if (token.type === 'text' && !('tokens' in token && token.tokens !== undefined))
      found.text += ` ${token.raw}`
  })
  return found
}

const ACTIVE = /@|#\d|\bgh-\d|www\.|:\/\/|\b[0-9a-f]{7,40}\b|:[a-z]+:|\$/i

function expectInert(markdown: string): void {
  const { text, html, links } = outside(markdown)
  expect(html).toEqual([])
  expect(links).toEqual([])
  expect(text.replaceAll(/&#\d+;/g, '')).not.toMatch(ACTIVE)
}

describe('nothing of others acts', () => {
  test.each(HOSTILE)('%j', (text) => {
    for (const safe of [code(text), boldName(text), plainName(text), prose(text)]) expectInert(`x ${safe} y`)
    expect(codeElement(text)).toMatch(/^<code>(?:[\p{L}\p{N} ,;()-]|&#\d+;)*<\/code>$/u)
  })

  test('whatever it is', () => {
    const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join('')
        expectInert(`x ${code(text)} y`)
        expectInert(`x ${prose(text)} y`)
      }),
      { numRuns: 500 },
    )
  })

  test('in a table a cell stays one cell', () => {
    for (const text of HOSTILE) {
      const [table] = marked.lexer(`| a | b |\n|---|---|\n| ${code(text)} | ${prose(text)} |\n`)
      expect(table?.type === 'table' && table.rows.map((row: readonly unknown[]) => row.length)).toEqual([2])
    }
  })

  test('a fence cannot be ended from inside', () => {
    const tokens = marked.lexer(fenced('diff', ['```', '````', '~~~', '</details>', '@x']))
    expect(tokens.map(({ type }) => type)).toEqual(['code'])
  })

  test('an address cannot be left', () => {
    expect(link('x', 'https://github.com/a/b/blob/c/p) [y](z).yaml')).toBe(
      '[x](https://github.com/a/b/blob/c/p%29%20%5By%5D%28z%29.yaml)',
    )
  })

  test('long text keeps both ends', () => {
    const text = code(`https://api.example/${'a'.repeat(5_000)}/end*`)
    expect(text.length).toBeLessThan(450)
    expect(text).toMatch(/^`https:\/\/api\.example\/a+…a+\/end\*`$/)
  })
})

test('plain names stay readable', () => {
  expect(boldName('billing-agent')).toBe('**billing-agent**')
  expect(prose('wider, e.g. GET.')).toBe('wider, e.g. GET.')
  expect(prose('unbind etl-agent first, then try again.')).toBe('unbind etl-agent first, then try again.')
  expect(prose('wider (GET https://x/*), see (https://x/a(b)) and f(x).')).toBe(
    'wider (GET `https://x/*`), see (`https://x/a(b)`) and `f(x)`.',
  )
  expect(prose('use --allow-deletes=3 on https://x/*.')).toBe('use `--allow-deletes=3` on `https://x/*`.')
})

test('a whole comment of hostile text has no element, link or mention of theirs', () => {
  for (const text of HOSTILE) {
    const input = commentInput({
      key: text,
      base: { branch: text, otherThan: { branch: `${text}2`, looser: [text] } },
      guardrails: [{ name: text, result: 'proven', assumptions: ['paths-as-text'] }],
      targets: [
        planned('production', {
          steps: [
            step(text, { after: { policies: [{ permission: 'allow', resource: text, tags: [text] }] } }),
            step(`other ${text}`),
          ],
          access: [
            region({
              agents: [text],
              policies: [text],
              resource: text,
              exceptResources: [text],
              tools: [text],
              routeBefore: route([text], text),
            }),
            region({
              agents: [text],
              policies: [text],
              direction: 'narrower',
              before: 'allow',
              after: 'deny',
              operations: [text],
            }),
          ],
          blocked: [{ policy: text, guard: 'in-use', message: text }],
          unmanaged: [text],
        }),
        { kind: 'failed', name: text, code: 'unreachable', message: text, hint: text },
      ],
      loosened: [text],
      tests: { passed: 1, coverage: null, failures: [{ name: text, message: text, file: text, line: 1 }] },
      lint: lintReport([
        {
          check: text,
          severity: 'error',
          message: text,
          hint: text,
          file: text,
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 1,
          policy: text,
          fixable: false,
        },
      ]),
      approval: { by: text, commit: text, seen: [] },
    })
    const { text: shown, html, links } = outside(renderComment(input).bodies.join('\n\n'))
    expect(shown.replaceAll(/&#\d+;/g, '')).not.toMatch(/@|#\d|www\.|evil/)
    for (const address of links)
      expect(address).toMatch(/^https:\/\/github\.com\/acme\/policies\/(blob|actions)\//)
    const elements = new Set(
      html
        .join('')
        .match(/<\/?[a-z!][^>]*>/g)
        ?.map((element) =>
          element
            .replace(/^(<a) href="https:\/\/github\.com\/acme\/policies\/actions\/runs\/99">$/, '$1>')
            .replace(/^(<a) href="https:\/\/github\.com\/policyctl\/[\w/.#-]+">$/, '$1>')
            .replace(/<!-- policyctl:[\w:%.]+( [\w+/=%.]+)? -->/, '<!---->'),
        ),
    )
    expect([...elements].filter((element) => !ALLOWED.has(element))).toEqual([])
  }
})

const ALLOWED = new Set([
  '<details>',
  '</details>',
  '<summary>',
  '</summary>',
  '<b>',
  '</b>',
  '<sub>',
  '</sub>',
  '<code>',
  '</code>',
  '<a>',
  '</a>',
  '<!---->',
])
