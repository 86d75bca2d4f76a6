/** A ledger whose commits are signed, as a run of each kind leaves it. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { sealed } from '../../../src/evidence/envelope.ts'
import { type SigningKey, signingKey, type TrustedKey, trustedKeys } from '../../../src/evidence/keys.ts'
import { statementText } from '../../../src/evidence/statement.ts'
import { readLedger } from '../../../src/git/ledger.ts'
import type { LedgerEvidence, LedgerPlace } from '../../../src/git/ledger-place.ts'
import { type LedgerWrite, writeLedger } from '../../../src/git/write-ledger.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { repositoryWith } from './git.ts'
import { allow, placeIn, writing } from './ledger.ts'

interface KeyPair {
  readonly pem: string
  readonly publicPem: string
  readonly signing: SigningKey
  readonly trusted: readonly TrustedKey[]
}

export function keyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const publicPem = String(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }))
  return { pem, publicPem, signing: signingKey(pem, 'KEY'), trusted: trustedKeys(publicPem, 'key.pub') }
}

export function evidenceBy(key: SigningKey | null): LedgerEvidence {
  return {
    attest: async (record) => sealed(statementText(record), key),
    isSigned: key !== null,
    onUnsigned: () => {},
  }
}

const REVIEW = {
  pullRequests: [7],
  approvals: [{ by: 'grace', commit: 'c0ffee', at: '2026-11-21T10:00:00Z', pullRequest: 7, author: 'ada' }],
  author: 'ada',
  rulesets: { branch: 'main', rules: [{ type: 'deletion', ruleset_id: 4 }] },
}
const CONFIG = {
  digest: 'sha256:c7f36d1efd81c7dbb2e3e6d8dc3c4ef1e0a8f7ef0c4c9ff8ac40d1e5c0e6f4f0',
  text: 'version: 1\n',
}

/** Four commits: two applies that somebody approved, one that forgets, one that unlocks. */
export async function signedLedger(key: SigningKey | null): Promise<LedgerPlace> {
  const { sha256 } = await import('../../../src/files/result-cache.ts')
  const config = { ...CONFIG, digest: `sha256:${sha256(CONFIG.text)}` }
  const root = repositoryWith({ 'x.txt': 'x' })
  const place = await placeIn(root, { remote: null, config, evidence: evidenceBy(key) })
  const commit = place.repository.head
  const write = async (settled: Record<string, Spec | null>, hour: number, more: Partial<LedgerWrite>) => {
    const base = await readLedger(place)
    const at = new Date(Date.UTC(2026, 10, 22, hour))
    await writeLedger(place, writing(settled, { base, commit, at, ...more }))
  }
  const a = allow('https://a.io/*')
  await write({ a, z: allow('https://z.io/*') }, 12, {
    review: REVIEW,
    bindings: new Map([['default/x', ['a']]]),
  })
  const run = {
    lifted: [{ guard: 'widening', policy: 'b', reason: 'ticket 12' }],
    guardrails: [],
    results: [{ action: 'create', policy: 'b', status: 'applied', attempts: 1, error: null }],
    converged: true,
    live: '00',
  }
  const bindings = new Map([['default/x', ['a', 'b']]])
  await write({ b: allow('https://b.io/*') }, 13, { review: { ...REVIEW, pullRequests: [8] }, bindings, run })
  await write({ z: null }, 14, { deed: 'forget', subject: 'Forget 1 policy of production' })
  await write({}, 15, { deed: 'unlock', pending: new Map([['c', [null, a]]]), hasWritten: false })
  return place
}
