import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ledgerRemote } from '../../src/git/remote.ts'
import { openRepository } from '../../src/git/repository.ts'
import {
  commitFiles,
  GIT_ENV,
  git,
  openedRepository,
  remoteWith,
  repositoryWith,
} from '../support/git/git.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const FILES = { 'team/policies/a.yaml': 'name: a\n' }

async function reasonOf(root: string, env = GIT_ENV): Promise<string | null> {
  const repository = await openRepository({ root, env })
  return repository.git === null ? repository.reason : null
}

describe('openRepository: no repository', () => {
  test('no git folder upwards: says so', async () => {
    expect(await reasonOf(folderWith())).toBe('the project stands in no git repository')
  })

  test('git not on PATH, and no .git either: says so', async () => {
    expect(await reasonOf(folderWith(), { ...GIT_ENV, PATH: '/nonexistent' })).toBe(
      'the project stands in no git repository',
    )
  })

  test('bare: says so', async () => {
    const { url } = remoteWith(FILES)
    expect(await reasonOf(url.replace('file://', ''))).toBe('the repository is bare, it has no files')
  })

  test('inside .git: says so', async () => {
    expect(await reasonOf(join(repositoryWith(FILES), '.git'))).toBe(
      'the project stands inside a .git folder',
    )
  })

  test('damaged: an error, never taken for no repository', async () => {
    const root = repositoryWith(FILES)
    writeFileSync(join(root, '.git/HEAD'), 'nonsense\n')
    await expect(openRepository({ root, env: GIT_ENV })).rejects.toMatchObject({ code: 'git-failed' })
  })
})

describe('openRepository: where the project stands', () => {
  test('root: folder is empty', async () => {
    const root = repositoryWith(FILES)
    expect(await openedRepository(root)).toMatchObject({
      workTree: realpathSync(root),
      folder: '',
      head: git(root, 'rev-parse', 'HEAD'),
      isShallow: false,
    })
  })

  test('a folder inside: relative, with /', async () => {
    const root = repositoryWith(FILES)
    expect(await openedRepository(join(root, 'team/policies'))).toMatchObject({ folder: 'team/policies' })
  })

  test('no commit yet: head is null', async () => {
    expect(await openedRepository(repositoryWith())).toMatchObject({ head: null, folder: '' })
  })

  test('detached HEAD: its commit', async () => {
    const root = repositoryWith(FILES)
    git(root, 'checkout', '-q', '--detach')
    expect(await openedRepository(root)).toMatchObject({ head: git(root, 'rev-parse', 'HEAD') })
  })

  test('a worktree: its own root and HEAD', async () => {
    const root = repositoryWith(FILES)
    const other = join(folderWith(), 'wt')
    git(root, 'worktree', 'add', '-q', '-b', 'other', other)
    const commit = commitFiles(other, { 'x.txt': 'x' })
    expect(await openedRepository(other)).toMatchObject({ workTree: realpathSync(other), head: commit })
  })

  test('a submodule: the submodule, not what holds it', async () => {
    const root = repositoryWith(FILES)
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', remoteWith(FILES).url, 'sub')
    expect(await openedRepository(join(root, 'sub/team'))).toMatchObject({
      workTree: realpathSync(join(root, 'sub')),
      folder: 'team',
    })
  })

  test('a shallow clone: is said', async () => {
    const remote = remoteWith(FILES)
    commitFiles(remote.clone(), {})
    const first = remote.clone()
    commitFiles(first, { 'b.txt': 'b' })
    git(first, 'push', '-q')
    expect(await openedRepository(remote.clone('--depth=1'))).toMatchObject({ isShallow: true })
  })

  test('config in the environment, as CI services set it: whatever it is, git reads it', async () => {
    const root = repositoryWith(FILES)
    const keys = [
      'filter.lfs.clean',
      'core.sshCommand',
      'alias.x',
      'gpg.program',
      'url.https://a/.insteadOf',
      'user.name',
    ]
    const entries = keys.flatMap((key, n) => [
      [`GIT_CONFIG_KEY_${n}`, key],
      [`GIT_CONFIG_VALUE_${n}`, 'x'],
    ])
    const env = { ...GIT_ENV, GIT_CONFIG_COUNT: String(keys.length), ...Object.fromEntries(entries) }
    const repository = await openedRepository(root, env)
    expect(await repository.git.text(['config', 'user.name'])).toBe('x')
  })

  test.each([
    ['relative, as in the hooks of a clone', '.git'],
    ['absolute, as in those of a worktree', 'absolute'],
    ['empty', ''],
  ])(
    "GIT_DIR, GIT_INDEX_FILE and GIT_PREFIX of the project's own hook, %s: no matter",
    async (_how, value) => {
      const root = repositoryWith(FILES)
      const other = join(folderWith(), 'wt')
      git(root, 'worktree', 'add', '-q', '-b', 'other', other)
      for (const top of [root, other]) {
        const own = git(top, 'rev-parse', '--absolute-git-dir')
        const dir = value === 'absolute' || (value !== '' && top === other) ? own : value
        const env = { ...GIT_ENV, GIT_DIR: dir, GIT_INDEX_FILE: '/nonexistent/i', GIT_PREFIX: 'x/' }
        expect(await openedRepository(join(top, 'team'), env)).toMatchObject({
          workTree: realpathSync(top),
          folder: 'team',
        })
      }
    },
  )
})

