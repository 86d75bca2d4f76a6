import { expect, test } from 'vitest'
import { packOf } from '../../src/evidence/pack.ts'
import { verifyChain } from '../../src/evidence/verify-chain.ts'
import { ledgerRevision } from '../../src/git/ledger.ts'
import { readChain } from '../../src/git/read-chain.ts'
import { evidenceMaps } from '../../src/media/evidence-maps.ts'
import { signedLedger } from '../support/git/signed-ledger.ts'

test('a page for each change of policies or bindings; the riskiest first where all are too much', async () => {
  const place = await signedLedger(null)
  const commits = await readChain(place.repository.git, (await ledgerRevision(place)) ?? '')
  const verified = verifyChain({ commits, trusted: [], anchors: [], required: [] })
  const pack = packOf(verified, { since: null, until: null })
  const all = evidenceMaps(pack, 'policyctl test')
  const [first = '', second = '', third = ''] = commits.map(({ oid }) => oid)
  // The fourth commit unlocks, and changes nothing of either.
  expect([[...all.changes.keys()].sort(), all.leftOut]).toEqual([[first, second, third].sort(), 0])
  expect(all.changes.get(second)).toContain(`ledger ${first.slice(0, 12)}`)
  const room = Math.max(...[first, second].map((oid) => all.changes.get(oid)?.length ?? 0))
  const some = evidenceMaps(pack, 'policyctl test', room)
  expect([some.changes.has(third), some.changes.size, some.leftOut]).toEqual([false, 1, 2])
  expect([some.begin, some.end]).toEqual([all.begin, all.end])
})
