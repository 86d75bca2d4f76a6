import { describe, expect, onTestFinished, test } from 'vitest'
import type { Region } from '../../src/access/model/region.ts'
import { renderComment } from '../../src/action/comment/comment.ts'
import { type DriftInput, driftIssue } from '../../src/action/comment/drift-issue.ts'
import { markerOf } from '../../src/action/comment/risk-marker.ts'
import { keepDriftIssue } from '../../src/action/drift-issues.ts'
import { GitHub } from '../../src/action/github.ts'
import { openOctokit } from '../../src/action/octokit.ts'
import { postComment } from '../../src/action/post-comment.ts'
import { commentInput, planned, region, step } from '../support/comment-documents.ts'
import { type GitHubServer, type GitHubState, startGitHub } from '../support/github-server.ts'
import { memoryContext } from '../support/memory-context.ts'

interface World {
  readonly github: GitHub
  readonly server: GitHubServer
  readonly state: GitHubState
  readonly waits: number[]
  readonly warnings: string[]
  push(commit: string, access: readonly Region[]): Promise<string>
}

async function world(over: Partial<GitHubState> = {}): Promise<World> {
  const server = await startGitHub({ pulls: new Map([[7, { head: 'a', mergeCommit: null }]]), ...over })
  onTestFinished(() => server.close())
  const waits: number[] = []
  const { clock } = memoryContext('/')
  const patient = { ...clock, sleep: async (milliseconds: number) => void waits.push(milliseconds) }
  const api = openOctokit({
    token: server.state.token,
    baseUrl: server.url,
    clock: patient,
    userAgent: 'policyctl/test',
  })
  const github = new GitHub(api, { owner: 'acme', repo: 'policies' })
  const warnings: string[] = []
  const push = (commit: string, access: readonly Region[]): Promise<string> =>
    postComment(github, {
      number: 7,
      project: '.',
      render: (known) =>
        renderComment(
          commentInput({
            ...known,
            commit,
            targets: [planned('production', { steps: [step('p')], access })],
          }),
        ),
      warn: (message) => warnings.push(message),
    })
  return { github, server, state: server.state, waits, warnings, push }
}

const SMALL = region({ resource: 'https://x.example/a*' })
const LARGE = region({ resource: 'https://x.example/*' })

describe('one comment', () => {
  test('posted, updated while the risk is equal or less, posted anew when it grows', async () => {
    const { state, push } = await world()
    expect(await push('one', [LARGE])).toBe('posted')
    expect(await push('two', [SMALL])).toBe('updated')
    expect(state.comments).toHaveLength(1)
    expect(await push('three', [LARGE])).toBe('posted anew')
    expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, false])
    expect(await push('four', [])).toBe('updated')
    expect(state.comments).toHaveLength(2)
  })

  test('found among hundreds of others; markers of strangers and quotations are not believed', async () => {
    const { state, push } = await world()
    await push('one', [SMALL])
    const [own] = state.comments
    const stranger = { ...own, author: 'mallory', body: renderComment(commentInput()).body }
    const quotation = { ...own, body: `> quoted\n\n${own?.body}` }
    for (let id = 1; id <= 250; id += 1)
      state.comments.push({
        ...(id % 2 === 0 ? stranger : quotation),
        id,
        nodeId: `N${id}`,
        issue: 7,
        isMinimized: false,
      } as (typeof state.comments)[number])
    expect(await push('two', [SMALL])).toBe('updated')
    expect(state.comments).toHaveLength(251)
    expect(own?.body).toContain('Commit <code>two</code>')
    expect(state.requests.filter((line) => line.includes('ReadComments'))).toHaveLength(4)
  })

  test('edited by somebody else: no longer ours', async () => {
    const { state, push } = await world()
    await push('one', [])
    const [own] = state.comments
    if (own !== undefined) Object.assign(own, { editor: 'mallory', body: renderComment(commentInput()).body })
    expect(await push('two', [LARGE])).toBe('posted')
    expect(await push('three', [LARGE])).toBe('updated')
  })

  test('of another project in the repository: its own', async () => {
    const { state, push } = await world()
    await push('one', [])
    state.comments[0] = {
      ...state.comments[0],
      body: state.comments[0]?.body.replace(markerOf('pr', '.'), markerOf('pr', 'other')),
    } as (typeof state.comments)[number]
    expect(await push('two', [])).toBe('posted')
  })

  test('a target that cannot be planned now keeps what was shown of it', async () => {
    const { state, github, push } = await world()
    await push('one', [LARGE])
    const down = {
      kind: 'failed' as const,
      name: 'production',
      code: 'unreachable',
      message: 'no answer',
      hint: 'again',
    }
    const render = (known: Parameters<Parameters<typeof postComment>[1]['render']>[0]) =>
      renderComment(commentInput({ ...known, commit: 'two', targets: [down] }))
    expect(await postComment(github, { number: 7, project: '.', render, warn: () => {} })).toBe('updated')
    expect(await push('three', [LARGE])).toBe('updated')
    expect(state.comments).toHaveLength(1)
  })
})

