import { expect, test } from 'vitest'
import { readRun } from '../../src/action/event.ts'
import { folderWith } from '../support/folder.ts'

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

test('on a server of its own', () => {
  const env = { GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_API_URL: 'https://ghe.example/api/v3' }
  const { repository, url, apiUrl } = run('push', {}, env)
  expect([repository, url, apiUrl]).toEqual([
    'https://ghe.example/acme/policies',
    'https://ghe.example/acme/policies/actions/runs/9',
    'https://ghe.example/api/v3',
  ])
})

test.each([
  ['an event that is no JSON', 'pull_request', 'no JSON'],
  ['a pull request without a number', 'pull_request', {}],
  ['pull_request_target', 'pull_request_target', {}],
])('%s: action-event', (_case, name, payload) => {
  expect(() => run(name, payload)).toThrow(expect.objectContaining({ code: 'action-event' }))
})