describe('openRepository: a repository that is there and must not be passed over, or taken for another', () => {
  const shaped = { HEAD: 'ref: refs/heads/main\n', 'objects/x': '', 'refs/x': '' }
  const inTeam = (files: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`team/${path}`, text]))

  test.each<[string, (root: string) => Readonly<Record<string, string>>, string]>([
    ['git is not on the PATH', () => ({ PATH: '/nonexistent' }), 'git cannot be run'],
    [
      'GIT_DIR names another clone',
      () => ({ GIT_DIR: join(repositoryWith(FILES), '.git') }),
      'GIT_DIR names',
    ],
    ['GIT_DIR names nothing', () => ({ GIT_DIR: '/nonexistent' }), 'GIT_DIR names'],
    [
      'a folder is shaped like a bare repository',
      (root) => {
        writeFiles(root, inTeam({ ...shaped, config: '[user]\n\tname = planted\n' }))
        return {}
      },
      'looks like a git repository',
    ],
    [
      'a folder has its objects and refs elsewhere',
      (root) => {
        writeFiles(root, inTeam({ HEAD: 'ref: refs/heads/main\n', commondir: '/nonexistent\n' }))
        return {}
      },
      'looks like a git repository',
    ],
    [
      'core.bare is set',
      (root) => {
        git(root, 'config', 'core.bare', 'true')
        return {}
      },
      'says core.bare=true',
    ],
    [
      'core.worktree is elsewhere',
      (root) => {
        git(root, 'config', 'core.worktree', folderWith())
        return {}
      },
      'says core.worktree',
    ],
  ])('%s: refused', async (_what, prepare, message) => {
    const root = repositoryWith(FILES)
    const env = { ...GIT_ENV, ...prepare(root) }
    const opened = openRepository({ root: join(root, 'team/policies'), env })
    await expect(opened).rejects.toMatchObject({ code: 'repository-unusable', exitStatus: 4 })
    await expect(opened).rejects.toThrow(message)
    // One sentence, and no lines of the program that failed.
    await expect(opened).rejects.toThrow(/^[^\n]*$/)
  })

  test('GIT_DIR names a repository, and the project stands in none: refused', async () => {
    const env = { ...GIT_ENV, GIT_DIR: join(repositoryWith(FILES), '.git') }
    await expect(openRepository({ root: folderWith(), env })).rejects.toMatchObject({
      code: 'repository-unusable',
    })
  })

  test('every run of git is told so as well: a shaped folder that comes later is not obeyed', async () => {
    const root = repositoryWith(FILES)
    const { git: run } = await openedRepository(join(root, 'team'))
    writeFiles(root, inTeam({ ...shaped, config: '[user]\n\tname = planted\n' }))
    const output = await run.attempt(['config', 'user.name'])
    expect(output.stdout.toString()).toBe('')
  })
})

