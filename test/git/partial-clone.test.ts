/** A partial clone asks its remote for all contents at once, however many they are. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareCheckout } from '../../src/git/compare-checkout.ts'
import { readLedger } from '../../src/git/ledger.ts'
import { lookAtLedgers } from '../../src/git/ledger-look.ts'
import { readRevision } from '../../src/git/read-revision.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { git, remoteWith } from '../support/git/git.ts'
import { allow, placeIn, writing } from '../support/git/ledger.ts'
import { folderWith } from '../support/suite/folder.ts'

const NAMES = Array.from({ length: 30 }, (_, n) => `p${n}`)
const FILES = Object.fromEntries(NAMES.map((name) => [`policies/${name}.yaml`, `name: ${name}\n`]))

/** A partial clone whose upload-packs are counted, and a ledger of thirty policies on its remote. */
async function partialClone() {
  const remote = remoteWith(FILES)
  const bare = remote.url.replace('file://', '')
  git(bare, 'config', 'uploadpack.allowFilter', 'true')
  git(bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const full = await placeIn(remote.clone())
  await writeLedger(
    full,
    writing(Object.fromEntries(NAMES.map((name) => [name, allow(`https://${name}.io/*`)]))),
  )
  const root = remote.clone('--filter=blob:none', '--no-checkout')
  git(root, 'sparse-checkout', 'set', '--no-cone', '/README.md')
  git(root, 'checkout', '-q', 'main')
  const bin = folderWith({ pack: '#!/bin/sh\n', packs: '' })
  const counter = join(bin, 'pack')
  writeFileSync(counter, `#!/bin/sh\necho pack >>'${join(bin, 'packs')}'\nexec git upload-pack "$@"\n`)
  chmodSync(counter, 0o755)
  git(root, 'config', 'remote.origin.uploadpack', counter)
  const packs = (): number => readFileSync(join(bin, 'packs'), 'utf8').split('\n').length - 1
  return { place: await placeIn(root), packs }
}

test('a ledger: one look, and two fetches', async () => {
  const { place, packs } = await partialClone()
  await lookAtLedgers(place)
  const ledger = await readLedger(place)
  expect(ledger?.policies.size).toBe(NAMES.length)
  // Two looks at the refs (each an upload-pack of its own), the refs, and the contents.
  expect(packs()).toBe(4)
})

test('a ledger is written on top of it without a fetch of its own', async () => {
  const { place, packs } = await partialClone()
  const base = await readLedger(place)
  const before = packs()
  await writeLedger(place, writing({ p0: allow('https://new.io/*') }, { base }))
  expect(packs()).toBe(before)
  expect((await readLedger(place))?.policies.get('p0')).toEqual(allow('https://new.io/*'))
})

test('the files of a revision, and those that a sparse checkout leaves out: one fetch', async () => {
  const { place, packs } = await partialClone()
  expect(await readRevision(place.repository, { ref: 'HEAD', folder: 'policies' })).toHaveLength(NAMES.length)
  expect(packs()).toBe(1)
  const none = { folder: 'policies', files: new Set<string>(), told: [], others: [] }
  expect((await compareCheckout(place.repository, none)).offDisk).toHaveLength(NAMES.length)
  expect(packs()).toBe(1)
})

test('a clone that has its own contents is not asked whether it lacks one', async () => {
  const root = remoteWith(FILES).clone()
  expect((await placeIn(root)).repository.git.promisor).toBeNull()
})
