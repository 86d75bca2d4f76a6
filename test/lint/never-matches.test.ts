import { expect, test } from 'vitest'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'

const policy = (name: string, ...rules: readonly string[]): string =>
  `name: ${name}\nspec:\n  policies:\n${rules.map((rule) => `    - { ${rule} }\n`).join('')}`

const unreachable = (...texts: readonly string[]): readonly string[] =>
  lint(parsed(Object.fromEntries(texts.map((text, at) => [`${at}.yaml`, text]))))
    .filter(({ check }) => check === 'never-matches')
    .map(({ line, hint }) => `${line}: ${hint}`)

const ALLOW = 'permission: allow, operations: [GET], resource: https://h.example/v1/salaries*'

test.each<[string, readonly string[], readonly string[]]>([
  [
    'a deny that differs from the grant in capitals',
    [policy('a', ALLOW, 'permission: deny, resource: https://h.example/V1/salaries*')],
    ['5: write https://h.example/v1/salaries*'],
  ],
  [
    'where the grant stands in another policy',
    [policy('a', ALLOW), policy('b', 'permission: deny, resource: https://h.example/V1/*')],
    ['4: write https://h.example/v1/*'],
  ],
  [
    'below a grant of other capitals',
    [policy('a', ALLOW, 'permission: deny, resource: https://h.example/V1/salaries/2026')],
    ['5: write https://h.example/v1/salaries/2026'],
  ],
  [
    'not where a grant that ends within a segment meets it',
    [
      policy(
        'a',
        ALLOW,
        'permission: allow, operations: [GET], resource: https://h.example/V*',
        'permission: deny, resource: https://h.example/V1/salaries/2026',
      ),
    ],
    [],
  ],
  [
    'not where some grant is wide enough to meet it',
    [
      policy(
        'a',
        ALLOW,
        'permission: allow, operations: [GET], resource: https://h.example/*',
        'permission: deny, resource: https://h.example/V1/salaries*',
      ),
    ],
    [],
  ],
  [
    'not where nothing like it is granted',
    [policy('a', ALLOW, 'permission: deny, resource: https://h.example/Users/*')],
    [],
  ],
  [
    'not where a grant names no resource at all',
    [
      policy(
        'a',
        ALLOW,
        'permission: allow, tags: [x]',
        'permission: deny, resource: https://h.example/V1/salaries*',
      ),
    ],
    [],
  ],
  [
    'a tag in letters of another alphabet',
    [
      policy(
        'a',
        'permission: deny, tags: [f\u0456nancial]',
        'permission: approval_required, tags: ["pii\\u200b"]',
      ),
    ],
    ['4: write financial', '5: write pii'],
  ],
  [
    'not a grant, which opens nothing by it, nor a word of another alphabet',
    [
      policy(
        'a',
        'permission: allow, tags: [f\u0456nancial]',
        'permission: deny, tags: [финансы, données, 日本]',
      ),
    ],
    [],
  ],
  [
    'tools, capabilities and tags of a route',
    [
      `${policy('a', 'permission: approval_required')}  approvals:\n    - { name: r, toolIds: [\u0441rm], capabilities: [writ\u0435], tags: [\uff50ii], approvers: { groups: [g] } }\n`,
    ],
    ['6: write crm', '6: write write', '6: write pii'],
  ],
  [
    'two slashes: what is denied stays denied',
    [
      policy(
        'a',
        'permission: allow, operations: [GET], resource: https://h.example/*',
        'permission: deny, resource: https://h.example//v1/*',
      ),
    ],
    ['5: deny https://h.example/v1/* as well'],
  ],
  [
    'a route that no request can meet',
    [
      `${policy('a', 'permission: approval_required, operations: [POST], resource: https://h.example/*')}  approvals:\n    - { name: r, resource: "htps://h.example/*", approvers: { groups: [g] } }\n`,
    ],
    ['6: write https:// if that was meant'],
  ],
])('%s', (_case, texts, expected) => {
  expect(unreachable(...texts)).toEqual(expected)
})
