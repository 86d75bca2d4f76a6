/**
 * Settings of git, and shapes of repositories, that change how git answers:
 * in each of them an apply creates, changes and deletes what the files say,
 * and touches nothing of the repository but its own refs. docs/ledger.md has
 * the table of what was run; each row is one here.
 */
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configFor, policyFiles } from '../support/builders/project-files.ts'
import { named, spec } from '../support/builders/specs.ts'
import { commitFiles, footprint, git, repositoryWith } from '../support/git/git.ts'
import { CLI } from '../support/run/run-cli.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { emulator } from '../support/servers/emulator.ts'
import { folderWith, writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.io/*')
const B = spec('allow GET https://b.io/*')
const WIDER = spec('allow https://a.io/*')
const LEDGER = 'refs/policyctl/ledger/production'

interface Place {
  /** Working tree of the project. */
  readonly root: string
  readonly env?: Readonly<Record<string, string>>
  /** What the run says on standard error. Default: nothing. */
  readonly said?: string
}

type Make = (remote: string) => Place

const clone = (remote: string, ...options: readonly string[]): string => {
  const root = join(folderWith(), 'clone')
  git('/', 'clone', '-q', ...options, remote, root)
  return root
}

const configured =
  (...settings: readonly (readonly [string, string])[]): Make =>
  (remote) => {
    const root = clone(remote)
    for (const [key, value] of settings) git(root, 'config', key, value)
    return { root }
  }

const PLACES: Readonly<Record<string, Make>> = {
  'a linked worktree': (remote) => {
    const root = join(folderWith(), 'tree')
    git(clone(remote), 'worktree', 'add', '-q', '-b', 'topic', root)
    return { root }
  },
  'a worktree of a bare repository': (remote) => {
    const folder = folderWith()
    git(folder, 'clone', '-q', '--bare', remote, '.bare')
    git(join(folder, '.bare'), 'worktree', 'add', '-q', '-b', 'topic', '../main')
    return { root: join(folder, 'main') }
  },
  'git folder elsewhere (--separate-git-dir)': (remote) => ({
    root: clone(remote, '--separate-git-dir', join(folderWith(), 'git')),
  }),
  'objects of another clone (--shared)': (remote) => {
    const root = clone(clone(remote), '--shared')
    git(root, 'remote', 'set-url', 'origin', remote)
    return { root }
  },
  'url.insteadOf': (remote) => {
    const root = clone(remote)
    git(root, 'config', `url.${remote}.insteadOf`, 'corp:policies')
    git(root, 'remote', 'set-url', 'origin', 'corp:policies')
    return { root }
  },
  'commit.gpgsign and its like, without a key': (remote) => ({
    root: clone(remote),
    env: settingsOf(
      ['commit.gpgsign', 'true'],
      ['tag.gpgsign', 'true'],
      ['push.gpgSign', 'if-asked'],
      ['gpg.program', '/bin/false'],
      ['log.showSignature', 'true'],
    ),
    said: 'the statement of the ledger about this run is not signed: git could not sign the commit (error: gpg failed to sign the data)\n',
  }),
  'core.autocrlf': (remote) => ({ root: clone(remote, '-c', 'core.autocrlf=true') }),
  'core.eol by attributes': (remote) => {
    const root = clone(remote)
    commitFiles(root, { '.gitattributes': '*.json text eol=crlf\n' })
    git(root, 'rm', '-q', '-r', '--cached', '.')
    git(root, 'reset', '-q', '--hard')
    return { root }
  },
  'refspecs that fetch the ledger, and prune': configured(
    ['remote.origin.fetch', '+refs/*:refs/*'],
    ['fetch.prune', 'true'],
  ),
  'a strict server': (remote) => {
    const bare = new URL(remote).pathname
    for (const key of ['receive.fsckObjects', 'receive.denyDeletes', 'receive.denyNonFastForwards'])
      git(bare, 'config', key, 'true')
    return { root: clone(remote, '-c', 'fetch.fsckObjects=true') }
  },
  'settings of fetches, and of big repositories': configured(
    ['protocol.version', '0'],
    ['fetch.prune', 'true'],
    ['fetch.pruneTags', 'true'],
    ['remote.origin.prune', 'true'],
    ['fetch.recurseSubmodules', 'true'],
    ['fetch.parallel', '4'],
    ['feature.manyFiles', 'true'],
    ['core.untrackedCache', 'true'],
    ['core.preloadIndex', 'true'],
    ['index.threads', '2'],
  ),
  'settings of pushes, words and colours, a split index, and a user without a name': configured(
    ['push.default', 'nothing'],
    ['push.useForceIfIncludes', 'true'],
    ['push.followTags', 'true'],
    ['push.recurseSubmodules', 'on-demand'],
    ['remote.pushDefault', 'elsewhere'],
    ['color.ui', 'always'],
    ['column.ui', 'always'],
    ['core.abbrev', '4'],
    ['core.quotePath', 'true'],
    ['status.showUntrackedFiles', 'no'],
    ['status.relativePaths', 'false'],
    ['diff.ignoreSubmodules', 'all'],
    ['diff.renames', 'copies'],
    ['i18n.logOutputEncoding', 'ISO-8859-1'],
    ['i18n.commitEncoding', 'ISO-8859-1'],
    ['trailer.separators', '='],
    ['user.useConfigOnly', 'true'],
    ['core.splitIndex', 'true'],
  ),
}

