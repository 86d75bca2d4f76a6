/** Counts of a replay agree with the plain evaluator, call by call, on random logs and policies. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareAccess } from '../../src/access/compare/compare.ts'
import type { AccessSide } from '../../src/access/model/access-side.ts'
import { type Decided, decide, policiesOf } from '../../src/access/model/decide.ts'
import { isInRegion } from '../../src/access/model/in-region.ts'
import { isSameApproval } from '../../src/access/model/route-taken.ts'
import { toolOfCall, withTool } from '../../src/access/questions/tool-of-call.ts'
import type { ReadSide } from '../../src/answers/read-side.ts'
import { type ReplayDocument, replayAnswer } from '../../src/answers/replay.ts'
import { AgentNames } from '../../src/calls/agent-names.ts'
import type { AgentCall } from '../../src/calls/call.ts'
import { LogReading } from '../../src/calls/log-reading.ts'
import { RegionCalls } from '../../src/calls/region-calls.ts'
import { Tally } from '../../src/calls/tally.ts'
import type { Tool } from '../../src/policy/tool.ts'
import { REQUESTS, sides } from '../access/world.ts'
import { runs } from '../support/suite/soak.ts'

const URLS = [...new Set(REQUESTS.map(({ url }) => url))]

const anyCall: fc.Arbitrary<AgentCall> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'LOCK', 'PROPFIND'),
  url: fc.constantFrom(...URLS),
  agent: fc.constantFrom('default/a', 'a', 'b', 'default/b', 'stranger'),
  tool: fc.constantFrom(null, null, 'x', 'y'),
  capability: fc.constantFrom(null, null, 'c'),
  time: fc.option(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })),
})

const anyTool: fc.Arbitrary<Tool> = fc.record({
  name: fc.constantFrom('x', 'y'),
  baseUrl: fc.constantFrom('https://h', 'https://g', 'https://h/a'),
  riskTags: fc.subarray(['s', 't', 'u']),
  capabilities: fc.constantFrom([], [{ name: 'c', method: 'GET', path: '', riskTags: ['t'] }]),
})

const anyTools = fc.option(fc.array(anyTool, { minLength: 1, maxLength: 2 }))

function replay(
  from: AccessSide,
  to: AccessSide,
  calls: readonly AgentCall[],
  tools: readonly Tool[] | null,
) {
  const regions = compareAccess(from, to)
  const agents = new AgentNames([...from.bindings.keys(), ...to.bindings.keys()])
  const tally = new Tally({ from, to, regions, tools, agents })
  for (const [index, call] of calls.entries()) tally.add(call, { file: 'log', line: index + 1 })
  const replayed = {
    ...{ from: side(from), to: side(to), regions, tally, reading: new LogReading() },
    ...{
      logs: ['log'],
      ambiguous: agents.ambiguous,
      causesOf: () => [],
      tools,
      tool: 'policyctl',
      mapped: [],
      uncompared: [],
    },
  }
  return replayAnswer(replayed, null).document
}

function side(access: AccessSide): ReadSide {
  return {
    name: 's',
    kind: 'files',
    access,
    bindings: 'documents',
    unreadable: [],
    held: null,
    parsed: new Map(),
    errors: [],
  }
}

/** What the plain evaluator says of a call; null: nobody knows the agent. */
function judged(call: AgentCall, access: AccessSide, other: AccessSide, tools: readonly Tool[] | null) {
  const agent = call.agent.includes('/') ? call.agent : `default/${call.agent}`
  if (!access.bindings.has(agent) && !other.bindings.has(agent)) return null
  const asked = {
    method: call.method,
    url: call.url,
    tags: [],
    mapped: [],
    tool: call.tool,
    capability: call.capability,
  }
  const called = toolOfCall(asked, tools)
  const request = withTool(asked, called)
  const decided: Decided =
    called.state === 'unregistered'
      ? { decision: 'deny', because: [], route: null }
      : decide(request, policiesOf(access, agent))
  return { agent, request, decided }
}

const latest = (times: readonly (number | null)[]): string | null => {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : new Date(Math.max(...known)).toISOString()
}

test('every count is that of the plain evaluator', () => {
  fc.assert(
    fc.property(
      sides({ globs: true }),
      fc.array(anyCall, { minLength: 1, maxLength: 40 }),
      anyTools,
      ([from, to], calls, tools) => {
        const document = replay(from, to, calls, tools)
        const all = calls.map((call) => ({
          call,
          before: judged(call, from, to, tools),
          after: judged(call, to, from, tools),
        }))
        const known = all.flatMap(({ call, before, after }) =>
          before === null || after === null ? [] : [{ call, before, after }],
        )
        const isChanged = ({ before, after }: (typeof known)[number]): boolean =>
          before.decided.decision !== after.decided.decision ||
          !isSameApproval(before.decided.route, after.decided.route)
        const changed = known.filter(isChanged)

        expect(document.log.calls).toBe(calls.length)
        expect(document.unchanged).toBe(known.length - changed.length)
        expect(sum(document.unknownAgents)).toBe(calls.length - known.length)
        expect(sum(document.changes)).toBe(changed.length)
        expect(sum(document.regions) + document.unchanged + sum(document.unknownAgents)).toBe(calls.length)
        expect(document.log.last).toBe(latest(calls.map(({ time }) => time)))
        for (const change of document.changes) {
          const own = changed.filter(
            ({ before, after }) =>
              before.decided.decision === change.before && after.decided.decision === change.after,
          )
          expect(change.calls).toBe(own.length)
          expect(change.agents).toEqual([...new Set(own.map(({ after }) => after.agent))].sort())
          for (const { line } of change.examples)
            expect(own.map(({ call }) => calls.indexOf(call) + 1)).toContain(line)
        }
        const behind = new RegionCalls(
          document.regions,
          new AgentNames([...from.bindings.keys(), ...to.bindings.keys()]),
          tools,
        )
        for (const call of calls) behind.add(call)
        expect(behind.counts).toEqual(document.regions.map((region) => region.calls))
        expect(behind.ofUnknownAgents).toBe(sum(document.unknownAgents))
        for (const region of document.regions)
          expect(region.calls).toBe(
            known
              .filter(({ after }) => region.agents.includes(after.agent) && isInRegion(region, after.request))
              .filter(isChanged).length,
          )
        for (const rule of document.rules) {
          const own = known.filter(({ after }) =>
            after.decided.because.some((one) => one.policy === rule.policy && one.rule === rule.rule),
          )
          expect([rule.calls, rule.last]).toEqual([own.length, latest(own.map(({ call }) => call.time))])
        }
        for (const route of document.routes) {
          const own = known.filter(
            ({ after: { decided } }) =>
              decided.route?.policy === route.policy && decided.route.route === route.route,
          )
          expect(route.calls).toBe(own.length)
        }
      },
    ),
    { numRuns: runs(300, 10_000) },
  )
})

function sum(counted: readonly { readonly calls: number }[]): number {
  return counted.reduce((total, { calls }) => total + calls, 0)
}

test('a replay of a side against itself changes nothing', () => {
  fc.assert(
    fc.property(sides(), fc.array(anyCall, { minLength: 1, maxLength: 20 }), ([from], calls) => {
      const document: ReplayDocument = replay(from, from, calls, null)
      expect(document.changes).toEqual([])
      expect(document.unchanged + sum(document.unknownAgents)).toBe(calls.length)
    }),
    { numRuns: runs(100, 1000) },
  )
})
