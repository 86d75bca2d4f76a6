import { describe, expect, test } from 'vitest'
import type { Guardrail } from '../../src/access/questions/guardrail.ts'
import type { Exception } from '../../src/plan/guards/exception.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Spec } from '../../src/policy/policy.ts'
import { planInput, type Situation } from '../support/builders/plan-input.ts'
import { ledgerOf, odd, route, spec, withRoutes } from '../support/builders/specs.ts'

const A = spec('allow GET https://a.example/*')
const WIDER = spec('allow https://a.example/*')
const NARROWER = spec('allow GET https://a.example/x/*')
const WIDER_ELSEWHERE = spec('allow GET https://a.example/*', 'allow POST https://b.example/*')
const DENY = spec('deny https://a.example/*')
/** A deny that holds for some only, for all we know. */
const KEPT_OUT = odd({ policies: [{ ...DENY.policies[0], subjects: ['group:interns'] }] })

function noWrites(name: string): Guardrail {
  return { name, on: { operations: ['POST'], resource: 'https://a.example/*' }, never: 'allow' }
}

function refused(situation: Situation): readonly string[] {
  return makePlan(planInput(situation)).plan.blocked.map(
    ({ guard, policy, message }) => `${guard} ${policy ?? '*'}: ${message}`,
  )
}

function many(count: number, of: Spec = A): Record<string, Spec> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, of]))
}

/** Ten managed policies of which so many have lost their file. */
function deleting(count: number, overrides: Situation['overrides'] = {}): Situation {
  const now = many(10)
  const files = Object.fromEntries(Object.entries(now).slice(count))
  return { now, files, overrides }
}

const without = (policy: string): Situation => ({
  now: { [policy]: A, rest: A },
  files: { rest: A },
  usedBy: { [policy]: ['default/etl-agent', 'ops/cron'] },
})
const protectedWider: Situation = {
  now: { 'break-glass-1': A },
  files: { 'break-glass-1': WIDER },
  safety: { protect: ['break-glass-*'] },
}
const approvedBy = (
  defaultDuration: string,
  groups: readonly string[],
  more: object = {},
  ...rules: readonly string[]
): Spec => ({
  ...spec('ask https://a.example/*', ...rules),
  approvals: [{ name: 'r', approvers: { groups }, defaultDuration, ...more }],
})
const rerouting: readonly (readonly [string, Spec, string | null])[] = [
  ['other approvers', approvedBy('4h', ['it']), 'changed in who approves its requests, or how'],
  ['more approvers', approvedBy('4h', ['sec', 'it']), 'changed in who approves its requests, or how'],
  [
    'another way',
    approvedBy('4h', ['sec'], { delivery: { fallbackToUI: false } }),
    'changed in who approves its requests, or how',
  ],
  ['no route', { ...spec('ask https://a.example/*') }, 'changed in who approves its requests, or how'],
  ['longer', approvedBy('5h', ['sec']), 'approved for longer'],
  ['for as long, spelled anew', approvedBy('240m', ['sec']), null],
  ['shorter', approvedBy('1h', ['sec']), null],
  ['narrower, and longer', approvedBy('5h', ['sec'], {}, 'deny https://a.example/x*'), 'approved for longer'],
  ['narrower, and shorter', approvedBy('1h', ['sec'], {}, 'deny https://a.example/x*'), null],
]
const lockdown: Situation = { files: { p: A }, now: { p: NARROWER }, applied: { p: A } }

