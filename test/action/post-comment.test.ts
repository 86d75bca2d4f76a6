import { createHash } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Region } from '../../src/access/model/region.ts'
import { renderComment } from '../../src/action/comment/comment.ts'
import type { LastApproval } from '../../src/action/comment/comment-input.ts'
import type { DriftIssueInput } from '../../src/action/comment/drift-input.ts'
import { driftIssue, isDrift } from '../../src/action/comment/drift-issue.ts'
import { keepDriftIssue } from '../../src/action/drift-issues.ts'
import { createComment, MINIMIZE, READ_COMMENTS } from '../../src/action/github/comments.ts'
import type { GitHub } from '../../src/action/github/github.ts'
import { READ_ISSUES } from '../../src/action/github/issues.ts'
import { openOctokit } from '../../src/action/github/octokit.ts'
import { mergedPullsQuery, READ_PULL, readPull } from '../../src/action/github/pulls.ts'
import { postComment } from '../../src/action/post-comment.ts'
import { markerOf } from '../../src/review/comment-marker.ts'
import { recordIn } from '../../src/review/record-text.ts'
import { commentInput, planned, region, step } from '../support/builders/comment-documents.ts'
import { brokenGuardrail, UNTOUCHED } from '../support/builders/drift-facts.ts'
import { queryFaults } from '../support/github/graphql.ts'
import { type GitHubServer, type GitHubState, startGitHub } from '../support/github/server.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { refusingProxy } from '../support/servers/refusing-proxy.ts'

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
  const sleepless = { ...clock, sleep: async (milliseconds: number) => void waits.push(milliseconds) }
  const api = openOctokit({
    token: server.state.token,
    baseUrl: server.url,
    clock: sleepless,
    userAgent: 'policyctl/test',
    env: {},
  })
  const github: GitHub = { api, repo: { owner: 'acme', repo: 'policies' } }
  const warnings: string[] = []
  const push = async (commit: string, access: readonly Region[]): Promise<string> =>
    postComment(github, {
      pull: await pull(github),
      project: '.',
      key: 'production',
      isTarget: () => true,
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

async function pull(github: GitHub) {
  const found = await readPull(github, 7)
  if (found === null) throw new Error('there is #7')
  return found
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
    const stranger = { ...own, author: 'mallory', body: renderComment(commentInput()).bodies[0] ?? '' }
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
    if (own !== undefined)
      Object.assign(own, { editor: 'mallory', body: renderComment(commentInput()).bodies[0] ?? '' })
    expect(await push('two', [LARGE])).toBe('posted')
    // It stands in our name, so it must not be read beside ours.
    expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, false])
    expect(await push('three', [LARGE])).toBe('updated')
  })

  test('of another project in the repository: its own', async () => {
    const { state, push } = await world()
    await push('one', [])
    state.comments[0] = {
      ...state.comments[0],
      body: state.comments[0]?.body.replace(
        markerOf('pr', '.', 'production'),
        markerOf('pr', 'other', 'production'),
      ),
    } as (typeof state.comments)[number]
    expect(await push('two', [])).toBe('posted')
  })

  test('what could not be planned now is not shown, so it does not count as shown', async () => {
    const { state, github, push } = await world()
    await push('one', [LARGE])
    const down = {
      kind: 'failed' as const,
      name: 'production',
      code: 'unreachable',
      message: 'no answer',
      hint: 'again',
    }
    const outcome = await postComment(github, {
      pull: await pull(github),
      project: '.',
      key: 'production',
      isTarget: () => true,
      render: (known) => renderComment(commentInput({ ...known, commit: 'two', targets: [down] })),
      warn: () => {},
    })
    expect(outcome).toBe('updated')
    expect(recordIn(state.comments[0]?.body ?? '')?.entries).toEqual([])
    expect(await push('three', [LARGE])).toBe('posted anew')
  })
})

describe('several jobs about one project', () => {
  const of = (name: string, access: readonly Region[]) => (known: { approval: LastApproval | null }) =>
    renderComment(
      commentInput({
        ...known,
        key: name,
        targets: name.split(',').map((one) => planned(one, { steps: [step('p')], access })),
      }),
    )

  test('one for each target: none wipes what another shows; one for all takes their place', async () => {
    const { state, github } = await world()
    const post = async (key: string, gone = 'none'): Promise<unknown> =>
      postComment(github, {
        pull: await pull(github),
        project: '.',
        key,
        isTarget: (name) => name !== gone,
        render: of(key, [LARGE]),
        warn: () => {},
      })
    expect(await post('production')).toBe('posted')
    expect(await post('staging')).toBe('posted')
    expect(await post('production')).toBe('updated')
    expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([false, false])
    expect(state.comments.map(({ body }) => recordIn(body)?.targets)).toEqual([['production'], ['staging']])
    expect(await post('production,staging')).toBe('posted')
    expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, true, false])
    // One for some of them shows less, and takes no place before the others are gone.
    expect(await post('eu,production')).toBe('posted')
    expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, true, false, false])
    expect(await post('eu,production', 'staging')).toBe('updated')
    expect(state.comments.map(({ isMinimized }) => isMinimized)).toEqual([true, true, true, false])
  })
})

