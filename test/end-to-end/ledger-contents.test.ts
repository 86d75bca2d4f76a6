/** What an apply leaves in the ledger's tree besides the policies, and that the next run reads it back. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLedger } from '../../src/git/ledger.ts'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { placeIn } from '../support/git/ledger.ts'
import { projectWith } from '../support/project/project.ts'

const LEDGER = 'refs/policyctl/ledger/production'
const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')

test('bindings as they were seen, fields that no schema knows, the config in force and its digest', async () => {
  const odd = { ...A, generation: 3 }
  const project = await projectWith({ files: { a: A, b: B }, live: { a: odd }, bound: { a: ['billing'] } })
  expect((await project.run('apply', '--yes')).status).toBe(0)
  const config = readFileSync(join(project.root, 'policyctl.yaml'), 'utf8')
  expect(git(project.root, 'ls-tree', '-r', '--name-only', LEDGER).split('\n')).toEqual([
    'FORMAT-2-needs-a-newer-policyctl.json',
    'bindings.json',
    'config.yaml',
    'evidence.dsse.json',
    'policies/a.json',
    'policies/b.json',
    'shown/a.json',
  ])
  const digest = createHash('sha256').update(config).digest('hex')
  expect(git(project.root, 'cat-file', 'commit', LEDGER)).toContain(`\nPolicyctl-Config: sha256:${digest}\n`)
  const place = await placeIn(project.root, { endpoint: `${project.server.url}/api/v1` })
  expect(await readLedger(place)).toMatchObject({
    config,
    bindings: new Map([['default/billing', ['a']]]),
    shown: new Map([['a', { spec: odd, isAnswer: false }]]),
    review: null,
    evidence: expect.stringContaining('"payloadType":"application/vnd.in-toto+json"'),
  })
})
