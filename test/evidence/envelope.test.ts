import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { crypto, dsse } from '@sigstore/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/evidence/canonical-json.ts'
import { openEnvelope, sealed, signerOf } from '../../src/evidence/envelope.ts'
import { signingKey, trustedKeys } from '../../src/evidence/keys.ts'
import { pgpKeysIn } from '../../src/evidence/pgp-keys.ts'
import { ledgerRevision } from '../../src/git/ledger.ts'
import { readChain } from '../../src/git/read-chain.ts'
import { keyPair, signedLedger } from '../support/git/signed-ledger.ts'
import { documentSchema } from '../support/output/document-schema.ts'

test('another library, which knows nothing of ours, accepts what we sign', () => {
  const { publicPem, signing } = keyPair()
  const { payloadType, payload, signatures } = JSON.parse(sealed('{"é":1}', signing))
  const bytes = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'))
  const isSigned = (signed: Buffer) =>
    crypto.verify(signed, createPublicKey(publicPem), Buffer.from(signatures[0].sig, 'base64'))
  expect(isSigned(bytes)).toBe(true)
  expect(isSigned(dsse.preAuthEncoding(payloadType, Buffer.from('{"é":2}')))).toBe(false)
})

test('what it takes, we take, and of nobody else', () => {
  const [ours, theirs] = [keyPair(), keyPair()]
  fc.assert(
    fc.property(fc.string(), fc.string(), (payload, type) => {
      const envelope = openEnvelope(sealed(payload, ours.signing, type))
      if (typeof envelope === 'string') throw new Error(envelope)
      expect(envelope.payload.toString('utf8')).toBe(Buffer.from(payload).toString('utf8'))
      expect(signerOf(envelope, [...theirs.trusted, ...ours.trusted])).toBe(ours.trusted[0])
      expect(signerOf(envelope, theirs.trusted)).toBeNull()
    }),
    { numRuns: 25 },
  )
})

test('canonical JSON: one text for one value, whatever the order of its fields', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(reversed(JSON.parse(text)))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reversed(field)]),
  )
}

test('every statement of a ledger fits its schema', async () => {
  const place = await signedLedger(keyPair().signing)
  const commits = await readChain(place.repository.git, (await ledgerRevision(place)) ?? '')
  const validate = documentSchema('evidence')
  for (const { contents } of commits) {
    const envelope = openEnvelope(contents?.evidence ?? '')
    if (typeof envelope === 'string') throw new Error(envelope)
    validate(JSON.parse(envelope.payload.toString('utf8')))
    expect(validate.errors).toBeNull()
  }
  expect(commits).toHaveLength(4)
})