describe('guard → its refusal, with what lifts it', () => {
  test.each<[string, Situation, readonly string[]]>([
    [
      'behind',
      { files: { p: WIDER }, now: { p: A }, isBehind: true },
      [
        'behind *: HEAD does not contain 3f9c1ab, which was last applied; run git pull first; only if that commit was squashed or amended away, --allow-behind lifts it',
      ],
    ],
    ['behind with nothing to do', { files: { p: A }, now: { p: A }, isBehind: true }, []],
    [
      'behind, lifted',
      { files: { p: WIDER }, now: { p: A }, isBehind: true, overrides: { allowBehind: true } },
      [],
    ],
    ['three deletes of ten', deleting(3), []],
    [
      'four deletes of ten',
      deleting(4),
      [
        'mass-delete *: deletes 4 of 10 managed policies, more than safety.maxDeletes (3); --allow-deletes=4 lifts it',
      ],
    ],
    [
      'a share too large',
      { ...deleting(3), safety: { maxDeletePercent: 20 } },
      [
        'mass-delete *: deletes 3 of 10 managed policies, more than safety.maxDeletePercent (20 %); --allow-deletes=3 lifts it',
      ],
    ],
    [
      'protected by a range',
      {
        now: { 'team-1': A, 'team-3': A, 'team-13': A },
        files: { 'team-1': A },
        safety: { protect: ['team-{1..12}'], maxDeletes: 9 },
      },
      [
        "protected team-3: would be deleted, but safety.protect has 'team-{1..12}'; have safety.protect changed in policyctl.yaml, if this is wanted",
      ],
    ],
    [
      'a share of nine says nothing',
      {
        now: many(9),
        files: Object.fromEntries(Object.entries(many(9)).slice(3)),
        safety: { maxDeletePercent: 1 },
      },
      [],
    ],
    ['the exact number', deleting(4, { allowDeletes: 4 }), []],
    [
      'a number too large',
      deleting(4, { allowDeletes: 5 }),
      ['mass-delete *: --allow-deletes=5 was given, but the plan deletes 4; --allow-deletes=4 says so'],
    ],
    ['an exact number where no limit is passed', deleting(2, { allowDeletes: 2 }), []],
    [
      'a wrong number where no limit is passed',
      deleting(2, { allowDeletes: 3 }),
      ['mass-delete *: --allow-deletes=3 was given, but the plan deletes 2; --allow-deletes=2 says so'],
    ],
    ['no deletes, and that is what was said', deleting(0, { allowDeletes: 0 }), []],
    [
      'no files at all',
      { now: { p: A }, files: {} },
      [
        'empty-desired *: there is no policy file, but 1 managed policy; is this the right folder? --allow-empty deletes it',
      ],
    ],
    ['no files at all, lifted', { now: { p: A }, files: {}, overrides: { allowEmpty: true } }, []],
    ['no files and nothing managed', { now: { p: A }, files: {}, applied: {} }, []],
    [
      'in use',
      without('ftp'),
      [
        'in-use ftp: in use by etl-agent, ops/cron; unbind them, or --allow-in-use=ftp deletes the policy all the same',
      ],
    ],
    ['in use, lifted', { ...without('ftp'), overrides: { allowInUse: ['ftp', 'unused'] } }, []],
    [
      'protected, widened',
      protectedWider,
      [
        "protected break-glass-1: would be widened, but safety.protect has 'break-glass-*'; have safety.protect changed in policyctl.yaml, if this is wanted",
      ],
    ],
    [
      'protected, deleted',
      { now: { 'break-glass-1': DENY, rest: A }, files: { rest: A }, safety: { protect: ['break-glass-*'] } },
      [
        "protected break-glass-1: would be deleted, but safety.protect has 'break-glass-*'; have safety.protect changed in policyctl.yaml, if this is wanted",
      ],
    ],
    ['protected, created', { files: { 'break-glass-1': A }, safety: { protect: ['break-glass-*'] } }, []],
    ...rerouting.map(([name, to, deed]): [string, Situation, readonly string[]] => [
      `protected, ${name}`,
      {
        now: { 'break-glass-1': approvedBy('4h', ['sec']) },
        files: { 'break-glass-1': to },
        safety: { protect: ['break-glass-*'] },
      },
      deed === null
        ? []
        : [
            `protected break-glass-1: would be ${deed}, but safety.protect has 'break-glass-*'; have safety.protect changed in policyctl.yaml, if this is wanted`,
          ],
    ]),
    ['protected, narrowed', { ...protectedWider, files: { 'break-glass-1': NARROWER } }, []],
    [
      'narrowed live',
      lockdown,
      [
        'live-narrowed p: edited live, which may have made access narrower; to keep what is live: policyctl pull p --target local; --overwrite-live=p writes over it',
      ],
    ],
    [
      'live asks more, which is narrower only where another policy allows it',
      { files: { p: A }, now: { p: spec('ask https://z.example/*') }, applied: { p: A } },
      [
        'live-narrowed p: edited live, which may have made access narrower; to keep what is live: policyctl pull p --target local; --overwrite-live=p writes over it',
      ],
    ],
    ['narrowed live, lifted', { ...lockdown, overrides: { overwriteLive: ['p'] } }, []],
    ['narrowed live, and the files narrow further', { ...lockdown, files: { p: DENY } }, []],
    ['narrowed live by an interrupted apply', lockdown, []],
    [
      'deleted live',
      { files: { p: A }, now: {}, applied: { p: A } },
      [
        'live-narrowed p: deleted live, which may have made access narrower; to keep what is live: policyctl pull p --target local; --overwrite-live=p writes over it',
      ],
    ],
    ['a deny deleted live', { files: { p: DENY }, now: {}, applied: { p: DENY } }, []],
    [
      'a lockdown by hand under a name that a file takes',
      { files: { p: A }, now: { p: DENY }, applied: {} },
      [
        'live-narrowed p: no apply from here has written what is live, and the file would open more, or ask others; to keep what is live: policyctl pull p --force --target local; --overwrite-live=p writes over it',
      ],
    ],
    [
      'an update erases a field that nobody knows',
      { files: { p: A }, now: { p: KEPT_OUT }, applied: { p: DENY } },
      [
        'unknown-fields p: writing it erases spec.policies[0].subjects, which the schema does not know; write it into the file below the comment "# policyctl-ignore unknown-field: WHY", which lint needs; name it in serverFields if it is the server\'s own; or --drop-fields=p erases it',
      ],
    ],
    [
      'a delete erases it too',
      { files: { rest: A }, now: { p: KEPT_OUT, rest: A }, applied: { p: DENY, rest: A } },
      [expect.stringMatching(/^unknown-fields p: deleting it erases spec\.policies\[0\]\.subjects,/)],
    ],
    [
      'an unknown field, lifted',
      { files: { p: A }, now: { p: KEPT_OUT }, applied: { p: DENY }, overrides: { dropFields: ['p'] } },
      [],
    ],
    [
      "an unknown field, the server's own by the config",
      {
        files: { p: A },
        now: { p: KEPT_OUT },
        applied: { p: DENY },
        serverFields: ['spec.policies[].subjects'],
      },
      [],
    ],
    [
      'an unknown field of a policy that stays as it is',
      { files: { p: spec('deny https://a.example/*') }, now: { p: KEPT_OUT }, applied: { p: DENY } },
      [],
    ],
    ['widened live', { files: { p: A }, now: { p: WIDER }, applied: { p: A } }, []],
    [
      'wider where the config wants a yes',
      { files: { p: WIDER }, now: { p: A }, safety: { widening: 'approve' } },
      [
        expect.stringMatching(
          /^widening p: makes access wider \(\w+ https:\/\/a\.example\/\), and safety\.widening is approve; --allow-widening lifts it$/,
        ),
      ],
    ],
    [
      'other approvers where the config wants a yes',
      {
        files: { p: withRoutes(spec('ask'), route('b')) },
        now: { p: withRoutes(spec('ask'), route('a')) },
        safety: { widening: 'approve' },
      },
      [expect.stringContaining('widening p: makes access rerouted (')],
    ],
    [
      'narrower by a * before the end needs no yes either',
      {
        files: { p: spec('allow https://a.example/*/x') },
        now: { p: spec('allow https://a.example/*') },
        safety: { widening: 'approve' },
      },
      [],
    ],
    ['narrower needs no yes', { files: { p: NARROWER }, now: { p: A }, safety: { widening: 'approve' } }, []],
    [
      'wider, lifted',
      {
        files: { p: WIDER },
        now: { p: A },
        safety: { widening: 'approve' },
        overrides: { allowWidening: true },
      },
      [],
    ],
    [
      'a broken guardrail',
      {
        files: { p: WIDER, q: NARROWER },
        now: { p: A, q: A },
        guardrails: [noWrites('no-writes')],
      },
      [
        'guardrail p: the guardrail no-writes would break: POST https://a.example/ would be allowed for any agent bound to p; narrow the policies, or have the guardrail itself changed in policyctl.yaml',
      ],
    ],
    [
      'a guardrail that names no method',
      {
        files: { p: spec('allow GET,POST https://a.example/*'), q: NARROWER },
        now: { p: A, q: A },
        guardrails: [{ ...noWrites('no-writes'), on: { operations: ['PSOT'] } }],
      },
      [
        "guardrail *: the guardrail no-writes matches nothing: operations 'PSOT' is not an HTTP method; narrow the policies, or have the guardrail itself changed in policyctl.yaml",
      ],
    ],
    [
      'a guardrail for agents that nobody knows',
      { files: { p: WIDER }, now: { p: A }, guardrails: [{ ...noWrites('no-writes'), agents: ['soon'] }] },
      [],
    ],
    [
      'a guardrail that an unmanaged policy breaks does not stop a step that has no part in it',
      {
        files: { q: WIDER_ELSEWHERE },
        now: { q: A, stranger: WIDER },
        applied: { q: A },
        guardrails: [noWrites('no-writes')],
      },
      [],
    ],
    [
      'a guardrail that is broken already does not stop what only narrows',
      {
        files: { p: WIDER, q: NARROWER },
        now: { p: WIDER, q: A },
        guardrails: [noWrites('no-writes')],
      },
      [],
    ],
  ])('%s', (what, situation, expected) => {
    const input = planInput(situation)
    const pending = new Map([['p', [A, NARROWER]]])
    const isInterrupted = what === 'narrowed live by an interrupted apply'
    const ledger = isInterrupted ? { ...ledgerOf({ p: A }), pending } : input.ledger
    const { blocked } = makePlan({ ...input, ledger }).plan
    expect(blocked.map(({ guard, policy, message }) => `${guard} ${policy ?? '*'}: ${message}`)).toEqual(
      expected,
    )
  })
})

