/** Every git command of the docs runs, in a clone with a ledger, and does what the text says. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorTags } from '../../src/git/anchors.ts'
import { readLedger } from '../../src/git/ledger.ts'
import { writeLedger } from '../../src/git/write-ledger.ts'
import { GIT_ENV, git, remoteWith } from '../support/git/git.ts'
import { allow, placeIn, REF, writing } from '../support/git/ledger.ts'

/** The sh blocks of a page, in order. */
function blocksOf(page: string): readonly string[] {
  return [...readFileSync(page, 'utf8').matchAll(/```sh\n(.*?)```/gs)].map(([, text = '']) => text)
}

const BLOCKS = blocksOf('docs/ledger.md').filter((block) => block.includes('git '))

/** A clone whose remote has a ledger of two revisions. */
async function withLedger() {
  const remote = remoteWith()
  const root = remote.clone()
  const place = await placeIn(root)
  const first = await writeLedger(place, writing({ payments: allow('https://a.io/*') }))
  const base = await readLedger(place)
  await writeLedger(place, writing({ payments: allow('https://b.io/*') }, { base }))
  return { root, place, remote, first: first ?? '' }
}

function sh(root: string, script: string): string {
  const env = {
    ...GIT_ENV,
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    GIT_PAGER: 'cat',
  }
  return execFileSync('sh', ['-e', '-c', script], { cwd: root, env, encoding: 'utf8', stdio: 'pipe' })
}

describe('the git commands of docs/ledger.md', () => {
  test('there are these, and no other page has any', () => {
    expect(BLOCKS.map((block) => block.split('\n')[0])).toEqual([
      "git fetch --prune origin '+refs/policyctl/*:refs/policyctl/*'",
      'git push origin refs/policyctl/ledger/production',
      "git fetch origin '+refs/policyctl/ledger/production:refs/policyctl/ledger/production'",
    ])
    const told = ['ledger.md', 'audit.md']
    const others = readdirSync('docs').filter((file) => file.endsWith('.md') && !told.includes(file))
    const found = others.flatMap((file) =>
      blocksOf(join('docs', file)).filter((block) => /^git /m.test(block)),
    )
    expect(found).toEqual([])
  })

  test('docs/audit.md: a head of the ledger under a tag', async () => {
    const { root, place } = await withLedger()
    const [block = ''] = blocksOf('docs/audit.md').filter((text) => text.includes('git '))
    sh(root, block)
    const { revision = '' } = (await readLedger(place)) ?? {}
    const ref = 'refs/tags/policyctl/production/2026-Q2'
    expect(await anchorTags(place)).toEqual([{ ref, revision }])
    expect(await anchorTags({ ...place, remote: null })).toEqual([{ ref, revision }])
  })

  test('reading it', async () => {
    const { root } = await withLedger()
    const output = sh(root, BLOCKS[0] ?? '')
    expect(output).toContain('Policyctl-Format: 2')
    expect(output).toContain('https://b.io/*')
  })

  test('a ref that was deleted comes back from a copy', async () => {
    const { root, place } = await withLedger()
    git(root, 'push', '-q', 'origin', `:${REF}`)
    sh(root, BLOCKS[1] ?? '')
    expect((await readLedger(place))?.policies.get('payments')).toEqual(allow('https://b.io/*'))
  })

  test('going back to a revision: on top of it, so that a fetch by force is needed nowhere', async () => {
    const { root, place, first, remote } = await withLedger()
    sh(root, (BLOCKS[2] ?? '').replaceAll('REVISION', first))
    expect((await readLedger(place))?.policies.get('payments')).toEqual(allow('https://a.io/*'))
    expect(git(remote.clone(), 'ls-remote', 'origin', REF)).not.toContain(first)
    expect(git(root, 'rev-list', '--count', REF)).toBe('3')
  })
})

describe('docs/hooks/pre-receive', () => {
  function hooked(url: string): void {
    const hook = join(url.replace('file://', ''), 'hooks/pre-receive')
    copyFileSync('docs/hooks/pre-receive', hook)
    chmodSync(hook, 0o755)
  }

  test.each([
    [
      'going back',
      (root: string, first: string) => git(root, 'push', '-q', '-f', 'origin', `${first}:${REF}`),
    ],
    ['removing it', (root: string) => git(root, 'push', '-q', 'origin', `:${REF}`)],
    [
      'removing it, with another ledger that has nothing of it',
      (root: string, first: string) => {
        const other = git(root, 'commit-tree', '-m', 'x', `${first}^{tree}`)
        return git(root, 'push', '-q', 'origin', `:${REF}`, `${other}:refs/policyctl/ledger/other`)
      },
    ],
  ])('refuses %s', async (_what, push) => {
    const { root, place, remote, first } = await withLedger()
    hooked(remote.url)
    expect(() => push(root, first)).toThrow('is append-only')
    expect((await readLedger(place))?.policies.get('payments')).toEqual(allow('https://b.io/*'))
  })

  test('lets other refs be, and everything that policyctl does', async () => {
    const { root, place, remote, first } = await withLedger()
    hooked(remote.url)
    git(root, 'push', '-q', 'origin', 'HEAD:refs/heads/topic')
    git(root, 'push', '-q', 'origin', ':refs/heads/topic')
    git(root, 'push', '-q', 'origin', `${first}:refs/policyctl/lock/production`)
    git(root, 'push', '-q', 'origin', ':refs/policyctl/lock/production')
    await writeLedger(place, writing({ x: allow('*') }, { base: await readLedger(place) }))
    const moved = git(root, 'commit-tree', '-m', 'Move', '-p', REF, `${REF}^{tree}`)
    git(root, 'push', '-q', '--atomic', 'origin', `:${REF}`, `${moved}:refs/policyctl/ledger/prod`)
    expect(git(root, 'ls-remote', 'origin', 'refs/policyctl/ledger/*')).toContain('ledger/prod')
  })
})
