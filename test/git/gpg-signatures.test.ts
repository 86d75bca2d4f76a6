/** What gpg says of commits, with real keys, and with no gpg at all. */
import { existsSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { pgpKeysIn } from '../../src/evidence/pgp-keys.ts'
import { gpgVerdicts } from '../../src/git/gpg-signatures.ts'
import { gitIn } from '../../src/git/run-git.ts'
import { git, repositoryWith } from '../support/git/git.ts'
import { gpgKey } from '../support/git/gpg-key.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'
import { lacks } from '../support/suite/lacks.ts'

test.skipIf(lacks('gpg'))('commits that gpg signed, by whom they may', async () => {
  const [ada, eve] = [gpgKey('ada'), gpgKey('eve')]
  const root = repositoryWith({ 'x.txt': 'x' })
  const desk = { ...process.env, GNUPGHOME: ada.home }
  const own = gitIn(root, desk)
  const signed = await own.text(['commit-tree', `-S${ada.fingerprint}`, '-m', 'signed', 'HEAD^{tree}'])
  const text = git(root, 'cat-file', 'commit', signed).replace('signed', 'forged')
  const forged = await own.text(['hash-object', '-t', 'commit', '-w', '--stdin'], { input: `${text}\n` })
  const judge = async (armored: string, env: Readonly<Record<string, string | undefined>> = desk) => {
    const keyring = Buffer.concat(pgpKeysIn(armored, 'a.asc').pgp.map(({ packets }) => packets))
    const verdicts = await gpgVerdicts(gitIn(root, env), [signed, forged], keyring)
    return [verdicts.get(signed), verdicts.get(forged)]
  }
  expect(await judge(ada.armored), 'of the ring').toEqual(['trusted', 'broken'])
  expect(await judge(`${eve.armored}\n${ada.armored}`), 'one of several').toEqual(['trusted', 'broken'])
  expect((await judge(ada.revoked))[0], 'revoked').toBe('revoked')
  // The user has the key, and the clone calls another program gpg: neither counts.
  const folder = folderWith()
  writeFiles(folder, { yes: '#!/bin/sh\necho "[GNUPG:] GOODSIG 0 ada"\n' })
  git(root, 'config', 'gpg.program', join(folder, 'yes'))
  expect(await judge(eve.armored), 'of somebody else').toEqual(['foreign', 'foreign'])
  ada.close()
  eve.close()
})

test('without gpg nothing is known', async () => {
  const root = repositoryWith({ 'x.txt': 'x' })
  const bin = folderWith()
  const found = (process.env.PATH ?? '').split(delimiter).find((path) => existsSync(join(path, 'git')))
  symlinkSync(join(found ?? '', 'git'), join(bin, 'git'))
  const pgp = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----'
  const text = git(root, 'cat-file', 'commit', 'HEAD').replace('\n\n', `\n${pgp}\n\n`)
  const own = gitIn(root, { ...process.env, PATH: bin })
  const oid = await own.text(['hash-object', '-t', 'commit', '-w', '--stdin'], { input: text })
  expect([...(await gpgVerdicts(own, [oid], Buffer.alloc(0)))]).toEqual([[oid, 'unchecked']])
})