describe('new since the last approval', () => {
  const approve = (state: GitHubState, commit: string): void =>
    void state.reviews.push({
      id: state.reviews.length,
      pull: 7,
      user: 'sec-lead',
      state: 'APPROVED',
      commit,
    })

  test('compares with what the comment said of the commit that was approved', async () => {
    const { state, push } = await world()
    await push('one', [SMALL])
    approve(state, 'one')
    await push('two', [SMALL])
    expect(state.comments[0]?.body).not.toContain('New since')
    await push('three', [SMALL, region({ resource: 'https://y.example/*' })])
    expect(state.comments[1]?.body.match(/New since `sec-lead` approved `one`/g)).toHaveLength(1)
  })

  test('also where less was shown in between', async () => {
    const { state, push } = await world()
    await push('one', [LARGE])
    approve(state, 'one')
    await push('two', [])
    expect(await push('three', [LARGE])).toBe('posted anew')
    expect(state.comments[1]?.body).not.toContain('New since')
  })

  test('a review that was dismissed is none; a commit nobody described claims nothing', async () => {
    const { state, push } = await world()
    state.reviews.push({ id: 1, pull: 7, user: 'x', state: 'DISMISSED', commit: 'one' })
    await push('one', [LARGE])
    approve(state, 'unknown')
    await push('two', [LARGE])
    expect(state.comments[0]?.body).not.toContain('New since')
  })
})

describe('what GitHub refuses', () => {
  test.each([403, 429] as const)('%i with retry-after: waits as long as it says', async (status) => {
    const { state, push, waits } = await world({ limits: [{ status, retryAfter: '7' }] })
    expect(await push('one', [])).toBe('posted')
    expect(waits).toEqual([7_000])
    expect(state.comments).toHaveLength(1)
  })

  test('a secondary limit without a time: a minute', async () => {
    const { push, waits } = await world({ limits: [{ status: 403, retryAfter: null }] })
    await push('one', [])
    expect(waits).toEqual([60_000])
  })

  test('a wait beyond all patience: given up', async () => {
    const { push, waits } = await world({ limits: [{ status: 429, retryAfter: '3600' }] })
    await expect(push('one', [])).rejects.toThrow(/secondary rate limit/)
    expect(waits).toEqual([])
  })

  test('a token that may only read: 403, not tried again', async () => {
    const permissions = {
      'pull-requests': 'read',
      issues: 'read',
      statuses: 'read',
      contents: 'read',
      actions: 'read',
    } as const
    const { push, state } = await world({ permissions })
    await expect(push('one', [])).rejects.toThrow(/Resource not accessible by integration/)
    expect(state.requests.filter((line) => line.startsWith('POST /repos'))).toHaveLength(1)
  })

  test('broken: reads are tried again, then given up', async () => {
    const { push, state, waits } = await world({ health: 'broken' })
    await expect(push('one', [])).rejects.toThrow()
    expect(waits).toEqual([500, 1_000, 2_000])
    expect(state.requests).toHaveLength(4)
  })

  test('a body over the limit would be refused, so the stand-in is no lamb', async () => {
    const { github } = await world()
    await expect(github.createComment(7, 'x'.repeat(65_537))).rejects.toThrow(/Body is too long/)
    await expect(github.createComment(8, 'x')).rejects.toThrow(/Not Found/)
  })

  test('reviews that cannot be read cost a word, not the comment', async () => {
    const { github, state, push, warnings } = await world()
    github.lastApproval = () => Promise.reject(new Error('no answer'))
    expect(await push('one', [LARGE])).toBe('posted')
    expect(warnings).toEqual([
      'the reviews cannot be read, so nothing is marked as new since an approval: no answer',
    ])
    expect(state.comments).toHaveLength(1)
  })
})

