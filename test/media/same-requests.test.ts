/** Every medium says which requests a region has, each part of it, in the same words. */
import { describe, expect, test } from 'vitest'
import { EVERY_REQUEST, type Region } from '../../src/access/model/region.ts'
import { region } from '../support/builders/comment-documents.ts'
import { stripped, tellRegion } from './all-media.ts'

const URL = 'https://a.example/*'

const EXTENTS: readonly (readonly [string, Partial<Region>])[] = [
  ['POST PUT https://a.example/*', { operations: ['POST', 'PUT'] }],
  ['any method https://a.example/*', { operations: ['*'] }],
  ['any method but GET, HEAD https://a.example/*', { operations: ['*'], exceptOperations: ['GET', 'HEAD'] }],
  ['POST anywhere', { resource: '*' }],
  ['POST https://a.example/* except /x/*', { exceptResources: ['https://a.example/x/*'] }],
  [
    'POST https://a.example/v1/* except /x/*, /y',
    {
      resource: 'https://a.example/v1/*',
      exceptResources: ['https://a.example/v1/x/*', 'https://a.example/v1/y'],
    },
  ],
  // A host is no path, whatever it begins with.
  [
    'POST https://* except https://pay.example/*',
    { resource: 'https://*', exceptResources: ['https://pay.example/*'] },
  ],
  ['POST * except https://a.example/*', { resource: '*', exceptResources: ['https://a.example/*'] }],
  ['POST https://a.example/*, on tools tagged money, pii', { withTags: ['money', 'pii'] }],
  ['POST https://a.example/*, on tools not tagged pii', { withoutTags: ['pii'] }],
  [
    'POST https://a.example/*, on tools tagged money but not pii',
    { withTags: ['money'], withoutTags: ['pii'] },
  ],
  ['POST https://a.example/*, through tool stripe', { tools: ['stripe'] }],
  ['POST https://a.example/*, not through tool stripe', { exceptTools: ['stripe'] }],
  ['POST https://a.example/*, for refunds.create', { capabilities: ['refunds.create'] }],
  ['POST https://a.example/*, not for refunds.create', { exceptCapabilities: ['refunds.create'] }],
]

describe('the requests of a region', () => {
  test.each(EXTENTS)('%s', (expected, extent) => {
    const told = tellRegion(region({ resource: URL, ...extent }))
    for (const [medium, text] of Object.entries(told))
      expect(stripped(text), medium).toContain(expected.replace('POST * ', 'POST anywhere '))
  })

  test('each part of a region has its row', () => {
    const parts = new Set(EXTENTS.flatMap(([, extent]) => Object.keys(extent)))
    expect([...parts].sort()).toEqual(Object.keys(EVERY_REQUEST).sort())
  })

  test.each([
    ['tags', { tags: ['money'] }, 'POST https://a.example/x with money on the tool'],
    [
      'tool and tags',
      { tool: 't', tags: ['money'] },
      'POST https://a.example/x through tool t, tagged money',
    ],
    ['a tool', { tool: 'stripe' }, 'POST https://a.example/x through tool stripe'],
    ['a capability', { capability: 'refunds.create' }, 'POST https://a.example/x for refunds.create'],
  ])('the example, with %s', (_what, more, expected) => {
    const request = { method: 'POST', url: 'https://a.example/x', tags: [], tool: null, capability: null }
    const told = tellRegion(region({ resource: URL, witness: { ...request, ...more } }))
    for (const [medium, text] of Object.entries(told)) expect(stripped(text), medium).toContain(expected)
  })
})