describe('what is too long for one comment', () => {
  const many = (number: number) =>
    Array.from({ length: number }, (_, index) =>
      region({
        agents: [`default/agent-${index}`],
        resource: `https://${createHash('sha256').update(String(index)).digest('hex')}.example/${'x'.repeat(150)}/*`,
      }),
    )

  test('goes on in further ones, each record of what its text shows; they come and go with it', async () => {
    const { state, push } = await world()
    expect(await push('one', many(600))).toBe('posted')
    const first = state.comments.length
    expect(first).toBeGreaterThan(2)
    const shown = state.comments.map(({ body }) => recordIn(body)?.entries ?? [])
    expect(shown.flat()).toHaveLength(600)
    for (const [index, { body }] of state.comments.entries()) {
      expect(body.length).toBeLessThan(65_536)
      for (const { agents, resource } of shown[index] ?? []) {
        expect(body).toContain(agents[0]?.replace('default/', ''))
        expect(body).toContain(resource)
      }
    }
    expect(await push('two', many(600))).toBe('updated')
    expect(state.comments).toHaveLength(first)
    expect(await push('three', many(2))).toBe('updated')
    expect(state.comments.filter(({ isMinimized }) => !isMinimized)).toHaveLength(1)
  })

  test('what finds no place anywhere is said, and not recorded', () => {
    const { bodies, records, unshown } = renderComment(
      commentInput({ targets: [planned('production', { steps: [step('p')], access: many(4_000) })] }),
    )
    expect(bodies.length).toBeLessThanOrEqual(10)
    expect(unshown).toBeGreaterThan(0)
    expect(records.flatMap(({ entries }) => entries)).toHaveLength(4_000 - unshown)
    expect(bodies[0]).toContain(
      'do not fit into the comments, so nobody was shown them and apply refuses them',
    )
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

  test('also where the record has no room for what it said then: nothing is lost, nothing claimed', async () => {
    const { state, push } = await world()
    const many = Array.from({ length: 700 }, (_, index) => {
      const name = createHash('sha256').update(`${index}`).digest('hex')
      return region({ resource: `https://${name}.example/*` })
    })
    await push('one', many)
    approve(state, 'one')
    const standing = () => state.comments.filter(({ isMinimized }) => !isMinimized)
    const open = (): string =>
      standing()
        .map(({ body }) => body)
        .join('\n')
    const shown = standing().length
    expect(await push('two', many)).toBe('posted anew')
    expect(standing()).toHaveLength(shown)
    expect(await push('three', many)).toBe('updated')
    expect(open()).not.toMatch(/do not fit|New since/)
    expect(await push('four', [...many, region({ resource: 'https://y.example/*' })])).toBe('posted anew')
    expect(open().match(/New since `sec-lead` approved `one`/g)).toHaveLength(1)
    expect(state.comments.every(({ body }) => body.length < 65_536)).toBe(true)
  })

  test('also where less was shown in between', async () => {
    const { state, push } = await world()
    await push('one', [LARGE])
    approve(state, 'one')
    await push('two', [])
    expect(await push('three', [LARGE])).toBe('posted anew')
    expect(state.comments[1]?.body).not.toContain('New since')
  })

  test.each([
    ['of a stranger', [{ mayWrite: false }]],
    ['that was withdrawn', [{}, { state: 'DISMISSED' }]],
    ['that was taken back by asking for changes', [{}, { state: 'CHANGES_REQUESTED' }]],
  ] as const)('an approval %s is none', async (_case, reviews) => {
    const { state, push } = await world()
    await push('one', [SMALL])
    for (const review of reviews) {
      approve(state, 'one')
      state.reviews.push({ ...state.reviews.pop(), ...review } as GitHubState['reviews'][number])
    }
    await push('two', [LARGE])
    expect(state.comments.at(-1)?.body).not.toContain('New since')
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
    await expect(createComment(github, 7, 'x'.repeat(65_537))).rejects.toThrow(/Body is too long/)
    await expect(createComment(github, 8, 'x')).rejects.toThrow(/Not Found/)
  })

  test.each([
    ['comments', READ_COMMENTS],
    ['folding away', MINIMIZE],
    ['a pull request', READ_PULL],
    ['what brought commits', mergedPullsQuery(['a'.repeat(40), 'b'.repeat(40)])],
    ['issues', READ_ISSUES],
  ])('our query for %s is one that its published schema knows', (_case, query) => {
    expect(queryFaults(query)).toEqual([])
  })
})

describe('the drift issue', () => {
  const drift = (over: Partial<DriftIssueInput> = {}): DriftIssueInput => ({
    ...UNTOUCHED,
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
    access: [
      region({ operations: ['DELETE'], resource: 'https://api.stripe.com/*', before: 'deny' }),
      region({
        agents: ['default/hr-agent'],
        policies: ['hr-read'],
        operations: ['GET'],
        resource: 'https://hr.acme.example/salaries*',
        before: 'allow',
        after: 'deny',
        direction: 'narrower',
      }),
    ],
    readAt: '2026-11-22T02:15:00.000Z',
    previousReadAt: '2026-11-22T01:15:00.000Z',
    links: {
      repository: 'https://github.com/acme/policies',
      run: null,
      page: null,
      applyWorkflow: 'https://github.com/acme/policies/actions/workflows/policy-apply.yml',
    },
    ...over,
  })

  test('agents that documents alone bind are said to be so', () => {
    const bindingDrift = { ...UNTOUCHED.bindingDrift, unknownAgents: ['default/billing-agent'] }
    expect(driftIssue(drift({ bindingDrift })).body).toContain(
      '**Not bound live**: the workspace does not name',
    )
    expect(driftIssue(drift()).body).not.toContain('Not bound live')
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

  test('much that cannot be read, or is bound otherwise, is counted: GitHub takes the issue', async () => {
    const { github, state } = await world()
    const names = Array.from({ length: 2_000 }, (_, at) => `a-policy-with-quite-a-long-name-${at}`)
    const unreadable = names.map((policy) => ({
      policy,
      message: `${'no permission '.repeat(20)} ${policy}`,
    }))
    const missing = names.map((policy) => ({ policy, agent: `default/agent-of-${policy}` }))
    const bindingDrift = { ...UNTOUCHED.bindingDrift, missing }
    const guardrails = [{ ...brokenGuardrail('no-payments'), brokenByUnmanaged: names }]
    expect(await keepDriftIssue(github, drift({ unreadable, bindingDrift, guardrails }))).toBe('opened')
    expect(state.issues[0]?.body).toContain('a-policy-with-quite-a-long-name-14')
    expect(state.issues[0]?.body).toMatch(/and 1,9\d\d more/)
  })

  test('a guardrail that another rule breaks is other drift', async () => {
    const { github } = await world()
    const broken = brokenGuardrail('no-payments')
    const seen = (policy: string): DriftIssueInput =>
      drift({ changes: [], access: [], guardrails: [{ ...broken, because: [{ policy, rule: 0 }] }] })
    expect(await keepDriftIssue(github, seen('known'))).toBe('opened')
    expect(await keepDriftIssue(github, seen('known'))).toBe('unchanged')
    expect(await keepDriftIssue(github, seen('stranger'))).toBe('edited')
  })

  test('closed by somebody: quiet until there is other drift, or the same again', async () => {
    const { github, state } = await world()
    await keepDriftIssue(github, drift())
    const [issue] = state.issues
    const close = (): void => void Object.assign(issue ?? {}, { state: 'closed', stateReason: 'not_planned' })
    close()
    expect(await keepDriftIssue(github, drift())).toBe('unchanged, closed by hand')
    expect(await keepDriftIssue(github, drift({ access: [] }))).toBe('opened again')
    expect(state.issues.map(({ state: is }) => is)).toEqual(['open'])
    close()
    expect(await keepDriftIssue(github, drift({ changes: [], access: [] }))).toBe('no drift')
    expect(await keepDriftIssue(github, drift({ access: [] }))).toBe('opened')
    expect(state.issues.map(({ state: is }) => is)).toEqual(['closed', 'open'])
  })

  test('says who can do what in its title, and offers the choices', async () => {
    const { github, state } = await world()
    await keepDriftIssue(github, drift())
    expect(state.issues[0]?.title).toBe('🔺 Drift in production: billing-agent can DELETE at api.stripe.com')
    await expect(state.issues[0]?.body).toMatchFileSnapshot('comment/golden/drift-issue.md')
  })

  test('agents that have other policies than their documents say are told, and closed again', async () => {
    const { github, state } = await world()
    const bound = drift({
      changes: [],
      access: [],
      bindingDrift: {
        ...UNTOUCHED.bindingDrift,
        extra: [{ agent: 'default/billing-agent', policy: 'payments-write' }],
      },
    })
    expect(await keepDriftIssue(github, bound)).toBe('opened')
    const [issue] = state.issues
    expect(issue?.title).toBe('📝 Drift in production: agents have other policies than their documents say')
    expect(issue?.body).toContain('- extra: billing-agent `payments-write`')
    expect(issue?.body).not.toContain('0 policies')
    expect(issue?.body).not.toContain('Choose for each')
    expect(await keepDriftIssue(github, drift({ changes: [], access: [] }))).toBe('closed')
  })

  test('a guardrail that live breaks is told, whoever made it so', async () => {
    const { github, state } = await world()
    const violated = brokenGuardrail('no-payments')
    expect(await keepDriftIssue(github, drift({ changes: [], access: [], guardrails: [violated] }))).toBe(
      'opened',
    )
    expect(state.issues[0]?.title).toBe('📝 Drift in production: guardrail no-payments is broken')
    expect(state.issues[0]?.body).toContain('> Guardrail `no-payments` is broken live.')
    expect(state.issues[0]?.body).toContain('`POST https://api.stripe.com/v1/refunds`')
    const proven = { ...violated, result: 'proven' as const, counterexample: null }
    expect(await keepDriftIssue(github, drift({ changes: [], access: [], guardrails: [proven] }))).toBe(
      'closed',
    )
  })

  const OUTCOMES = [
    ['put-back', '**put back** by running [policy-apply]'],
    ['guarded', ' with `overwrite-live: production:payments-write`'],
    ['deleted', 'in no file any more: **delete** by running [policy-apply]'],
    [
      'in-files',
      'the files say the same as live by now, so an apply only records it in the ledger: **record** it by running [policy-apply]',
    ],
    ['left-alone', 'apply leaves it alone, so delete it live'],
  ] as const

  test.each(OUTCOMES)('what apply does with it is what it does: %s', (outcome, words) => {
    const [change] = drift().changes
    if (change === undefined) throw new Error('there is a change')
    const { body } = driftIssue(
      drift({
        changes: [
          { ...change, kind: outcome === 'left-alone' ? 'added' : 'changed', direction: 'narrower', outcome },
        ],
      }),
    )
    expect(body).toContain(words)
    expect(body.includes('put back')).toBe(outcome === 'put-back' || outcome === 'guarded')
    expect(body.includes('will not overwrite it unasked')).toBe(outcome === 'guarded')
    expect(body.includes('policyctl pull payments-write')).toBe(outcome !== 'in-files')
  })

  test('a policy that was applied, and that live has in a form that cannot be read, is drift', () => {
    const seen = drift({ changes: [], access: [], unreadable: [{ policy: 'pay', message: 'spec is null' }] })
    const { title, body } = driftIssue(seen)
    expect([isDrift(seen), isDrift({ ...seen, unmanaged: ['pay'] })]).toEqual([true, false])
    expect(title).toContain('1 policy that cannot be read live')
    expect(body).toMatch(/\*\*Not compared\*\*: live cannot be read.*\n\n- `pay`: spec is null$/m)
  })

  test('safety.unmanaged: fail is said where a policy made elsewhere breaks a guardrail', () => {
    const guardrails = [{ ...brokenGuardrail('no-payments'), brokenByUnmanaged: ['payments-write'] }]
    const body = (unmanagedAre: DriftIssueInput['unmanagedAre']): string =>
      driftIssue(drift({ guardrails, unmanaged: ['payments-write'], unmanagedAre })).body
    expect(body('fail')).toContain('safety.unmanaged is fail, so this counts as an error')
    expect(body('report')).not.toContain('safety.unmanaged')
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

test('GitHub is reached through the proxy that the policies API uses, without the token in the open', async () => {
  const { asked, host } = await refusingProxy('ghs_token')
  const { clock } = memoryContext('/')
  const api = openOctokit({
    token: 'ghs_token',
    baseUrl: 'https://github.invalid/api/v3',
    clock,
    userAgent: 'policyctl/test',
    env: { HTTPS_PROXY: `http://user:sesame@${host}` },
  })
  const comment = { owner: 'acme', repo: 'policies', issue_number: 7, body: 'x' }
  await expect(api.rest.issues.createComment(comment)).rejects.toThrow()
  const credentials = Buffer.from('user:sesame').toString('base64')
  expect(asked).toEqual([`CONNECT github.invalid:443 Basic ${credentials}`])
})
