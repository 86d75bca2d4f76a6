import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idleRoutes } from '../../../src/access/questions/idle-routes.ts'
import { routeConflicts } from '../../../src/access/questions/route-conflicts.ts'
import { unroutedApprovals } from '../../../src/access/questions/unrouted-approvals.ts'
import type { Route, Spec } from '../../../src/policy/policy.ts'
import type { Request } from '../../../src/policy/request.ts'
import { route, spec, withRoutes } from '../../support/builders/specs.ts'
import { verdict } from '../oracle.ts'
import * as world from '../world.ts'

const ASKS = spec('ask POST,DELETE https://h/a*', 'ask POST https://h/b*', 'deny https://h/a/x*')
const named = (name: string, fields: Partial<Route> = {}): Route => route(name, fields)

describe('idle routes', () => {
  test.each<[string, readonly Route[], readonly string[]]>([
    ['one for everything', [named('all')], []],
    ['an exception before the rest', [named('d', { operations: ['DELETE'] }), named('all')], []],
    ['an exception behind the rest', [named('all'), named('d', { operations: ['DELETE'] })], ['1 by 0']],
    ['for a method that nobody asks for', [named('p', { operations: ['PUT'] }), named('all')], ['0 by ']],
    ['for a host that nobody asks for', [named('g', { resource: 'https://g/*' }), named('all')], ['0 by ']],
    ['behind the same for one tool', [named('t', { toolIds: ['x'] }), named('all')], []],
    [
      'for one of the tools before it',
      [named('t', { toolIds: ['x', 'y'] }), named('u', { toolIds: ['x'] }), named('all')],
      ['1 by 0'],
    ],
    [
      'for all tools behind one for some',
      [named('t', { toolIds: ['x'] }), named('u', { operations: ['POST'] })],
      [],
    ],
    [
      'behind a * before the end',
      [named('g', { resource: 'https://*/b' }), named('b', { resource: 'https://h/b' })],
      [],
    ],
    [
      'behind two that take it together',
      [
        named('a', { operations: ['POST'] }),
        named('b', { operations: ['DELETE'] }),
        named('c', { operations: ['DELETE', 'POST'] }),
      ],
      ['2 by 0,1'],
    ],
  ])('%s', (_name, routes, expected) => {
    const idle = idleRoutes(withRoutes(ASKS, ...routes))
    expect(idle.map(({ route: index, by }) => `${index} by ${by}`)).toEqual(expected)
  })

  test('without an approval no route is reached', () => {
    expect(idleRoutes(withRoutes(spec('allow GET https://h/*'), named('all')))).toEqual([
      { route: 0, by: [] },
    ])
    expect(idleRoutes(withRoutes(spec('ask https://h/a', 'deny https://h/*'), named('all')))).toHaveLength(1)
  })

  test('no request takes an idle route, and nobody is asked otherwise without it', () => {
    fc.assert(
      fc.property(world.spec({ globs: true }), (policy) => {
        const idle = new Set(idleRoutes(policy).map(({ route: index }) => index))
        const approvals = (policy.approvals ?? []).filter((_route, index) => !idle.has(index))
        const rest: Spec = { ...policy, approvals }
        const isSame = (request: Request): boolean =>
          verdict(request, [['p', rest]], 'none').approval ===
          verdict(request, [['p', policy]], 'none').approval
        expect(world.REQUESTS.filter((request) => !isSame(request))).toEqual([])
      }),
      { numRuns: 80 },
    )
  })
})