describe('keys', () => {
  const { pem, publicPem } = keyPair()
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rsaPem = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const SSH = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6rv8vXQ9K2sRHKuCYlYlQ7bXcNqfX0CwmtZzV1v6lW ada'

  test('breaks written as \\n are breaks', () => {
    expect(signingKey(pem.replaceAll('\n', '\\n'), 'KEY').keyid).toBe(trustedKeys(publicPem, 'k')[0]?.keyid)
  })

  test.each([
    ['no key', 'secret', 'KEY holds no private key in PEM'],
    ['the public half', publicPem, 'KEY holds no private key in PEM'],
    ['RSA', rsaPem, 'KEY holds a key of type rsa'],
  ])('%s signs nothing, and is not quoted', (_, text, message) => {
    const fails = expect(() => signingKey(text, 'KEY'))
    fails.toThrowError(expect.objectContaining({ code: 'signing-key-invalid' }))
    fails.toThrowError(expect.objectContaining({ message: expect.stringContaining(message) }))
    fails.toThrowError(expect.not.objectContaining({ message: expect.stringContaining('secret') }))
  })

  test('several in one file, PEM or lines', () => {
    expect(trustedKeys(`${publicPem}\n${keyPair().publicPem}`, 'k').map(({ name }) => name)).toEqual([
      'k#1',
      'k#2',
    ])
    expect(trustedKeys(`# ours\n${SSH}\n`, 'k.pub')).toMatchObject([{ name: 'k.pub' }])
  })

  test('each key of a file counts, whatever stands between them, and none that is a comment', () => {
    const [one, other, retired] = [publicPem, keyPair().publicPem, keyPair().publicPem]
    const keyid = (text: string) => trustedKeys(text, 'k')[0]?.keyid
    const commented = retired.replace(/^(?=.)/gm, '# ')
    const pieces = [one, `${SSH}\n`, commented, '  # ours\n', '\n', other.replaceAll('\n', '\r\n')]
    const keyids = [keyid(one), keyid(SSH), keyid(other)].sort()
    fc.assert(
      fc.property(fc.shuffledSubarray(pieces, { minLength: pieces.length }), (order) => {
        const found = trustedKeys(order.join(''), 'k').map((key) => key.keyid)
        expect(found.toSorted()).toEqual(keyids)
      }),
    )
  })

  test.each([
    ['a block cut short', '-----BEGIN PUBLIC KEY-----\nAAAA\n'],
    ['a block of OpenPGP cut short', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n'],
    ['a certificate', publicPem.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['a line with a principal', `ada@example.com ${SSH}\n`],
    ['a line with options', `namespaces="git",valid-before="20200101" ${SSH}\n`],
    ['a certificate authority', `cert-authority ${SSH}\n`],
    ['words', 'hello\n'],
  ])('%s beside a key: refused, not skipped', (_, text) => {
    const invalid = expect.objectContaining({ code: 'trusted-key-invalid' })
    expect(() => trustedKeys(publicPem + text, 'k')).toThrowError(invalid)
    expect(() => trustedKeys(`${text}\n${SSH}`, 'k')).toThrowError(invalid)
  })

  test.each([
    ['nothing', ''],
    ['words', 'hello\n'],
    ['a private key', pem],
    ['PEM of RSA', String(rsa.publicKey.export({ type: 'spki', format: 'pem' }))],
    ['a line cut short', SSH.slice(0, 40)],
    ['another kind of line', 'ssh-dss AAAAB3NzaC1kc3M='],
  ])('%s: no trusted key', (_, text) => {
    expect(() => trustedKeys(text, 'keys/x.pub')).toThrowError(
      expect.objectContaining({
        code: 'trusted-key-invalid',
        message: expect.stringContaining('keys/x.pub'),
      }),
    )
  })

  test('blocks of OpenPGP are taken out, with and without a checksum, whatever stands beside them', () => {
    const packets = Buffer.from('98330000', 'hex')
    const block = (sum: string, head = '') =>
      `-----BEGIN PGP PUBLIC KEY BLOCK-----\n${head}\n${packets.toString('base64')}\n${sum}-----END PGP PUBLIC KEY BLOCK-----\n`
    expect(pgpKeysIn(block('') + publicPem, 'k.asc')).toEqual({
      pgp: [{ name: 'k.asc', packets }],
      rest: `\n${publicPem}`,
    })
    const { pgp, rest } = pgpKeysIn(`# ours\n${block('')}${block('').replace(/^(?=.)/gm, '# ')}`, 'k.asc')
    expect(pgp).toHaveLength(1)
    expect(trustedKeys(rest, 'k.asc', pgp.length)).toEqual([])
    expect(pgpKeysIn(block('=9pKq\n', 'Comment: ours\n'), 'k.asc').pgp).toEqual([{ name: 'k.asc', packets }])
  })

  test.each([
    ['a private key', 'PRIVATE KEY', 'lDMEAAA='],
    ['a secret packet in a public block', 'PUBLIC KEY', 'lDMEAAA='],
    ['another checksum', 'PUBLIC KEY', 'mDMAAA==\n=AAAA'],
    ['no base64', 'PUBLIC KEY', '<html>'],
    ['nothing', 'PUBLIC KEY', ''],
  ])('%s: no key of OpenPGP', (_, kind, body) => {
    const text = `-----BEGIN PGP ${kind} BLOCK-----\n\n${body}\n-----END PGP ${kind} BLOCK-----\n`
    expect(() => pgpKeysIn(text, 'keys/x.asc')).toThrowError(
      expect.objectContaining({
        code: 'trusted-key-invalid',
        message: expect.stringContaining('keys/x.asc'),
      }),
    )
  })
})
