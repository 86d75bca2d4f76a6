import { describe, expect, test } from 'vitest'
import { assertEvent, assertMerged } from '../../src/action/assert-event.ts'
import { readRun } from '../../src/action/event.ts'
import { ACTION_COMMANDS } from '../../src/action/inputs.ts'
import { commitFiles, git, openedRepository, remoteWith } from '../support/git/git.ts'
import { folderWith } from '../support/suite/folder.ts'

function run(name: string, payload: unknown, env: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ 'event.json': typeof payload === 'string' ? payload : JSON.stringify(payload) })
  return readRun({
    GITHUB_REPOSITORY: 'acme/policies',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: `${folder}/event.json`,
    GITHUB_RUN_ID: '9',
    GITHUB_SHA: 'abc',
    ...env,
  })
}

const pull = (from: unknown) => ({
  number: 7,
  pull_request: {
    head: { sha: 'h', repo: from },
    base: { ref: 'main', sha: 'b', repo: { full_name: 'acme/policies' } },
  },
})

test.each([
  ['of the repository', { full_name: 'acme/policies' }, {}, null],
  ['from a fork', { full_name: 'mallory/policies' }, {}, 'a fork has no secrets'],
  ['from a fork that was deleted', null, {}, 'a fork has no secrets'],
  [
    'by Dependabot',
    { full_name: 'acme/policies' },
    { GITHUB_ACTOR: 'dependabot[bot]' },
    'Dependabot has no secrets',
  ],
])('a pull request %s', (_case, from, env, withoutSecrets) => {
  expect(run('pull_request', pull(from), env).trigger).toEqual({
    kind: 'pull-request',
    number: 7,
    head: 'h',
    base: { branch: 'main', sha: 'b' },
    withoutSecrets,
  })
})

test('a merge group', () => {
  const group = { head_sha: 'h', base_sha: 'b', base_ref: 'refs/heads/main' }
  const base = { branch: 'main', sha: 'b' }
  expect(run('merge_group', { merge_group: group }).trigger).toEqual({ kind: 'merge-group', head: 'h', base })
})

test.each([
  ['a merge group that is none', 'merge_group', { merge_group: null }, {}, 'GITHUB_EVENT_PATH'],
  [
    'a merge group without a base',
    'merge_group',
    { merge_group: { head_sha: 'h', base_sha: '', base_ref: 'm' } },
    {},
    'GITHUB_EVENT_PATH',
  ],
  [
    'a pull request without a base',
    'pull_request',
    { number: 7, pull_request: { head: { sha: 'h' }, base: null } },
    {},
    'GITHUB_EVENT_PATH',
  ],
  [
    'a pull request without a head',
    'pull_request',
    { number: 7, pull_request: { head: null } },
    {},
    'GITHUB_EVENT_PATH',
  ],
  ['a push without a commit', 'push', {}, { GITHUB_SHA: '' }, 'GITHUB_SHA'],
])('%s: action-event', (_case, name, payload, env, variable) => {
  expect(() => run(name, payload, env)).toThrow(
    expect.objectContaining({ code: 'action-event', message: expect.stringContaining(variable) }),
  )
})

test('on a server of its own', () => {
  const env = { GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_API_URL: 'https://ghe.example/api/v3' }
  const { repository, url, apiUrl } = run('push', {}, env)
  expect([repository, url, apiUrl]).toEqual([
    'https://ghe.example/acme/policies',
    'https://ghe.example/acme/policies/actions/runs/9',
    'https://ghe.example/api/v3',
  ])
})

test.each(['push', 'schedule', 'workflow_dispatch'])('%s: the files of a branch', (event) => {
  expect(run(event, {}).trigger).toEqual({ kind: 'branch', event })
})

const OTHER_EVENTS = [
  'issue_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'workflow_run',
  'repository_dispatch',
  'release',
  'deployment',
  'create',
  'an event that is not invented yet',
]

test.each(OTHER_EVENTS)('%s: action-event, whatever the command', (event) => {
  expect(() => run(event, {})).toThrow(expect.objectContaining({ code: 'action-event', exitStatus: 4 }))
})

describe('which command on which event', () => {
  const proposals = [
    ['pull_request', pull({ full_name: 'acme/policies' })],
    ['merge_group', { merge_group: { head_sha: 'h', base_sha: 'b', base_ref: 'refs/heads/main' } }],
  ] as const
  const rows = proposals.flatMap(([event, payload]) =>
    ACTION_COMMANDS.map((name) => ({ event, payload, name })),
  )

  test.each(rows)('$name on $event', ({ event, payload, name }) => {
    const check = () => assertEvent([name], run(event, payload))
    if (['apply', 'unlock', 'drift', 'reviewed'].includes(name))
      expect(check).toThrow(expect.objectContaining({ code: 'action-event', exitStatus: 4 }))
    else expect(check).not.toThrow()
  })

  test.each(ACTION_COMMANDS)('%s on push, schedule and workflow_dispatch', (name) => {
    for (const event of ['push', 'schedule', 'workflow_dispatch'])
      expect(() => assertEvent([name], run(event, {}))).not.toThrow()
  })
})

describe('what is applied is on the default branch', () => {
  const refusal = (sha: string) => ({ ...run('push', {}), sha })
  const unmerged = expect.objectContaining({ code: 'action-unmerged', exitStatus: 4 })

  test('its tip, and what it has contained before, also in a shallow clone', async () => {
    const remote = remoteWith()
    const desk = remote.clone('--depth=1')
    const sha = git(desk, 'rev-parse', 'HEAD')
    await assertMerged(await openedRepository(desk), refusal(sha))
    const other = remote.clone()
    commitFiles(other, { a: '1' })
    git(other, 'push', '-q', 'origin', 'HEAD:main')
    await assertMerged(await openedRepository(desk), refusal(sha))
  })

  test.each([[], ['--depth=1']])('not a branch that is not merged, cloned with %j', async (...options) => {
    const remote = remoteWith()
    const other = remote.clone()
    commitFiles(other, { a: '1' })
    git(other, 'push', '-q', 'origin', 'HEAD:refs/heads/change')
    const desk = remote.clone('--branch=change', ...options)
    const check = assertMerged(await openedRepository(desk), refusal(git(desk, 'rev-parse', 'HEAD')))
    await expect(check).rejects.toEqual(unmerged)
  })

  test('not another commit than the one that the run is for', async () => {
    const desk = remoteWith().clone()
    const check = assertMerged(await openedRepository(desk), refusal('0'.repeat(40)))
    await expect(check).rejects.toMatchObject({ code: 'action-checkout', exitStatus: 4 })
  })

  test('not where nothing can say so: no git, a remote without a default branch', async () => {
    const sha = git(remoteWith().clone(), 'rev-parse', 'HEAD')
    const none = assertMerged({ git: null, reason: 'there is none' }, refusal(sha))
    await expect(none).rejects.toMatchObject({ code: 'git-required' })
    const remote = remoteWith()
    const desk = remote.clone()
    git(new URL(remote.url).pathname, 'symbolic-ref', 'HEAD', 'refs/heads/gone')
    const check = assertMerged(await openedRepository(desk), refusal(git(desk, 'rev-parse', 'HEAD')))
    await expect(check).rejects.toMatchObject({ code: 'revision-unknown' })
  })
})

test.each([
  ['an event that is not JSON', 'pull_request', 'no JSON'],
  ['a pull request without a number', 'pull_request', {}],
  ['pull_request_target', 'pull_request_target', {}],
])('%s: action-event', (_case, name, payload) => {
  expect(() => run(name, payload)).toThrow(expect.objectContaining({ code: 'action-event' }))
})