describe('conflicts of routes', () => {
  test.each<[string, readonly Route[], readonly string[]]>([
    [
      'a method against a folder',
      [named('d', { operations: ['DELETE'] }), named('a', { resource: 'https://h/a/*' })],
      ['0 1 DELETE https://h/a/'],
    ],
    ['an exception', [named('d', { operations: ['DELETE'] }), named('all')], []],
    [
      'different methods',
      [
        named('d', { operations: ['DELETE'] }),
        named('p', { operations: ['POST'], resource: 'https://h/a*' }),
      ],
      [],
    ],
    [
      'the same people',
      [
        { ...named('x', { operations: ['DELETE'] }), approvers: { groups: ['g'] } },
        { ...named('y', { resource: 'https://h/a*' }), approvers: { groups: ['g'] } },
      ],
      [],
    ],
    [
      'a tool against a folder: nobody knows what it calls',
      [named('t', { toolIds: ['x'] }), named('a', { resource: 'https://h/a*' })],
      [],
    ],
    ['a tool against a tag', [named('t', { toolIds: ['x'] }), named('a', { tags: ['money'] })], []],
    [
      'a tool against a method',
      [named('t', { toolIds: ['x'] }), named('d', { operations: ['DELETE'] })],
      ['0 1 DELETE https://h/a x'],
    ],
    [
      'only where the policy denies',
      [named('d', { operations: ['DELETE'] }), named('a', { resource: 'https://h/a/x*' })],
      [],
    ],
    [
      'only where an earlier route serves',
      [
        named('e', { resource: 'https://h/a/*' }),
        named('d', { operations: ['DELETE'] }),
        named('a', { resource: 'https://h/a/y*' }),
      ],
      ['0 1 DELETE https://h/a/'],
    ],
  ])('%s', (_name, routes, expected) => {
    const conflicts = routeConflicts(withRoutes(ASKS, ...routes))
    expect(
      conflicts.map(({ first, second, witness }) =>
        [first, second, witness.method, witness.url, witness.tool].join(' ').trim(),
      ),
    ).toEqual(expected)
  })

  test('the witness is asked of the first, and of the second without the first', () => {
    fc.assert(
      fc.property(world.spec(), (policy) => {
        for (const { first, second, witness } of routeConflicts(policy)) {
          expect(verdict(witness, [['p', policy]], 'none').route).toBe(`p/${first}`)
          const approvals = (policy.approvals ?? []).filter((_route, index) => index !== first)
          expect(verdict(witness, [['p', { ...policy, approvals }]], 'none').route).toBe(`p/${second - 1}`)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('approvals without a route', () => {
  test.each<[string, readonly Route[], readonly string[]]>([
    ['no routes', [], ['0 POST https://h/a', '1 POST https://h/b']],
    ['one for everything', [named('all')], []],
    ['only for tools: which tool calls what is not known', [named('t', { toolIds: ['x'] })], []],
    ['for one method', [named('p', { operations: ['POST'] })], ['0 DELETE https://h/a']],
    ['for one folder', [named('a', { resource: 'https://h/a*' })], ['1 POST https://h/b']],
    [
      'for all that is not denied',
      [named('p', { operations: ['POST', 'DELETE'], resource: 'https://h/*' })],
      [],
    ],
    ['for a tag', [named('t', { tags: ['money'] })], ['0 POST https://h/a', '1 POST https://h/b']],
  ])('%s', (_name, routes, expected) => {
    const open = unroutedApprovals(withRoutes(ASKS, ...routes))
    expect(open.map(({ rule, witness }) => `${rule} ${witness.method} ${witness.url}`)).toEqual(expected)
  })

  test('the deny leaves nothing to route', () => {
    expect(unroutedApprovals(spec('ask https://h/a', 'deny https://h/*'))).toEqual([])
    const rest = withRoutes(
      spec('ask https://h/a*', 'deny https://h/ab*'),
      named('a', { resource: 'https://h/a' }),
    )
    expect(unroutedApprovals(rest)).toMatchObject([{ rule: 0, witness: { url: 'https://h/a/' } }])
  })

  const anyTool = (policy: Spec): Spec => ({
    ...policy,
    approvals: (policy.approvals ?? []).map(({ toolIds: _t, capabilities: _c, ...rest }) => rest as Route),
  })

  test('a witness needs an approval that nobody gives, whatever the tool; and none is missed in a small world', () => {
    fc.assert(
      fc.property(world.spec({ globs: true }), (written) => {
        const open = unroutedApprovals(written)
        const policy = anyTool(written)
        for (const { witness } of open)
          expect(verdict(witness, [['p', policy]], 'none')).toMatchObject({
            vote: 'approval_required',
            route: null,
          })
        const isGap = world.REQUESTS.some((request) => {
          const { vote, route: taken } = verdict(request, [['p', policy]], 'none')
          return vote === 'approval_required' && taken === null
        })
        if (isGap) expect(open).not.toEqual([])
      }),
      { numRuns: 80 },
    )
  })
})