test.each([false, true])(
  'two guardrails that one policy breaks are both named (skipBlocked: %s)',
  (skipBlocked) => {
    const { plan } = makePlan(
      planInput({
        files: { p: WIDER },
        now: { p: A },
        guardrails: [noWrites('g'), noWrites('h')],
        skipBlocked,
      }),
    )
    expect(plan.blocked.map(({ message }) => message.split(' ')[2])).toEqual(['g', 'h'])
  },
)

test('a broken guardrail holds back the steps that break it, and no others', () => {
  const { plan } = makePlan(
    planInput({
      files: { p: WIDER, q: WIDER_ELSEWHERE },
      now: { p: A, q: A },
      guardrails: [noWrites('g')],
      skipBlocked: true,
    }),
  )
  expect(plan.blocked.map(({ policy }) => policy)).toEqual(['p'])
  expect(plan.phases.flatMap(({ writes }) => writes.map(({ policy }) => policy))).toEqual(['q'])
})

describe('exceptions', () => {
  const exception = (fields: Partial<Exception>): Exception => ({
    guard: 'in-use',
    reason: 'agent retired',
    until: '2026-12-31',
    ...fields,
  })
  const idle = (situation: Situation): readonly string[] =>
    makePlan(planInput(situation)).idleExceptions.map(
      ({ guard, policy, until }) => `${guard} ${policy} ${until}`,
    )

  test.each<[string, Situation, Partial<Exception>, boolean]>([
    ['by name', without('ftp'), { policy: 'ftp' }, true],
    ['by glob', without('ftp'), { policy: 'f*' }, true],
    ['for every policy', without('ftp'), {}, true],
    ['of another policy', without('ftp'), { policy: 'http' }, false],
    ['of another guard', without('ftp'), { guard: 'behind' }, false],
    ['on its last day', without('ftp'), { until: '2026-11-22' }, true],
    ['expired', without('ftp'), { until: '2026-11-21' }, false],
    ['the exact number of deletes', deleting(4), { guard: 'mass-delete', deletes: 4 }, true],
    ['another number of deletes', deleting(4), { guard: 'mass-delete', deletes: 5 }, false],
    ['no number of deletes', deleting(4), { guard: 'mass-delete' }, false],
    [
      'of the plan as a whole, but with a policy',
      deleting(4),
      { guard: 'mass-delete', deletes: 4, policy: 'p0' },
      false,
    ],
  ])('%s', (_what, situation, fields, isLifted) => {
    const given = { ...situation, exceptions: [exception(fields)] }
    expect(refused(given)).toHaveLength(isLifted ? 0 : 1)
    expect(idle(given)).toHaveLength(isLifted ? 0 : 1)
  })

  test('of one policy that widens lifts nothing for another that widens other methods of the same URLs', () => {
    const given: Situation = {
      files: { p: spec('allow GET https://x.io/*'), q: spec('allow POST https://x.io/*') },
      now: { p: spec('deny https://y.io/*'), q: spec('deny https://y.io/*') },
      usedBy: { p: ['agent'], q: ['agent'] },
      safety: { widening: 'approve' },
    }
    const exceptions = [exception({ guard: 'widening', policy: 'p' })]
    expect(refused(given)).toHaveLength(2)
    expect(refused({ ...given, exceptions })).toEqual([expect.stringMatching(/^widening q: /)])
    expect(idle({ ...given, exceptions })).toEqual([])
  })

  test('one that an override lifts too is not idle', () => {
    const given = { ...without('ftp'), exceptions: [exception({})], overrides: { allowInUse: ['ftp'] } }
    expect(idle(given)).toEqual([])
  })
})
