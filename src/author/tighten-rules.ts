import { directionsOf } from '../access/compare/direction.ts'
import { rulesOf } from '../access/model/reading.ts'
import { countedRoutes, countedRules, loggedCalls, unknownAgentsIn } from '../answers/call-counts.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import {
  type KeptRule,
  type NarrowerRule,
  type TightenAnswer,
  tightenAnswer,
  type UnusedItem,
} from '../answers/tighten.ts'
import { AgentNames } from '../calls/agent-names.ts'
import { narrowRule } from '../calls/narrow-rule.ts'
import { Tally } from '../calls/tally.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { movesOf } from '../lint/rule-moves.ts'
import type { Spec } from '../policy/policy.ts'
import type { Request } from '../policy/request.ts'
import { assertCalls } from '../workbench/assert-calls.ts'
import { type LogQuestion, readLogs } from '../workbench/open-logs.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { refusalOfObscured } from '../workbench/sound-files.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertMayWrite, effectsForOthers } from './assert-may-write.ts'
import { changeSpecs, type SpecChange } from './change-specs.ts'
import { keptUnused } from './kept-unused.ts'
import type { Changing, FileText } from './moved-tests.ts'
import { writeTexts } from './write-texts.ts'

export interface TightenQuestion {
  readonly log: LogQuestion
  readonly write: boolean
  /** True to edit also files that other targets get. */
  readonly shared: boolean
}

/**
 * Finds access that the calls of a log did not use: rules and routes without a
 * call, and how narrow the other rules could be. Only allow rules are rewritten,
 * and each edit is checked to widen nothing.
 *
 * @param assertAgent throws if the agent of the question is not known.
 * @throws PolicyctlError log-unreadable; those of sides and logs; with `write` file-unwritable, file-changed.
 */
export async function tightenRules(
  workbench: Workbench,
  question: TightenQuestion,
  assertAgent: (agent: string, side: Side) => void,
): Promise<TightenAnswer | RefusalAnswer> {
  assertQuestion('tightenRules', question, { log: FIELD.object, write: FIELD.flag, shared: FIELD.flag })
  const { log, write } = question
  const refusal = write ? refusalOfObscured(await readWholeProject(workbench)) : null
  if (refusal !== null) return refusal
  const { config } = workbench.project
  const [side] = await openSides([{ kind: 'files' }], workbench)
  if (side === undefined) throw new Error('files without a side')
  if (log.agent !== null) assertAgent(log.agent, side)
  const use = await usedBy(workbench, side, log)
  const counted = countedRules(use.tally)
  const candidates = candidatesIn(side, { ...use, counted, depth: config.tighten.depth })
  const contents = await readWholeFolder(workbench)
  const { edits, texts, ...held } = settled(candidates, { contents, workbench, side })
  const unused = unusedItems(counted, countedRoutes(use.tally, side))
  const told = [...edits, ...held.kept]
  const kept = [...held.kept, ...keptUnused(unused.filter(isRule), { told, side, named: use.named })]
  const edit = { contents, texts }
  const shared = write ? assertMayWrite(workbench, edit, question.shared) : effectsForOthers(workbench, edit)
  if (write) writeTexts(workbench.project.root, texts)
  return tightenAnswer(
    {
      formatVersion: 1,
      log: loggedCalls(use.tally, use.reading),
      unknownAgents: unknownAgentsIn(use.tally),
      unused,
      narrower: edits.flatMap(({ narrower }) => (narrower === null ? [] : [narrower])),
      kept,
      written: write ? texts.map(({ file }) => file) : [],
      shared,
    },
    {
      agents: use.tally.agents,
      removed: edits.flatMap(({ policy, rule, narrower }) => (narrower === null ? [{ policy, rule }] : [])),
      rules: counted.length,
      quiet: [...side.access.bindings.keys()].filter((agent) => !use.named.has(agent)).sort(),
      isWritten: write,
      ambiguous: use.ambiguous,
      errors: side.errors,
    },
  )
}

function unusedItems(
  rules: ReturnType<typeof countedRules>,
  routes: ReturnType<typeof countedRoutes>,
): readonly UnusedItem[] {
  return [
    ...rules.flatMap(({ policy, rule, calls }) => (calls === 0 ? [{ policy, rule }] : [])),
    ...routes.flatMap(({ policy, route, calls }) => (calls === 0 ? [{ policy, route }] : [])),
  ]
}

function isRule(item: UnusedItem): item is Extract<UnusedItem, { rule: number }> {
  return 'rule' in item
}

