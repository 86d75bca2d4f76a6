import { guardrailDocument } from '../access/questions/guardrail-document.ts'
import { bindingsNotLive } from '../policy/live-bindings.ts'
import type { Ruling } from './guards/check-guards.ts'
import { type Blocked, PLAN_FORMAT_VERSION, type Plan, type Step } from './plan.ts'
import type { PlanInput, Planned } from './plan-input.ts'
import { unreadableWithin, withUnreadable } from './unreadable.ts'

export type PlanContents = Pick<
  Plan,
  'steps' | 'phases' | 'access' | 'tools' | 'withoutTool' | 'unknownFields' | 'renames'
> &
  Pick<Planned, 'changes' | 'rulings' | 'guardrails'> & {
    readonly leftOut: Plan['leftOut']
    readonly held: ReadonlySet<string>
  }

/** Makes the plan document (schema/plan.schema.json). */
export function planDocument(input: PlanInput, contents: PlanContents): Plan {
  const { changes, steps, phases, access, tools, withoutTool, rulings, guardrails, unknownFields, renames } =
    contents
  const unmanaged = withUnreadable(changes.unmanaged, input)
  const count = (action: Step['action']): number => steps.filter((step) => step.action === action).length
  return {
    formatVersion: PLAN_FORMAT_VERSION,
    createdAt: input.createdAt,
    tool: input.tool,
    target: input.target,
    git: input.git,
    ledger: input.ledger?.revision || null,
    summary: {
      create: count('create'),
      update: count('update'),
      delete: count('delete'),
      unchanged: changes.unchanged.length,
      unmanaged: unmanaged.length,
    },
    steps,
    phases,
    access,
    tools,
    withoutTool,
    unmanaged,
    newlyManaged: newlyManagedIn(input, contents),
    leftOut: contents.leftOut,
    bindingsNotLive: bindingsNotLive(input.liveBindings, input.bindings),
    unreadable: unreadableWithin(input, input),
    unknownFields,
    bindings: input.liveBindings.source,
    renames,
    handOvers: input.handOvers ?? [],
    blocked: rulings.flatMap(blockedOf),
    guardrails: guardrails.map(guardrailDocument),
  }
}

/** Without a ledger nothing is remembered, so nothing becomes managed; and a step that is held back settles nothing. */
function newlyManagedIn(
  { keepsLedger = true }: PlanInput,
  { changes, held }: Pick<PlanContents, 'changes' | 'held'>,
): readonly string[] {
  return keepsLedger ? changes.newlyManaged.filter((name) => !held.has(name)) : []
}

function blockedOf({ policy, guard, fact, remedy, liftedBy }: Ruling): readonly Blocked[] {
  return liftedBy === null ? [{ policy, guard, message: `${fact}; ${remedy}` }] : []
}
