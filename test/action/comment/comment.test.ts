import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import type { Region } from '../../../src/access/model/region.ts'
import { NO_LIMIT, renderComment, renderReport, SUMMARY_LIMIT } from '../../../src/action/comment/comment.ts'
import { partTexts } from '../../../src/action/comment/comment-parts.ts'
import { bytes } from '../../../src/media/cut-to-fit.ts'
import type { Blocked, Plan } from '../../../src/plan/plan.ts'
import { hasMarker, markerOf } from '../../../src/review/comment-marker.ts'
import { recordIn } from '../../../src/review/record-text.ts'
import { groupAccess } from '../../../src/words/access-group.ts'
import {
  commentInput,
  plan,
  planned,
  region,
  route,
  spec,
  step,
  storyInput,
} from '../../support/builders/comment-documents.ts'

test('the story of the mock-up, as it is posted', async () => {
  await expect(renderReport(storyInput(), NO_LIMIT)).toMatchFileSnapshot('golden/comment-story.md')
})

test('the page is linked where it was uploaded, and its address ends nothing early', () => {
  const linked = (pages: string | null): string =>
    renderReport(commentInput({ links: { ...storyInput().links, pages } }), NO_LIMIT)
  expect(linked(null)).not.toContain('as a page')
  expect(linked('https://x.example/a?b=1&c=%20')).toContain(
    '<a href="https://x.example/a?b=1&amp;c=%20">who may do what, as a page</a>',
  )
  expect(linked('https://x.example/"><img>')).toContain('<a href="https://x.example/%22%3E%3Cimg%3E">who')
})

test('the hidden ends: found by the first line, compared by the last', () => {
  const { bodies, records } = renderComment(storyInput())
  const [body = ''] = bodies
  expect(bodies).toHaveLength(1)
  expect(hasMarker(body, markerOf('pr', '.', 'production'))).toBe(true)
  expect(hasMarker(body, markerOf('pr', '.', 'staging'))).toBe(false)
  expect(hasMarker(body, markerOf('pr', 'payments', 'production'))).toBe(false)
  expect(recordIn(body)).toEqual(records[0])
  expect(records[0]?.entries).toHaveLength(2)
  expect(records[0]).toMatchObject({ base: 'main', targets: ['production', 'staging'] })
})

test('a policy of the repository that live has in a form that cannot be read is no silence', () => {
  const unreadable = [{ policy: 'pay', message: "spec.policies[0].permission is 'audit'" }]
  const targets = [planned('production', plan({ unreadable }))]
  const comment = renderReport(commentInput({ targets }), NO_LIMIT)
  expect(comment).toMatch(
    /^## ⚠️ production: 1 policy could not be compared\n\n> \[!CAUTION\]\n> \*\*Not compared\*\*: live cannot be read.*\n>\n> - `pay`: `spec\.policies/,
  )
})