/** As in the user's own config, for git as policyctl runs it alone. */
function settingsOf(...settings: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const entries = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ])
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(entries) }
}

interface Making {
  /** Options of git init: --object-format, --ref-format. */
  readonly init?: readonly string[]
}

async function liveThrough(make: Make, { init = [] }: Making) {
  const server = await emulator({ data: { formatVersion: 1, policies: [], bindings: [] } })
  const source = folderWith({
    'policyctl.yaml': configFor({ production: `${server.url}/api/v1` }),
    ...policyFiles({ a: A, b: B }),
  })
  git(source, 'init', '-q', '-b', 'main', ...init)
  commitFiles(source, {})
  const bare = join(folderWith(), 'remote.git')
  git('/', 'init', '-q', '--bare', '-b', 'main', ...init, bare)
  git(source, 'push', '-q', bare, 'main')
  const { root, env = {}, said = '' } = make(`file://${bare}`)
  const apply = async () => {
    const before = footprint(root)
    const own = { RUNAGENTS_API_KEY: 'key', GIT_CONFIG_NOSYSTEM: '1', ...env }
    const args = ['apply', '--yes', '--quiet', '--target', 'production']
    const result = await runInProcess(args, { cwd: root, env: own })
    expect([result.status, result.stderr, footprint(root)]).toEqual([0, said, before])
    return { live: named(await server.policies()), trailers: trailersAt(bare) }
  }
  return { root, apply }
}

function trailersAt(bare: string) {
  const text = git(bare, 'cat-file', 'commit', LEDGER)
  const value = (key: string): string => new RegExp(`^Policyctl-${key}: (.*)$`, 'm').exec(text)?.[1] ?? ''
  return { commit: value('Commit'), uncommitted: value('Uncommitted') }
}

/** Created with the first apply; changed and deleted with the second. */
async function expectWholeLife(make: Make, making: Making = {}): Promise<void> {
  const { root, apply } = await liveThrough(make, making)
  const clean = () => ({ commit: git(root, 'rev-parse', 'HEAD'), uncommitted: 'none' })
  expect(await apply()).toEqual({ live: { a: A, b: B }, trailers: clean() })
  git(root, 'rm', '-q', 'policies/b.json')
  commitFiles(root, policyFiles({ a: WIDER }))
  expect(await apply()).toEqual({ live: { a: WIDER }, trailers: clean() })
}

const plain: Make = (remote) => ({ root: clone(remote) })

/** Whether the git that runs here has it; older ones know no such option. */
function hasReftable(): boolean {
  try {
    git('/', 'init', '-q', '--ref-format=reftable', join(folderWith(), 'x'))
    return true
  } catch {
    return false
  }
}

describe('a policy is created, changed and deleted', () => {
  test.each(Object.entries(PLACES))('%s', async (_what, make) => expectWholeLife(make))

  test('a repository of SHA-256', async () => expectWholeLife(plain, { init: ['--object-format=sha256'] }))

  test('refs in a table, where git has them', async () =>
    expectWholeLife(plain, { init: hasReftable() ? ['--ref-format=reftable'] : [] }))
})

