/** A page is mailed and kept: no password of a URL is in it, and what it shows holds all the same. */
import { expect, test } from 'vitest'
import { claimsOf, holds } from '../../src/page/claims.ts'
import { rowsFault } from '../../src/page/missing-rows.ts'
import { pageModel } from '../../src/page/page-model.ts'
import { seededRandom } from '../../src/page/seeded-random.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { documentOf } from './model-of-sides.ts'

const side = (...resources: readonly string[]) => {
  const spec: Spec = {
    policies: resources.map((resource, at) => ({ permission: at === 0 ? 'allow' : 'deny', resource })),
    approvals: [{ name: 'people', resource: resources[0] ?? '', approvers: { groups: ['finance'] } }],
  }
  return { policies: new Map([['payments', spec]]), bindings: new Map([['default/billing', ['payments']]]) }
}

test.each([
  'https://bob:s3cret@api.example/*',
  'https://s3cret@api.example/v1/*',
  'https://bob:s3cret@api.example:8443/',
  'HTTPS://bob:s3cret@API.example/*',
])('%s', (resource) => {
  const before = side(resource, 'https://ann:0ther@api.example/*')
  const after = side(resource.replace('s3cret', 's3cret2'), 'https://api.example/admin/*')
  const tools = [{ name: 'x', baseUrl: 'https://bob:s3cret@api.example', riskTags: [], capabilities: [] }]
  for (const known of [null, tools]) {
    const document = documentOf([before, after], known)
    expect(JSON.stringify(document)).not.toMatch(/s3cret|0ther|bob|ann:/)
    const model = pageModel(document)
    expect(rowsFault(model)).toBeNull()
    expect([...claimsOf(model, seededRandom('a page'))].filter((claim) => !holds(claim))).toEqual([])
  }
  const { changes, former } = documentOf([before, after])
  // Another password is another resource, so it is still a change.
  expect([changes.length > 0, former.length]).toEqual([true, 1])
})

test('a page without passwords is as it was, an @ in a path included', () => {
  const plain = side('https://api.example/@me/*')
  expect(documentOf([null, plain]).policies[0]?.spec).toEqual(plain.policies.get('payments'))
})

test('a password is hidden behind letters of two units too', () => {
  const name = `${'💥'.repeat(30)} https://bob:s3cret@api.example/`
  const { policies, bindings } = side('https://api.example/*')
  const [spec = { policies: [] }] = policies.values()
  const named: Spec = { ...spec, approvals: [{ name, approvers: { groups: ['finance'] } }] }
  const document = documentOf([null, { policies: new Map([['payments', named]]), bindings }])
  expect(JSON.stringify(document)).toContain('hidden-1@api.example/')
  expect(JSON.stringify(document)).not.toMatch(/s3cret|bob/)
})
