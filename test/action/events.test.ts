/** Runs that must not write: the branch drops the guards of main and opens something. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import { commitFiles, git } from '../support/git/git.ts'

// Each run is a process of its own: on a machine that is busy with other tests that adds up.

const config = (endpoint: string, more = ''): string =>
  `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\n${more}`

const policy = (operation: string): string =>
  `name: a\nspec:\n  policies:\n    - { permission: allow, operations: [${operation}], resource: "https://api.example.com/*" }\n`

const GUARDS = `safety: { protect: [a] }
guardrails:
  - { name: no-posts, on: { operations: [POST], resource: "https://api.example.com/*" }, never: allow }
`

async function looseBranch() {
  const world = await actionWorld({
    files: (endpoint) => ({ 'policyctl.yaml': config(endpoint, GUARDS), 'policies/a.yaml': policy('GET') }),
  })
  const branch = world.clone()
  const sha = commitFiles(branch, {
    'policyctl.yaml': config(world.endpoint),
    'policies/a.yaml': policy('POST'),
  })
  git(branch, 'push', '-q', 'origin', 'HEAD:refs/heads/loose')
  const pulls = {
    head: { sha, repo: { full_name: 'acme/policies' } },
    base: { ref: 'main', sha, repo: { full_name: 'acme/policies' } },
  }
  const group = { head_sha: sha, base_sha: sha, base_ref: 'refs/heads/main' }
  const payload = { number: 7, pull_request: pulls, merge_group: group }
  return { world, branch, sha, payload }
}

const REFUSED = [
  ['issue_comment', 'apply'],
  ['issue_comment', 'plan'],
  ['pull_request_review', 'apply'],
  ['workflow_run', 'apply'],
  ['repository_dispatch', 'plan'],
  ['pull_request', 'apply'],
  ['merge_group', 'apply'],
  ['pull_request', 'drift'],
  ['merge_group', 'unlock'],
  ['push', 'apply'],
  ['workflow_dispatch', 'apply'],
  ['schedule', 'drift'],
  ['workflow_dispatch', 'unlock'],
] as const

test('refused before anything is read with the key, whatever the branch says of itself', async () => {
  const { world, branch, sha, payload } = await looseBranch()
  for (const [name, command] of REFUSED) {
    const result = await world.run({ workspace: branch, sha, event: { name, payload }, inputs: { command } })
    expect([name, command, result.status]).toEqual([name, command, 4])
    expect(result.log).toMatch(/action-event|action-unmerged/)
  }
  expect(await world.policies()).toEqual(new Map())
  expect(world.state.comments).toEqual([])
})