describe('the drift issue', () => {
  const drift = (over: Partial<DriftInput> = {}): DriftInput => ({
    target: 'production',
    ledger: 'a41c9e2b',
    changes: [
      {
        policy: 'payments-write',
        kind: 'changed',
        fields: [{ path: 'rule 3', before: null, after: 'allow DELETE https://api.stripe.com/*' }],
        direction: 'wider',
        outcome: 'put-back',
      },
      {
        policy: 'hr-read',
        kind: 'changed',
        fields: [{ path: 'rule 1', before: null, after: 'deny GET https://hr.acme.example/salaries*' }],
        direction: 'narrower',
        outcome: 'guarded',
      },
    ],
    access: [region({ operations: ['DELETE'], resource: 'https://api.stripe.com/*', before: 'deny' })],
    readAt: '2026-11-22T02:15:00.000Z',
    previousReadAt: '2026-11-22T01:15:00.000Z',
    links: {
      repository: 'https://github.com/acme/policies',
      run: null,
      applyWorkflow: 'https://github.com/acme/policies/actions/workflows/policy-apply.yml',
    },
    ...over,
  })

  test('opened once, edited only when the drift changes, closed after a good read', async () => {
    const { github, state } = await world()
    expect(await keepDriftIssue(github, drift({ changes: [], access: [] }))).toBe('no drift')
    expect(await keepDriftIssue(github, drift())).toBe('opened')
    expect(await keepDriftIssue(github, drift({ readAt: '2026-11-22T03:15:00.000Z' }))).toBe('unchanged')
    expect(state.issues[0]?.body).toContain('Seen 2026-11-22 02:15 UTC, not yet at 2026-11-22 01:15 UTC.')
    expect(await keepDriftIssue(github, drift({ access: [] }))).toBe('edited')
    expect(await keepDriftIssue(github, drift({ changes: [], access: [] }))).toBe('closed')
    expect(state.issues.map(({ state: is, stateReason }) => [is, stateReason])).toEqual([
      ['closed', 'completed'],
    ])
    expect(await keepDriftIssue(github, drift())).toBe('opened')
    expect(state.issues).toHaveLength(2)
  })

  test('says who can do what in its title, and offers the choices', async () => {
    const { github, state } = await world()
    await keepDriftIssue(github, drift())
    expect(state.issues[0]?.title).toBe('🔺 Drift in production: billing-agent can DELETE at api.stripe.com')
    await expect(state.issues[0]?.body).toMatchFileSnapshot('comment/golden/drift-issue.md')
  })

  const OUTCOMES = [
    ['put-back', '**put back** by running [policy-apply]'],
    ['guarded', ' with overwrite-live `payments-write`'],
    ['deleted', 'in no file any more: **delete** by running [policy-apply]'],
    ['in-files', 'the files say the same already: [policy-apply]'],
    ['left-alone', 'apply leaves it alone, delete it live'],
  ] as const

  test.each(OUTCOMES)('what apply does with it is what it does: %s', (outcome, words) => {
    const [change] = drift().changes
    if (change === undefined) throw new Error('there is a change')
    const { body } = driftIssue(drift({ changes: [{ ...change, direction: 'narrower', outcome }] }))
    expect(body).toContain(words)
    expect(body.includes('put back')).toBe(outcome === 'put-back' || outcome === 'guarded')
    expect(body.includes('will not overwrite it unasked')).toBe(outcome === 'guarded')
    expect(body.includes('policyctl pull payments-write')).toBe(outcome !== 'in-files')
  })

  test("another target's issue, and a stranger's, are not touched", async () => {
    const { github, state } = await world()
    await keepDriftIssue(github, drift({ target: 'staging' }))
    state.issues.push({
      number: 9,
      author: 'mallory',
      title: 'x',
      body: state.issues[0]?.body.replace('staging', 'production') ?? '',
      state: 'open',
      stateReason: null,
    })
    expect(await keepDriftIssue(github, drift({ changes: [], access: [] }))).toBe('no drift')
    expect(state.issues.every((issue) => issue.state === 'open')).toBe(true)
  })
})
