/** What the page shows of a random workspace, against the second evaluator, request by request. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInRegion } from '../../src/access/model/in-region.ts'
import { claimsOf, holds } from '../../src/page/claims.ts'
import { foldRows } from '../../src/page/fold-rows.ts'
import { rowsFault } from '../../src/page/missing-rows.ts'
import { routeName } from '../access/oracle.ts'
import { subjects } from '../access/subjects.ts'
import { REQUESTS, sides } from '../access/world.ts'
import { columnOf, modelOf, rowOf } from './model-of-sides.ts'

const RANDOM = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))

const TOOLS = fc.oneof(
  fc.constantFrom(null, []),
  fc.array(
    fc.record({
      name: fc.constantFrom('x', 'y'),
      baseUrl: fc.constantFrom('https://h/', 'https://h/a', 'https://g', 'http://h', ''),
      riskTags: fc.subarray(['s', 't']),
      capabilities: fc.subarray([
        { name: 'c', method: 'GET', path: '/b', riskTags: ['u'] },
        { name: 'd', method: '', path: '/*', riskTags: [] },
      ]),
    }),
    { minLength: 1, maxLength: 3 },
  ),
)

test('a cell holds exactly the requests that get through there, and exactly those that changed', () => {
  fc.assert(
    fc.property(sides({ globs: true }), ([before, after]) => {
      const model = modelOf([before, after])
      for (const { agent, judge } of subjects(before, after)) {
        if (agent === null) continue
        const row = rowOf(model, agent)
        for (const request of REQUESTS) {
          const [was, is] = judge(request)
          const { grants, before: former, changes } = model.cell(row, columnOf(model, request))
          const within = [grants, former].map((list) => list.filter((grant) => isInRegion(grant, request)))
          const changed = changes.filter((change) => isInRegion(change, request))
          const shown = within.map(([grant]) => [grant?.decision ?? 'deny', routeName(grant?.route ?? null)])
          expect([request, ...shown]).toEqual([request, [is.vote, is.route], [was.vote, was.route]])
          expect(Math.max(...within.map(({ length }) => length))).toBeLessThan(2)
          const isOther = was.vote !== is.vote || was.approval !== is.approval
          expect([request, changed.length]).toEqual([request, isOther ? 1 : 0])
        }
      }
    }),
    { numRuns: 25 },
  )
})

test('a host that only a route names has a column of its own', () => {
  const spec = {
    policies: [
      { permission: 'approval_required' as const },
      { permission: 'allow' as const, resource: 'https://h/*/*' },
    ],
    approvals: [{ name: 'r', resource: 'https://g/*', approvers: { groups: ['x'] } }],
  }
  const side = { policies: new Map([['q', spec]]), bindings: new Map([['default/a', ['gone', 'q']]]) }
  const model = modelOf([side, side])
  const request = { method: 'GET', url: 'https://g/', tags: [], tool: null, capability: null }
  const { grants } = model.cell(rowOf(model, 'default/a'), columnOf(model, request))
  expect(grants.filter((grant) => isInRegion(grant, request)).map(({ route }) => route?.name)).toEqual(['r'])
})

test('every claim of the page holds, whatever is made up, whatever tools there are', () => {
  fc.assert(
    fc.property(sides({ globs: true }), TOOLS, RANDOM, ([before, after], tools, numbers) => {
      const model = modelOf([before, after], tools)
      const claims = [...claimsOf(model, () => numbers.next().value as number)]
      expect(claims.filter((claim) => !holds(claim))).toEqual([])
      expect(rowsFault(model)).toBeNull()
    }),
    { numRuns: 50 },
  )
})

test('rows of one fold have equal cells; agents with the same policies on both sides are in one', () => {
  fc.assert(
    fc.property(sides(), ([before, after]) => {
      const model = modelOf([before, after])
      const cells = (row: number): string =>
        JSON.stringify([
          'agent' in (model.rows[row] ?? {}),
          model.columns.map((_column, column) => model.cell(row, column)),
        ])
      const folds = foldRows(model)
      expect(folds.flat().sort((a, b) => a - b)).toEqual(model.rows.map((_row, index) => index))
      expect(folds.map((fold) => new Set(fold.map(cells)).size)).toEqual(folds.map(() => 1))
      const foldOf = (row: number): number => folds.findIndex((fold) => fold.includes(row))
      const placeOf = new Map<string, number>()
      for (const [row, reacher] of model.rows.entries()) {
        if (!('agent' in reacher)) continue
        const key = JSON.stringify([before, after].map(({ bindings }) => bindings.get(reacher.agent) ?? []))
        expect(placeOf.get(key) ?? foldOf(row)).toBe(foldOf(row))
        placeOf.set(key, foldOf(row))
      }
    }),
    { numRuns: 60 },
  )
})