describe('what git gets of the environment', () => {
  test('no key of the API, whatever it is called, and nothing that asks', async () => {
    const root = repositoryWith(FILES)
    const bin = folderWith({ git: '#!/bin/sh\nenv >> "$HOME/seen"\nexec /usr/bin/env -i false\n' })
    chmodSync(join(bin, 'git'), 0o755)
    const home = folderWith()
    mkdirSync(home, { recursive: true })
    const env = {
      ...GIT_ENV,
      HOME: home,
      PATH: `${bin}:${GIT_ENV.PATH}`,
      RUNAGENTS_API_KEY: 'secret-1',
      PROD_KEY: 'secret-2',
      'INPUT_API-KEY': 'secret-3',
      HTTPS_PROXY: 'http://proxy.invalid',
      GIT_SSH_COMMAND: 'ssh -i key',
    }
    await openRepository({ root, env, hidden: ['PROD_KEY'] }).catch(() => {})
    const { readFileSync } = await import('node:fs')
    const seen = readFileSync(join(home, 'seen'), 'utf8')
    expect(seen).not.toContain('secret')
    expect(seen).toContain('HTTPS_PROXY=http://proxy.invalid')
    expect(seen).toContain('GIT_SSH_COMMAND=ssh -i key')
    expect(seen).toContain('GIT_TERMINAL_PROMPT=0')
    expect(seen).toContain('SSH_ASKPASS=false')
  })
})

describe('ledgerRemote', () => {
  const origin = { remote: 'origin', isNamed: false }

  test('origin, where it exists', async () => {
    expect(await ledgerRemote(await openedRepository(remoteWith(FILES).clone()), origin)).toBe('origin')
  })

  test.each([['upstream'], ['github', 'backup']])(
    'no origin, but %s: refused, which names it',
    async (...names) => {
      const repository = await openedRepository(repositoryWith(FILES))
      for (const name of names) git(repository.workTree, 'remote', 'add', name, '/nonexistent')
      const refused = ledgerRemote(repository, origin)
      await expect(refused).rejects.toMatchObject({ code: 'remote-unknown', exitStatus: 4 })
      for (const name of names) await expect(refused).rejects.toThrow(`'${name}'`)
      expect(await ledgerRemote(repository, { remote: null, isNamed: true })).toBeNull()
      expect(await ledgerRemote(repository, { remote: names[0] ?? '', isNamed: true })).toBe(names[0])
    },
  )

  test.each<[string, (root: string, url: string) => unknown]>([
    ['pushurl', (root) => git(root, 'remote', 'set-url', '--push', 'origin', '/nonexistent/other.git')],
    ['a second url', (root) => git(root, 'remote', 'set-url', '--add', 'origin', '/nonexistent/other.git')],
    ['pushInsteadOf', (root, url) => git(root, 'config', 'url./nonexistent/.pushInsteadOf', `${url}`)],
  ])('%s elsewhere: refused at the start', async (_how, configure) => {
    const remote = remoteWith(FILES)
    const root = remote.clone()
    configure(root, remote.url)
    const refused = ledgerRemote(await openedRepository(root), origin)
    await expect(refused).rejects.toMatchObject({ code: 'remote-split', exitStatus: 4 })
  })

  test('pushurl that spells the same repository: fine; credentials in an address are not shown', async () => {
    const remote = remoteWith(FILES)
    const root = remote.clone()
    git(
      root,
      'remote',
      'set-url',
      '--push',
      'origin',
      remote.url.replace('file://', '').replace(/\.git$/, ''),
    )
    expect(await ledgerRemote(await openedRepository(root), origin)).toBe('origin')
    git(root, 'remote', 'set-url', '--push', 'origin', 'https://user:hunter2@elsewhere.example/x.git')
    await expect(ledgerRemote(await openedRepository(root), origin)).rejects.not.toThrow('hunter2')
  })

  test('no remote at all, none named: this repository', async () => {
    expect(await ledgerRemote(await openedRepository(repositoryWith(FILES)), origin)).toBeNull()
  })

  test('none: this repository', async () => {
    const none = { remote: null, isNamed: true }
    expect(await ledgerRemote(await openedRepository(remoteWith(FILES).clone()), none)).toBeNull()
  })

  test('a named remote that does not exist: refused', async () => {
    const named = { remote: 'upstream', isNamed: true }
    const repository = await openedRepository(repositoryWith(FILES))
    await expect(ledgerRemote(repository, named)).rejects.toMatchObject({ code: 'remote-unknown' })
  })
})