async function usedBy(workbench: Workbench, side: Side, log: LogQuestion) {
  const { access } = side
  const agents = new AgentNames(access.bindings.keys())
  const requests = new Map<string, Set<Request>>()
  const tally = new Tally({
    ...{ from: access, to: access, regions: [], agents },
    tools: await toolsOf(workbench, { kind: 'files' }),
    seen: (request, { because }) => {
      for (const { policy, rule } of because) {
        const key = keyOf(policy, rule)
        const known = requests.get(key)
        if (known === undefined) requests.set(key, new Set([request]))
        else known.add(request)
      }
    },
  })
  const reading = await readLogs(workbench, log, (call, place) => tally.add(call, place))
  assertCalls(tally.calls, reading, log)
  return { tally, reading, requests, named: new Set(agents.named), ambiguous: agents.ambiguous }
}

function keyOf(policy: string, rule: number): string {
  return JSON.stringify([policy, rule])
}

/** An allow rule that could be narrower; `narrower` is null if it could be deleted. */
interface RuleEdit {
  readonly policy: string
  readonly rule: number
  readonly narrower: NarrowerRule | null
}

interface Use {
  readonly requests: ReadonlyMap<string, ReadonlySet<Request>>
  readonly named: ReadonlySet<string>
  readonly counted: readonly { readonly policy: string; readonly rule: number; readonly calls: number }[]
  readonly depth: number
}

/** Policies of agents without a call in the log are not judged: the log says nothing about them. */
function candidatesIn({ access }: Side, { requests, named, counted, depth }: Use): readonly RuleEdit[] {
  const spokenOf = new Set([...named].flatMap((agent) => access.bindings.get(agent) ?? []))
  return counted.flatMap(({ policy, rule, calls }): readonly RuleEdit[] => {
    const spec = access.policies.get(policy)
    const before = spec === undefined ? undefined : rulesOf(spec)[rule]
    if (before?.permission !== 'allow' || !spokenOf.has(policy)) return []
    if (calls === 0) return [{ policy, rule, narrower: null }]
    const after = narrowRule(before, [...(requests.get(keyOf(policy, rule)) ?? [])], depth)
    return after === null ? [] : [{ policy, rule, narrower: { policy, rule, before, after, calls } }]
  })
}

interface Found extends Changing {
  readonly side: Side
}

interface Settled {
  readonly edits: readonly RuleEdit[]
  readonly kept: readonly KeptRule[]
  readonly texts: readonly FileText[]
}

/** Tries all edits at once; if that fails, one after the other, so that a failing edit does not stop the others. */
function settled(candidates: readonly RuleEdit[], found: Found): Settled {
  const proven = candidates.filter((edit) => opensNothing([edit], found.side))
  const whole = tried(proven, found)
  if ('texts' in whole) return { edits: proven, kept: [], texts: whole.texts }
  const kept: KeptRule[] = []
  let best: Settled = { edits: [], kept, texts: [] }
  for (const edit of proven) {
    const edits = [...best.edits, edit]
    const attempt = tried(edits, found)
    if ('texts' in attempt) best = { edits, kept, texts: attempt.texts }
    else kept.push({ policy: edit.policy, rule: edit.rule, reason: attempt.fault })
  }
  return best
}

function tried(
  edits: readonly RuleEdit[],
  { side, ...changing }: Found,
): { readonly texts: readonly FileText[] } | { readonly fault: string } {
  const changes = changesOf(edits, side)
  const empty = changes.find(({ spec }) => rulesOf(spec).length === 0)
  if (empty !== undefined)
    return { fault: 'it is the last rule: a policy without rules is refused, so delete the policy itself' }
  if (!opensNothing(edits, side)) return { fault: 'together with the other edits it might widen access' }
  return changeSpecs(changing, changes)
}

function changesOf(edits: readonly RuleEdit[], { access }: Side): readonly SpecChange[] {
  return [...new Set(edits.map(({ policy }) => policy))].flatMap((policy) => {
    const spec = access.policies.get(policy)
    if (spec === undefined) return []
    const own = new Map(edits.filter((edit) => edit.policy === policy).map((edit) => [edit.rule, edit]))
    const removed = [...own.values()].flatMap(({ rule, narrower }) =>
      narrower === null ? [{ policy, rule, by: [] }] : [],
    )
    const rules = rulesOf(spec)
    const policies = rules.flatMap((rule, index) => {
      const edit = own.get(index)
      return edit === undefined ? [rule] : edit.narrower === null ? [] : [edit.narrower.after]
    })
    const moves = removed.length === 0 ? null : movesOf(rules.length, removed)
    return [{ policy, spec: { ...spec, policies } as Spec, moves }]
  })
}

/** Tells by the comparison whether no edit widens access. An edit without effect counts only if it deletes a rule. */
function opensNothing(edits: readonly RuleEdit[], side: Side): boolean {
  return changesOf(edits, side).every(({ policy, spec }) => {
    const directions = [...directionsOf(side.access.policies.get(policy) ?? null, spec)]
    const isRemoval = edits.some((edit) => edit.policy === policy && edit.narrower === null)
    return directions.every((direction) => direction === 'narrower') && (isRemoval || directions.length > 0)
  })
}
