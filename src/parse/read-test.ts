/** One item of a test file's list. */
import { nameGlobFault } from '../policy/name-glob.ts'
import type { Permission } from '../policy/policy.ts'
import type { NodePath } from './node.ts'
import { keySpan, type Node, nearestNode, nodeAt, nodeValue, type Span } from './node.ts'
import type { BoundBy, Expected, ExpectedRule, Named, ParsedTest } from './parsed-test.ts'
import { type Problem, quoted, spanOf } from './problem.ts'
import type { Source } from './source.ts'

interface TestNode {
  readonly source: Source
  readonly node: Node
  /** The policies or the agent of the nearest earlier test that names them; null if none does. */
  readonly bound: BoundBy | null
  /** true if the schema refuses the test: then only its policies or agent are read, for the tests after it. */
  readonly isFaulty: boolean
}

interface ReadTest {
  /** null if something is wrong with it. */
  readonly test: ParsedTest | null
  /** The policies or the agent for the next test. */
  readonly bound: BoundBy | null
  readonly problems: readonly Problem[]
}

interface WrittenTest {
  readonly name?: string
  readonly policies?: readonly string[]
  readonly agent?: string
  readonly request: string
  readonly tool?: string
  readonly tags?: readonly string[]
  readonly capability?: string
  readonly targets?: readonly string[]
  readonly expect: Permission | WrittenExpectation
}

interface WrittenExpectation {
  readonly decision: Permission
  readonly approvers?: readonly string[]
  readonly because?: string
}

export function readTest({ source, node, bound: inherited, isFaulty }: TestNode): ReadTest {
  const bound = writtenBound(source, node) ?? inherited
  if (isFaulty) return { test: null, bound, problems: [] }
  const written = nodeValue(node) as WrittenTest
  const line = METHOD_AND_URL.exec(written.request)
  const problems = [
    ...boundProblems(node, bound),
    ...requestProblems(node, written.request, line),
    ...expectationProblems(node, written.expect),
    ...globProblems(node, written.targets ?? []),
  ]
  if (problems.length > 0 || line === null || bound === null) return { test: null, bound, problems }
  const place = (path: NodePath): ReturnType<Source['placeOf']> => source.placeOf(nearestNode(node, path))
  const test: ParsedTest = {
    name: written.name ?? written.request,
    place: source.placeOf(firstField(node)),
    bound,
    request: {
      method: line[1] ?? '',
      url: line[2] ?? '',
      tags: written.tags ?? [],
      tool: written.tool ?? null,
      capability: written.capability ?? null,
    },
    expected: expectedOf(written.expect, place(['expect', 'because'])),
    targets: written.targets?.map((name, at) => ({ name, place: place(['targets', at]) })) ?? null,
    requestPlace: place(['request']),
  }
  return { test, bound, problems }
}

/** A method is a token of RFC 9110; the URL is absolute. */
const METHOD_AND_URL = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) +([A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s][^\s]*)$/

/** @returns null if the test names no policies and no agent, or not in a form that can be read. */
function writtenBound(source: Source, node: Node): BoundBy | null {
  const named = (item: Node): readonly Named[] =>
    item.kind === 'scalar' && typeof item.value === 'string'
      ? [{ name: item.value, place: source.placeOf(item) }]
      : []
  const policies = nodeAt(node, ['policies'])
  if (policies?.kind === 'list') return { kind: 'policies', names: policies.items.flatMap(named) }
  const agent = nodeAt(node, ['agent'])
  const [name] = agent === null ? [] : named(agent)
  return name === undefined ? null : { kind: 'agent', agent: name }
}

function boundProblems(node: Node, bound: BoundBy | null): readonly Problem[] {
  if (bound === null)
    return [
      {
        check: 'missing-field',
        message: 'this test names neither policies nor an agent, and no test before it does',
        hint: 'add policies: [NAME], or agent: NAME',
        ...spanOf(firstField(node)),
      },
    ]
  if (nodeAt(node, ['policies']) === null || nodeAt(node, ['agent']) === null) return []
  return [
    {
      check: 'wrong-value',
      message: 'this test names both policies and an agent',
      hint: 'delete one of them: an agent stands for the policies that are bound to it',
      ...spanOf(keySpan(node, ['agent'])),
    },
  ]
}

function globProblems(node: Node, globs: readonly string[]): readonly Problem[] {
  return globs.flatMap((glob, at): readonly Problem[] => {
    const fault = nameGlobFault(glob)
    if (fault === null) return []
    return [
      {
        check: 'wrong-value',
        message: `the glob ${quoted(glob)} ${fault}`,
        hint: 'name targets as the config does, or with *, ?, {a,b} and {1..9}',
        ...spanOf(nearestNode(node, ['targets', at])),
      },
    ]
  })
}

function requestProblems(node: Node, request: string, line: RegExpExecArray | null): readonly Problem[] {
  if (line === null || line[1] === '*') return [invalidRequest(node, request)]
  if (!USERINFO.test(line[2] ?? '')) return []
  return [
    {
      check: 'invalid-request',
      message:
        'the URL of this request has a user name or password, which clients do not send as a part of it: no rule matches it, and the call that is sent may be allowed',
      hint: 'delete everything from :// up to the @',
      ...spanOf(nearestNode(node, ['request'])),
    },
  ]
}

/** An authority that begins with a user name or password. */
const USERINFO = /^[^:]+:\/\/[^/?#\\]*@/

function invalidRequest(node: Node, request: string): Problem {
  const [method, url] = request.trim().split(/\s+/)
  const isUrlAlone = url === undefined && /:\/\//.test(method ?? '')
  const fact = isUrlAlone
    ? 'has no method'
    : url === undefined
      ? 'has no URL'
      : method === '*'
        ? 'is every method, and a request has one'
        : 'is not METHOD URL'
  return {
    check: 'invalid-request',
    message: `${quoted(request)} ${fact}`,
    hint: 'write a method, a space and an absolute URL: GET https://api.example.com/v1/items',
    ...spanOf(nearestNode(node, ['request'])),
  }
}

function expectationProblems(node: Node, expect: WrittenTest['expect']): readonly Problem[] {
  if (typeof expect === 'string') return []
  const problems: Problem[] = []
  if (expect.approvers !== undefined && expect.decision !== 'approval_required')
    problems.push({
      check: 'wrong-value',
      message: `this test expects approvers, and a decision of ${expect.decision} has none`,
      hint: 'delete approvers, or expect approval_required',
      ...spanOf(keySpan(node, ['expect', 'approvers'])),
    })
  if (expect.because !== undefined && RULE.exec(expect.because) === null)
    problems.push({
      check: 'wrong-value',
      message: `${quoted(expect.because)} does not name a rule`,
      hint: 'write POLICY#RULE, rules counted from 0: payments#1',
      ...spanOf(nearestNode(node, ['expect', 'because'])),
    })
  return problems
}

const RULE = /^(.+)#(\d{1,9})$/

function expectedOf(expect: WrittenTest['expect'], place: ExpectedRule['place']): Expected {
  if (typeof expect === 'string') return { decision: expect, approvers: null, because: null }
  const { decision, approvers, because = '' } = expect
  const [, policy, rule] = RULE.exec(because) ?? []
  return {
    decision,
    approvers: approvers === undefined ? null : [...new Set(approvers)].sort(),
    because: policy === undefined ? null : { policy, rule: Number(rule), place },
  }
}

/** The first field: a whole test is too much to point at. */
function firstField(node: Node): Span {
  const first = node.kind === 'fields' ? node.entries[0] : undefined
  return first === undefined ? node : { start: first.keyStart, end: first.value.end }
}