describe('inside a hook: the project is what stands there, whatever the hook has set', () => {
  const COMMITS = {
    'git commit -a': (folder: string) => void git(folder, 'commit', '-q', '-a', '-m', 'x'),
    'git commit PATH': (folder: string) =>
      void git(folder, 'commit', '-q', '-m', 'x', '--', relativeTo(folder)),
    'git commit of what is staged': (folder: string) => {
      git(folder, 'add', '-u', ':/')
      git(folder, 'commit', '-q', '-m', 'x')
    },
  }
  const relativeTo = (folder: string): string => (folder.endsWith('policies') ? 'a.json' : 'policies/a.json')
  const PLACED = ['a clone', 'a linked worktree', 'a folder of the clone'] as const

  /** What the command said and how it ended is left in `seen`. */
  function withHook(hook: string, command: string, placed: (typeof PLACED)[number]) {
    const clone = repositoryWith({
      'policyctl.yaml': 'version: 1\ntargets: { local: { embedded: .policyctl/local.json } }\n',
      '.gitignore': '.policyctl/\n',
      'note.txt': 'x\n',
      ...policyFiles({ a: A, b: B }),
    })
    const tree = join(folderWith(), 'tree')
    if (placed === 'a linked worktree') git(clone, 'worktree', 'add', '-q', '-b', 'topic', tree)
    const root = placed === 'a linked worktree' ? tree : clone
    const seen = join(folderWith(), 'seen')
    const line = `'${process.execPath}' '${CLI}' ${command} --target local >'${seen}' 2>&1; echo "status $?" >>'${seen}'`
    writeFiles(clone, { [`.git/hooks/${hook}`]: `#!/bin/sh\n${line}\n` })
    chmodSync(join(clone, '.git/hooks', hook), 0o755)
    const folder = placed === 'a folder of the clone' ? join(root, 'policies') : root
    return { root, folder, said: () => readFileSync(seen, 'utf8') }
  }

  test.each([
    ['git commit -a', 'a linked worktree'],
    ['git commit -a', 'a folder of the clone'],
    ['git commit PATH', 'a clone'],
    ['git commit PATH', 'a folder of the clone'],
    ['git commit of what is staged', 'a linked worktree'],
  ] as const)('apply after %s, in %s', (how, placed) => {
    const commit = COMMITS[how]
    const { root, folder, said } = withHook('post-commit', 'apply --yes --quiet', placed)
    writeFiles(root, policyFiles({ a: WIDER }))
    commit(folder)
    expect(said()).toMatch(/^2 applied: .*\nstatus 0\n$/)
    const message = git(root, 'cat-file', 'commit', 'refs/policyctl/ledger/local')
    expect(message).toContain(
      `Policyctl-Commit: ${git(root, 'rev-parse', 'HEAD')}\nPolicyctl-Uncommitted: none\n`,
    )
  })

  test.each(Object.entries(COMMITS))(
    'plan before %s: what is on disk, and the commit is what was asked for',
    (how, commit) => {
      const { root, folder, said } = withHook('pre-commit', 'plan --format json', 'a folder of the clone')
      writeFiles(root, { ...policyFiles({ a: WIDER }), 'note.txt': 'y\n' })
      const before = git(root, 'rev-parse', 'HEAD')
      commit(folder)
      const [document = '', status] = said().split('status ')
      expect(status).toBe('0\n')
      const plan = JSON.parse(document)
      expect([plan.git, plan.steps.length]).toEqual([{ commit: before, dirty: true }, 2])
      const changed = git(root, 'diff', '--name-only', 'HEAD~1', 'HEAD').split('\n')
      expect(changed).toEqual(
        how === 'git commit PATH' ? ['policies/a.json'] : ['note.txt', 'policies/a.json'],
      )
      expect(git(root, 'status', '--porcelain')).toBe(how === 'git commit PATH' ? ' M note.txt' : '')
    },
  )
})

test('a repository of somebody else, as in containers: 4, with what makes git read it; lint needs no git', async () => {
  const root = repositoryWith({
    'policyctl.yaml': configFor({ production: 'http://127.0.0.1:9/api/v1' }),
    ...policyFiles({ a: A }),
  })
  // What git itself is tested with: it takes the owner for another one.
  const real = join(git('/', '--exec-path'), 'git')
  const bin = folderWith({ git: `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec '${real}' "$@"\n` })
  chmodSync(join(bin, 'git'), 0o755)
  const env = { RUNAGENTS_API_KEY: 'key', PATH: `${bin}:${process.env.PATH}` }
  const refused = await runInProcess(['apply', '--yes', '--target', 'production'], { cwd: root, env })
  expect([refused.status, refused.stderr]).toEqual([
    4,
    expect.stringMatching(/^error repository-unusable: .* belongs to another user/m),
  ])
  expect(refused.stderr).toContain(`git config --global --add safe.directory ${root}`)
  const linted = await runInProcess(['lint'], { cwd: root, env })
  expect([linted.status, linted.stderr]).toEqual([0, ''])
  const settings = settingsOf(['safe.directory', root])
  const trusted = await runInProcess(['plan', '--target', 'production'], {
    cwd: root,
    env: { ...env, ...settings },
  })
  expect(trusted.stderr).not.toContain('another user')
})
