/** Answers of the page about random workspaces, against `who-can` and the plain evaluator. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, policiesOf } from '../../src/access/model/decide.ts'
import { isInRegion } from '../../src/access/model/in-region.ts'
import { matchesPattern, parsePattern, patternText } from '../../src/access/model/pattern.ts'
import { rulesOf } from '../../src/access/model/reading.ts'
import { hasMethod } from '../../src/access/model/reads.ts'
import { normaliseUrl } from '../../src/access/model/url.ts'
import { whoCan } from '../../src/access/questions/who-can.ts'
import { answerRows } from '../../src/page/answer.ts'
import { foldRows } from '../../src/page/fold-rows.ts'
import { changeLeavesOut, grantLeavesOut } from '../../src/page/left-out.ts'
import type { PageCell, PageModel } from '../../src/page/page-model.ts'
import { NO_QUESTION, type PageQuestion } from '../../src/page/question.ts'
import { searchOf } from '../../src/page/search.ts'
import type { Request } from '../../src/policy/request.ts'
import { REQUESTS, sides } from '../access/world.ts'
import { columnOf, modelOf, rowOf } from './model-of-sides.ts'

function agentsOf(model: PageModel, question: Partial<PageQuestion>): readonly string[] {
  const asking = { model, folds: foldRows(model), search: searchOf(model) }
  return answerRows(asking, { ...NO_QUESTION, ...question })
    .flatMap(({ rows }) => rows.map((row) => model.rows[row]))
    .flatMap((row) => (row !== undefined && 'agent' in row ? [row.agent] : []))
    .sort()
}

const DECISIONS = [
  ['free', 'allow'],
  ['human', 'approval_required'],
] as const

test('who may send a method, free or after a human, is who-can of that method', () => {
  const method = fc.constantFrom('GET', 'POST', 'DELETE', 'PURGE')
  fc.assert(
    fc.property(sides({ globs: true }), method, ([, after], asked) => {
      const model = modelOf([null, after])
      const grants = whoCan({ method: asked, pattern: '*' }, after)
      for (const [decision, permission] of DECISIONS) {
        const found = grants.filter((grant) => grant.decision === permission).flatMap(({ agents }) => agents)
        expect(agentsOf(model, { method: asked, decision })).toEqual([...new Set(found)].sort())
      }
    }),
    { numRuns: 30 },
  )
})

test('a search for a part of a path misses nobody who may send a request to that path', () => {
  fc.assert(
    fc.property(sides({ globs: true }), ([, after]) => {
      const model = modelOf([null, after])
      const patterns = [...after.policies.values()].flatMap((spec) =>
        rulesOf(spec).map(({ resource }) => patternText(parsePattern(resource))),
      )
      for (const pattern of new Set(patterns)) {
        const url = pattern.replaceAll('*', '')
        const word = /^https?:\/\/[^/*]+\/(\w+)/.exec(pattern)?.[1] ?? ''
        if (word === '' || normaliseUrl(url) !== url) continue
        const may = [...after.bindings.keys()].filter(
          (agent) =>
            decide({ method: 'POST', url, tags: [], tool: null, capability: null }, policiesOf(after, agent))
              .decision !== 'deny',
        )
        expect(agentsOf(model, { method: 'POST', text: word })).toEqual(expect.arrayContaining(may))
      }
    }),
    { numRuns: 30 },
  )
})

test('a word that no rule has is in no request that passes, but by the rules that reach beyond their names', () => {
  const NEW = 'zzqx'
  fc.assert(
    fc.property(sides({ globs: true }), fc.boolean(), ([, after], isHost) => {
      const model = modelOf([null, after])
      const found = agentsOf(model, { text: NEW })
      const patterns = [...after.policies.values()].flatMap((spec) =>
        rulesOf(spec).map(({ resource }) => patternText(parsePattern(resource))),
      )
      const urls = patterns.map((one) => one.replaceAll('*', isHost ? `${NEW}.example/` : NEW))
      for (const url of [...urls, `https://${NEW}.example/`]) {
        if (normaliseUrl(url) !== url || !url.includes(NEW)) continue
        for (const agent of after.bindings.keys()) {
          const request = { method: 'GET', url, tags: [], tool: null, capability: null }
          if (decide(request, policiesOf(after, agent)).decision !== 'deny') expect(found).toContain(agent)
        }
      }
    }),
    { numRuns: 20 },
  )
})

/** The patterns behind `denied at`, say. */
function patternsBehind(words: string, texts: readonly string[], resource: string): readonly string[] {
  const origin = /^[^:/*]+:\/\/[^/*]+(?=\/)/.exec(resource)?.[0] ?? ''
  return texts
    .filter((text) => text.startsWith(`${words} `))
    .flatMap((text) => text.slice(words.length + 1).split(', '))
    .map((pattern) => (pattern.startsWith('/') ? `${origin}${pattern}` : pattern))
}

interface CellOf {
  readonly model: PageModel
  readonly cell: PageCell
  readonly request: Request
}

/** Tells whether some grant there says of the request that it is denied. */
function isSaidDenied({ model, cell, request }: CellOf): boolean {
  return cell.grants.some((grant) => {
    const holes = patternsBehind('denied at', grantLeavesOut(grant, cell, model), grant.resource)
    return hasMethod(request.method, grant) && isAmong(request, holes)
  })
}

/** The decision that some change there says that the request had, and has; null: none speaks of it. */
function saidUnchanged({
  model,
  cell,
  request,
}: CellOf): 'allow' | 'approval_required' | 'deny' | 'same' | null {
  for (const change of cell.changes) {
    if (!hasMethod(request.method, change)) continue
    const texts = changeLeavesOut(change, cell, model)
    for (const text of texts) {
      const [, word] = /^(unchanged|still denied|already free|still human: .*,) at /.exec(text) ?? []
      if (word !== undefined && isAmong(request, patternsBehind(`${word} at`, [text], change.resource)))
        return SAID[word] ?? 'approval_required'
    }
  }
  return null
}

const SAID = { unchanged: 'same', 'still denied': 'deny', 'already free': 'allow' } as Readonly<
  Record<string, 'same' | 'deny' | 'allow'>
>

function isAmong({ url }: Request, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(parsePattern(pattern), url))
}

test('where a line says denied, free or unchanged of what it leaves out, all of it is', () => {
  fc.assert(
    fc.property(sides({ globs: true }), ([before, after]) => {
      const model = modelOf([before, after])
      for (const agent of after.bindings.keys())
        for (const request of REQUESTS) {
          const cell = model.cell(rowOf(model, agent), columnOf(model, request))
          const at = { model, cell, request }
          const decisions = [before, after].map((side) => decide(request, policiesOf(side, agent)).decision)
          if (isSaidDenied(at)) expect(decisions[1]).toBe('deny')
          const said = saidUnchanged(at)
          if (said !== null) expect(cell.changes.filter((change) => isInRegion(change, request))).toEqual([])
          if (said !== null && said !== 'same') expect(decisions).toEqual([said, said])
        }
    }),
    { numRuns: 15 },
  )
})
