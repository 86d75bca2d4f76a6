/**
 * Repositories by copying files, for what every test begins with: `git init`, `git clone --bare`
 * and `git clone` start a dozen processes to make the same few files each time.
 * That git makes the same ones is held by test/git/copied-repository.test.ts.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith, writeFiles } from '../suite/folder.ts'

interface EmptyRepository {
  readonly folders: readonly string[]
  readonly files: Readonly<Record<string, Uint8Array>>
}

let empty: EmptyRepository | null = null

/** @param init runs `git init` in a folder; called once for a file of tests. */
export function emptyRepositoryIn(folder: string, init: (folder: string) => void): void {
  empty ??= madeBy(init)
  for (const path of empty.folders) mkdirSync(join(folder, path), { recursive: true })
  writeFiles(folder, empty.files)
}

function madeBy(init: (folder: string) => void): EmptyRepository {
  const folder = folderWith()
  init(folder)
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
  const paths = (kind: 'isFile' | 'isDirectory') =>
    entries
      .filter((entry) => entry[kind]() && !entry.name.endsWith('.sample'))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  return {
    folders: paths('isDirectory'),
    files: Object.fromEntries(paths('isFile').map((path) => [path, readFileSync(join(folder, path))])),
  }
}

/** As `git clone --bare SOURCE BARE`. */
export function copyAsBare(source: string, bare: string): void {
  cpSync(join(source, '.git'), bare, { recursive: true })
  for (const path of ['index', 'logs', 'COMMIT_EDITMSG']) rmSync(join(bare, path), { recursive: true })
  const config = readFileSync(join(bare, 'config'), 'utf8')
  const asBare = config.replace('bare = false', 'bare = true').replace(/\tlogallrefupdates = true\n/, '')
  writeFileSync(join(bare, 'config'), asBare)
}

/** What a clone of a bare repository takes from it, as one text: its refs and its config. */
export function remoteState(bare: string): string {
  const refs = readdirSync(join(bare, 'refs'), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return ['HEAD', 'config', 'packed-refs', 'shallow']
    .map((name) => join(bare, name))
    .concat(refs.sort())
    .map((path) => `${path} ${existsSync(path) ? readFileSync(path, 'utf8') : 'absent'}`)
    .join('\n')
}

const UPSTREAM = `	fetch = +refs/heads/*:refs/remotes/origin/*
[branch "main"]
	remote = origin
	merge = refs/heads/main
`

/** Makes of a repository what `git clone URL` makes, where main of the remote is what it has checked out. */
export function turnIntoClone(folder: string, url: string): void {
  const inGit = (path: string) => join(folder, '.git', path)
  const main = readFileSync(inGit('refs/heads/main'), 'utf8')
  writeFileSync(inGit('config'), `[remote "origin"]\n\turl = ${url}\n${UPSTREAM}`, { flag: 'a' })
  writeFileSync(
    inGit('packed-refs'),
    `# pack-refs with: peeled fully-peeled sorted \n${main.trim()} refs/remotes/origin/main\n`,
  )
  mkdirSync(inGit('refs/remotes/origin'), { recursive: true })
  writeFileSync(inGit('refs/remotes/origin/HEAD'), 'ref: refs/remotes/origin/main\n')
  rmSync(inGit('COMMIT_EDITMSG'))
}