describe('policies made elsewhere', () => {
  const seen = plan({
    unmanaged: ['Console', 'made-by-hand'],
    unreadable: [{ policy: 'Console', message: 'its name is not safe in a URL path' }],
    guardrails: [
      {
        ...{ name: 'no-payments', result: 'violated', assumptions: [], agents: 1, policies: 2 },
        counterexample: {
          method: 'POST',
          url: 'https://api.stripe.com/',
          tags: [],
          tool: null,
          capability: null,
          policies: ['made-by-hand'],
        },
        because: [{ policy: 'made-by-hand', rule: 0 }],
      },
    ],
  })
  const body = (unmanagedAre: 'ignore' | 'report' | 'fail'): string =>
    renderReport(
      commentInput({
        targets: [planned('production', seen), planned('staging', seen)],
        unmanagedAre: (target) => (target === 'production' ? unmanagedAre : 'ignore'),
      }),
      NO_LIMIT,
    )

  test('ignore: only what cannot be read is listed', () => {
    expect(body('report')).toContain('<b>Unmanaged</b>: 2 live policies')
    expect(body('report')).toContain('- `made-by-hand` (production only)')
    expect(body('ignore')).toContain('<b>Unmanaged</b>: 1 live policy')
    expect(body('ignore')).not.toContain('made-by-hand')
  })

  test('what it allows, and who has it, is said where the job left it', () => {
    const deed = { policy: 'made-by-hand', boundTo: 'etl', grants: 'allow POST https://api.stripe.com/*' }
    const [body] = renderComment(
      commentInput({ targets: [{ kind: 'plan', name: 'production', plan: seen, unmanaged: [deed] }] }),
    ).bodies
    expect(body).toContain('- `made-by-hand`, bound to `etl`: `allow POST https://api.stripe.com/*`')
  })

  test('fail: one that breaks a guardrail is an alert, with the setting that makes the check fail', () => {
    expect(body('fail')).toContain(
      '**A policy that no file has breaks a guardrail**, and `safety.unmanaged` is `fail`',
    )
    expect(body('fail')).toContain('guardrail `no-payments` is broken by made-by-hand, which is in no file')
    expect(body('fail')).toMatch(/^## ⚠️ production: a policy that no file has breaks a guardrail/)
    expect(body('report')).not.toContain('A policy that no file has')
  })
})

describe('what loosens the config is never left out without a word', () => {
  const flood = Array.from(
    { length: 600 },
    (_, i) => `exceptions: in-use is lifted for p${i} (long enough to count)`,
  )
  const loosened = [...flood, 'guardrails: no-payments was removed']
  const targets = [planned('production')]

  test.each([
    ['of the change', { loosened }],
    [
      'of the branch that judges',
      { base: { branch: 'next', otherThan: { branch: 'main', looser: loosened } } },
    ],
  ])('%s: one of each kind first, the rest counted', (_case, over) => {
    const [body = ''] = renderComment(commentInput({ targets, ...over })).bodies
    expect(body).toContain('- exceptions: in-use is lifted for p0')
    expect(body).toContain('- guardrails: no-payments was removed')
    expect(body).toMatch(/> - _\d+ lines more in \[the full report\]/)
  })
})

test('what fails alike in many targets is told once', () => {
  const why = { code: 'key-missing', message: 'no key', hint: 'set one' }
  const targets = ['a', 'b', 'c'].map((name) => ({ kind: 'failed' as const, name, ...why }))
  const body = renderReport(commentInput({ targets }), NO_LIMIT)
  expect(body.match(/could not be planned\*\*/g)).toHaveLength(1)
  expect(body).toContain('**a, b and c could not be planned**')
})

test('the reason why a target is not planned is text of others', () => {
  const reason = 'policyctl.yaml of @acme/all<img> does not name it yet'
  const targets = [planned('production'), { kind: 'skipped' as const, name: 'next', reason }]
  const body = renderReport(commentInput({ targets }), NO_LIMIT)
  expect(body).toContain('next **not planned**: `policyctl.yaml` of `@acme/all<img>` does not name it yet')
})

describe('the heading names where its words hold', () => {
  const steps = [step('a')]
  const narrower = region({
    agents: ['default/other-agent'],
    direction: 'narrower',
    before: 'allow',
    after: 'deny',
  })

  test('wider in one target, narrower in another', () => {
    const targets = [
      planned('production', { steps, access: [region()] }),
      planned('staging', { steps, access: [narrower] }),
    ]
    const body = renderReport(commentInput({ targets }), NO_LIMIT)
    expect(body).toMatch(/^## 🔺 production and staging: 1 agent gets more access \(production only\)\n/)
  })

  test('a fact of a target that has no step', () => {
    const unreadable = [{ policy: 'pay', message: 'no policy' }]
    const targets = [planned('production', { steps, access: [region()] }), planned('staging', { unreadable })]
    const body = renderReport(commentInput({ targets }), NO_LIMIT)
    expect(body).toContain(
      '## 🔺 production and staging: 1 agent gets more access (production only) · 1 policy could not be compared (staging only)',
    )
  })
})

describe('access that live has already', () => {
  const access = [region({ agents: [], policies: ['refunds'], before: 'none' })]
  const changes = [{ policy: 'refunds', kind: 'changed' as const }]
  const diffOf = (files: string) => ({ changes, access, each: [{ files, access }], guardrails: [] })

  test('is an alert, and news for somebody who has seen nothing of it', () => {
    const input = commentInput({ targets: [planned('production')], diff: diffOf('files') })
    const { bodies, records } = renderComment(input)
    expect(bodies[0]).toContain('\n## ⚠️ production: 1 change that opens access is live already\n')
    expect(bodies[0]).toContain(
      '> **Live has this already**, so the plan writes nothing for it. The merge keeps it:\n>\n> - 🔺 any agent bound to `refunds`: `POST https://api.stripe.com/v1/refunds*`: no rule → allowed, no human',
    )
    // An apply that opens it again later has to show it first.
    expect(records[0]).toMatchObject({ entries: [], config: [expect.any(String)] })
  })

  test('is that of the target whose files have it', () => {
    const targets = [
      planned('dev'),
      planned('production', { steps: [step('refunds')], access: [region({ policies: ['refunds'] })] }),
    ]
    const body = renderReport(commentInput({ targets, diff: diffOf('files of dev') }), NO_LIMIT)
    expect(body).toContain('1 change that opens access is live already (dev only)')
    // With the same files for all, the plan of one shows it.
    const shared = renderReport(commentInput({ targets, diff: diffOf('files') }), NO_LIMIT)
    expect(shared).not.toContain('live already')
  })

  test('that opens nothing is said too', () => {
    const closed = [
      region({ agents: [], policies: ['refunds'], direction: 'narrower', before: 'allow', after: 'deny' }),
    ]
    const diff = { changes, access: closed, each: [{ files: 'files', access: closed }], guardrails: [] }
    const body = renderReport(commentInput({ targets: [planned('production')], diff }), NO_LIMIT)
    expect(body).toMatch(/^## ✅ production: nothing to write, live has it already\n/)
    expect(body).toContain('**Live has this already**')
  })
})

test('what no tool serves is an alert', () => {
  const seen = plan({ tools: 'live', withoutTool: ['https://new.example/*'] })
  const body = renderReport(commentInput({ targets: [planned('production', seen)] }), NO_LIMIT)
  expect(body).toContain(
    '**No tool**: no tool of the workspace has this host, or none with these tags: `https://new.example/*`',
  )
})

test('what goes from one project to another is said, though nobody gets other access', () => {
  const handOvers = [
    { policy: 'x', kind: 'taken', project: 'old' },
    { policy: 'y', kind: 'given', project: '.' },
  ] as const
  const targets = [planned('production', { handOvers }), planned('staging', { handOvers })]
  const text = renderReport(commentInput({ targets }), NO_LIMIT)
  expect(text.split('Handed over between projects').length).toBe(2)
  expect(text).toContain('- `x` belonged to the project in `old`: this project takes it over')
  expect(text).toContain('- `y` stays live: the project in the root of the repository has it now')
})

test('what the apply takes over is said, once for the targets that take over the same', () => {
  const newlyManaged = ['x', 'y']
  const targets = [planned('production', { newlyManaged }), planned('staging', { newlyManaged })]
  const text = renderReport(commentInput({ targets: [...targets, planned('dev')] }), NO_LIMIT)
  expect(text.split('\n')[0]).toBe('## ✅ production and staging: no writes, 2 policies to take over')
  expect(text).toContain(
    '> - `x` and `y`: live already, not managed from here at present. From this apply on, a missing file deletes the live policy\n',
  )
  expect(text).toContain('production **no writes, 2 to take over**')
  expect(text).toContain('dev **no change**')
})

test.each([
  ['documents', 'The changes of access count these bindings as live'],
  ['used_by', 'The changes of access count those of agents that the workspace does not name as live'],
] as const)('bindings that are not live are said, with bindings from %s', (bindings, counted) => {
  const seen = { bindings, bindingsNotLive: [{ agent: 'default/cal-agent', policy: 'x' }] }
  const targets = [planned('production', seen), planned('staging', seen), planned('dev')]
  const text = renderReport(commentInput({ targets }), NO_LIMIT)
  expect(text).toContain(
    `> - the files bind cal-agent to \`x\`, and the workspace does not. ${counted}. But no apply writes bindings: \`PUT /agents/NAME/config\` or a deploy does (production and staging only)\n`,
  )
})

test('a rename says what binds the new name', () => {
  const renamed = planned('production', {
    steps: [step('old', { action: 'delete', after: null }), step('neu', { action: 'create', before: null })],
    renames: [{ from: 'old', to: 'neu' }],
  })
  expect(renderReport(commentInput({ targets: [renamed] }), NO_LIMIT)).toContain(
    '**Renamed: `old` → `neu`.** Bindings hold names, so `neu` binds nobody until agents are given it (`PUT /agents/NAME/config`, or a deploy). Until then billing-agent does not have `neu`, and loses `old` once that is deleted.',
  )
})

describe('the verdict', () => {
  const harmless = [region({ direction: 'narrower', before: 'allow', after: 'deny', agents: ['default/a'] })]
  const rerouted = [region({ direction: 'rerouted', after: 'approval_required', routeAfter: route(['x']) })]
  test.each([
    ['nothing changes', [planned('production')], '✅ production: nothing changes'],
    [
      'wider for one',
      [planned('production', { steps: [step('p')], access: [region()] })],
      '🔺 production: 1 agent gets more access',
    ],
    [
      'wider votes of unbound policies',
      [planned('production', { steps: [step('p')], access: [region({ agents: [] })] })],
      '🔺 production: 1 policy allows more',
    ],
    [
      'narrower',
      [planned('production', { steps: [step('p')], access: harmless })],
      '🔻 production: 1 agent gets less access',
    ],
    [
      'rerouted',
      [planned('production', { steps: [step('p')], access: rerouted })],
      '🔁 production: 1 agent has other approvers',
    ],
    [
      'no access',
      [planned('production', { steps: [step('p')] })],
      '✅ production: 1 step, access stays the same',
    ],
    [
      'a target that is down',
      [
        {
          kind: 'failed' as const,
          name: 'production',
          code: 'unreachable',
          message: 'no answer',
          hint: 'try later',
        },
      ],
      '❌ production could not be planned',
    ],
    [
      'the targets without a change stay out of it',
      [planned('production', { steps: [step('p')], access: [region()] }), planned('staging')],
      '🔺 production: 1 agent gets more access',
    ],
  ])('%s', (_case, targets, verdict) => {
    expect(renderComment(commentInput({ targets })).verdict).toBe(verdict)
  })
})

test('equal changes of targets are one alert, different ones say where', () => {
  const both = region()
  const text = renderReport(
    commentInput({
      targets: [
        planned('production', { steps: [step('payments-write')], access: [both] }),
        planned('staging', {
          steps: [step('payments-write')],
          access: [both, region({ resource: 'https://x.example/*' })],
        }),
      ],
    }),
    NO_LIMIT,
  )
  expect(text.match(/v1\/refunds\*` with \*\*no human\*\*\./g)).toHaveLength(1)
  expect(text).toContain('`POST https://x.example/*` with **no human** (staging only).')
  expect(text.match(/\*\*update\*\* `payments-write`/g)).toHaveLength(1)
})

test('equal changes of policies bound to no known agent are one', () => {
  const access = ['a', 'b', 'c'].map((policy) => region({ agents: [], policies: [policy] }))
  const text = renderReport(
    commentInput({ targets: [planned('production', { steps: [step('a')], access })] }),
    NO_LIMIT,
  )
  expect(text).toContain('Any agent bound to `a`, `b` and `c` may `POST https://api.stripe.com/v1/refunds*`')
  expect(text.match(/\[!CAUTION\]/g)).toHaveLength(1)
})

test('what is not of this pull request is told apart', () => {
  const text = renderReport(
    commentInput({
      targets: [
        planned('production', {
          steps: [step('mine'), step('merged'), step('edited', { origin: 'live' })],
          access: [region({ policies: ['merged'] })],
        }),
      ],
      diff: { changes: [{ policy: 'mine', kind: 'changed' }], access: [], each: [], guardrails: [] },
    }),
    NO_LIMIT,
  )
  const [own, others = ''] = text.split('<b>Not from this pull request</b>')
  expect(own).not.toMatch(/merged|edited|CAUTION|In full/)
  expect(others).toContain('update `merged`: merged before, not applied yet')
  expect(others).toContain('update `edited`: edited live; the apply puts back what the files say')
  expect(others).toContain('**billing-agent**: `POST https://api.stripe.com/v1/refunds*`')
})

/** A pull request that changes policy mine, before a workspace where others' steps wait. */
const besideOthers = (over: Partial<Plan>) =>
  commentInput({
    targets: [planned('production', over)],
    diff: { changes: [{ policy: 'mine', kind: 'changed' }], access: [], each: [], guardrails: [] },
  })

test('what others opened is no part of the record, however long the comment', () => {
  const access = Array.from({ length: 400 }, (_, index) =>
    region({
      policies: [index === 0 ? 'mine' : 'merged'],
      resource: `https://x.example/${'y'.repeat(200)}/${index}`,
    }),
  )
  const { records, bodies, unshown } = renderComment(
    besideOthers({ steps: [step('mine'), step('merged')], access }),
  )
  expect(bodies).toHaveLength(1)
  expect(unshown).toBe(0)
  expect(records.flatMap(({ entries }) => entries.map(({ policies }) => policies))).toEqual([['mine']])
})

describe('what is blocked', () => {
  const block = (policy: string | null, guard: Blocked['guard'] = 'in-use') => ({
    policy,
    guard,
    message: 'held',
  })
  const gone = (policy: string) => step(policy, { action: 'delete', after: null, direction: 'narrower' })
  test.each([
    ['its own step', [gone('mine')], [block('mine')], '1 step blocked', 0],
    [
      'steps of others',
      [gone('a'), gone('b')],
      [block('a'), block('b')],
      'nothing changes · 2 other steps blocked',
      2,
    ],
    [
      'both',
      [gone('mine'), gone('b')],
      [block('mine'), block('b')],
      '1 step blocked · 1 other step blocked',
      1,
    ],
    [
      'too many deletes, none of them its own',
      [step('mine', { direction: 'same' }), gone('b')],
      [block(null, 'mass-delete')],
      '1 step, access stays the same · 1 other step blocked',
      1,
    ],
    [
      'too many deletes, with one of its own',
      [gone('mine'), gone('b'), step('c')],
      [block(null, 'mass-delete')],
      '1 step blocked · 1 other step blocked',
      0,
    ],
    [
      'a branch that lacks what others applied',
      [gone('mine'), gone('b'), step('c')],
      [block(null, 'behind')],
      '1 step blocked · 2 other steps blocked',
      0,
    ],
    [
      'a guardrail that two steps of three may break',
      [gone('mine'), step('b'), step('c')],
      [block(null, 'guardrail')],
      '1 step, access stays the same · 2 other steps blocked',
      1,
    ],
    ['nothing but a policy that changes hands', [], [block(null, 'behind')], '1 step blocked', 0],
  ] as const)('%s', (_case, steps, blocked, words, strangers) => {
    const input = besideOthers({ steps, blocked })
    expect(renderComment(input).verdict).toBe(`⛔ production: ${words}`)
    expect(renderReport(input, NO_LIMIT).split('held (not from this pull request)')).toHaveLength(
      strangers + 1,
    )
  })

  test('what a branch lacks was not merged before, and no apply writes it', () => {
    const input = besideOthers({ steps: [step('mine'), step('b')], blocked: [block(null, 'behind')] })
    const text = renderReport(input, NO_LIMIT)
    expect(text).toContain('Not from this pull request</b>: 1 update, some of it missing from this branch')
    expect(text).toContain('update `b`: differs from what was applied last')
    expect(text).not.toMatch(/merged before|next apply writes/)
  })
})

test('a rename that others merged is not in the heading', () => {
  const renames = [{ from: 'old', to: 'neu' }]
  const steps = [
    step('old', { action: 'delete', after: null }),
    step('neu', { action: 'create', before: null }),
  ]
  expect(renderComment(besideOthers({ steps, renames })).verdict).toBe('✅ production: nothing changes')
})

test('approvals that are removed come first, then writes, then reads, then what binds nobody', () => {
  const opened = (policy: string, over: Partial<Region>) =>
    region({ policies: [policy], agents: [`default/${policy}`], before: 'none', ...over })
  const access = [
    opened('reads', { operations: ['GET'], resource: 'https://*' }),
    opened('writes', { operations: ['POST'], resource: 'https://*' }),
    opened('unbound', { agents: [], resource: 'https://*' }),
    opened('unasked', { before: 'approval_required', resource: 'https://x.example/one' }),
  ]
  const steps = access.map(({ policies: [policy = ''] }) => step(policy))
  const text = renderReport(commentInput({ targets: [planned('production', { steps, access })] }), NO_LIMIT)
  const alerts = [...text.matchAll(/\[!CAUTION\]\n> (?:\*\*|Any agent bound to `)(\w+)/g)].map(
    ([, who]) => who,
  )
  expect(alerts).toEqual(['unasked', 'writes', 'reads', 'unbound'])
})

test('a fact about a target where nothing changes is not told of the one where something does', () => {
  const input = commentInput({
    targets: [
      planned('production', { steps: [step('p')] }),
      planned('staging', {
        unreadable: [
          { policy: 'pay', message: 'spec is null' },
          { policy: 'hand', message: 'spec is a string' },
        ],
        unmanaged: ['hand'],
      }),
    ],
  })
  const text = renderReport(input, NO_LIMIT)
  expect(text).toContain('- `pay`: spec is null (staging only)')
  expect(text).toContain(
    '- `hand` (staging only): spec is a string; live cannot be read, so nobody knows what it allows',
  )
})

test('one rename in two targets is one rename, with the agents of both', () => {
  const of = (name: string, agent: string) =>
    planned(name, {
      steps: [step('old', { action: 'delete', after: null, usedBy: [agent] })],
      renames: [{ from: 'old', to: 'neu' }],
    })
  const text = renderReport(
    commentInput({ targets: [of('eu', 'default/a'), of('us', 'default/b'), planned('dev')] }),
    NO_LIMIT,
  )
  expect(text).toContain('1 policy renamed')
  expect(text.match(/Renamed: `old` → `neu`\./g)).toHaveLength(1)
  expect(text).toContain('Until then a and b do not have `neu`, and lose `old` once that is deleted.')
})

test('thousands of changes: whether a record fits is asked a few times for each comment', () => {
  const groups = groupAccess([
    {
      target: 'production',
      regions: Array.from({ length: 3000 }, (_, index) => region({ resource: `https://x.example/${index}` })),
      blocked: new Set(),
    },
  ])
  let asked = 0
  const fits = (some: readonly unknown[]): boolean => {
    asked += 1
    return some.length <= 300
  }
  const { parts, unshown } = partTexts(groups, { size: 60_000, fits, input: commentInput({ targets: [] }) })
  expect(parts.map(({ groups: shown }) => shown.length)).toEqual(Array.from({ length: 9 }, () => 300))
  expect([unshown.length, asked < 9 * 20]).toEqual([300, true])
})

test('from a fork: the offline difference speaks', () => {
  const input = commentInput({
    targets: [{ kind: 'skipped', name: 'production', reason: 'a fork has no secrets' }],
    diff: {
      changes: [{ policy: 'p', kind: 'changed' }],
      access: [region({ agents: [], policies: ['p'] })],
      each: [{ files: 'files', access: [region({ agents: [], policies: ['p'] })] }],
      guardrails: [],
    },
  })
  const { bodies, verdict } = renderComment(input)
  const [body] = bodies
  expect(verdict).toBe('🔺 1 policy allows more')
  expect(body).toContain('production **not planned**: a fork has no secrets · compared with `main`, offline')
  expect(body).toContain(
    ', offline · live was not read, so **it is unknown which agents** have these policies',
  )
})

test('guardrails are counted, not what speaks against them', () => {
  const outcomes = [
    { name: 'a', result: 'violated', assumptions: [] },
    { name: 'b', result: 'unproven', assumptions: [] },
    { name: 'c', result: 'proven', assumptions: ['paths-as-text'] },
  ] as const
  const blocked = ['x breaks a', 'y breaks a', 'z breaks a'].map((message) => ({
    policy: 'p',
    guard: 'guardrail' as const,
    message,
  }))
  const input = { targets: [planned('production', { steps: [step('p')], blocked })], guardrails: outcomes }
  expect(renderReport(commentInput(input), NO_LIMIT)).toContain(
    'Guardrails **1 of 3 proven**, `a` **broken**, `b` not proven, assuming paths-as-text: `c` ·',
  )
  expect(renderReport(commentInput({ guardrails: [] }), NO_LIMIT)).not.toContain('Guardrails')
})

test('a guardrail that is broken already: by whom, though nothing is blocked', () => {
  const guardrails = [
    {
      name: 'a',
      result: 'violated' as const,
      assumptions: [],
      agents: 0,
      policies: 1,
      counterexample: null,
      because: [
        { policy: 'stranger', rule: 0 },
        { policy: 'stranger', rule: 1 },
        { policy: 'own', rule: 0 },
      ],
    },
  ]
  const targets = [planned('production', { guardrails, unmanaged: ['stranger'] })]
  expect(renderReport(commentInput({ targets, guardrails }), NO_LIMIT)).toContain(
    'Guardrails **0 of 1 proven**, `a` **broken** by `stranger` (in no file) and `own` ·',
  )
})

test('a looser config stands first, as wider', () => {
  const text = renderReport(
    commentInput({ targets: [planned('production')], loosened: ['safety.maxDeletes: 3 → 300'] }),
    NO_LIMIT,
  )
  expect(text).toMatch(
    /^## 🔺 production: policyctl\.yaml gets looser\n\n> \[!CAUTION\]\n> \*\*This pull request loosens/,
  )
})

test('new since the approval is said only of what the approval did not see', () => {
  const shown = renderComment(storyInput()).records[0]?.entries ?? []
  const text = (seen: typeof shown | null): string =>
    renderReport({ ...storyInput(), approval: { by: 'sec-lead', commit: '8be1f02a', seen } }, NO_LIMIT)
  expect(text([])).toContain('**New since `sec-lead` approved `8be1f02`.**')
  expect(text(shown)).not.toContain('New since')
  expect(text(null)).not.toContain('New since')
})

describe('300 changed policies', () => {
  const policies = Array.from({ length: 300 }, (_, index) => `policy-${index}`)
  const rule = (host: string, index: number) =>
    spec('allow', `https://${host}.example/${'x'.repeat(120)}/${index}/*`)
  const access = policies.map((policy, index) =>
    region({
      policies: [policy],
      agents: [`default/agent-${index}`],
      resource: index === 299 ? 'https://*' : `https://api-${index}.example/${'y'.repeat(100)}/*`,
      ...(index < 290
        ? { direction: 'narrower' as const, before: 'allow' as const, after: 'deny' as const }
        : {}),
    }),
  )
  const steps = policies.map((policy, index) =>
    step(policy, {
      before: rule('old', index),
      after: rule('new', index),
      direction: index < 290 ? 'narrower' : 'wider',
    }),
  )
  const input = commentInput({
    targets: [{ kind: 'plan', name: 'production', plan: plan({ steps, access }) }],
  })
  const [body = ''] = renderComment(input).bodies

  test('under the limit, with every fold closed', () => {
    expect(body.length).toBeLessThan(65_536)
    expect(body.length).toBeGreaterThan(40_000)
    expect(body.match(/<details>/g)?.length).toBe(body.match(/<\/details>/g)?.length)
    expect(body.match(/^```/gm)?.length).toBe(2 * (body.match(/^```diff$/gm)?.length ?? 0))
    expect(marked.parse(body, { gfm: true })).not.toContain('&lt;details')
  })

  test('the most permissive change comes first, and all wider steps are in it', () => {
    expect(body).toMatch(/> \*\*agent-299\*\* may `POST https:\/\/\*` with \*\*no human\*\*/)
    for (const policy of policies.slice(290)) expect(body).toContain(`**update** \`${policy}\` · 🔺 wider`)
    expect(body).toMatch(
      /items? more in \[the full report\]\(https:\/\/github\.com\/acme\/policies\/actions\/runs\/99\)/,
    )
  })

  test('all of it is in the summary', () => {
    const summary = renderReport(input, SUMMARY_LIMIT)
    expect(bytes(summary)).toBeLessThan(1_048_576)
    for (const policy of policies) expect(summary).toContain(`**update** \`${policy}\``)
  })
})

test('one policy that is too long for the comment makes room for the others', () => {
  const rules = Array.from({ length: 3_000 }, (_, index) => ({
    permission: 'allow' as const,
    resource: `https://x.example/${index}/*`,
  }))
  const steps = [step('giant', { after: { policies: rules } }), step('small')]
  const [body = ''] = renderComment(commentInput({ targets: [planned('production', { steps })] })).bodies
  expect(body.length).toBeLessThan(65_536)
  expect(body).toContain('**update** `small`')
  expect(body).toContain('1 item more in')
})
