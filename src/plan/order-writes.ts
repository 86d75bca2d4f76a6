/**
 * Orders the writes so that in every state on the way no request is decided more
 * permissively than under both the old and the new policies.
 *
 * Narrower policies are written first, then mixed ones, then wider ones. If two mixed
 * policies touch the same requests, one of them is written twice: first with the
 * interim spec of its versions. A phase ends before the next begins; inside a phase
 * any order is safe.
 * The proof is in docs/decisions/0040-order-of-writes.md.
 */
import type { Direction } from '../access/model/region.ts'
import type { Action } from '../change/change.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { fingerprint } from '../policy/fingerprint.ts'
import type { Spec } from '../policy/policy.ts'
import { interimSpec } from './interim-spec.ts'
import { overlapCover } from './overlap.ts'
import type { Phase, Write } from './plan.ts'
import { type ShiftOf, voteShift } from './vote-shift.ts'

/** The facts of a step by which it is ordered. */
export interface Ordered {
  readonly policy: string
  readonly before: Spec | null
  readonly after: Spec | null
  readonly direction: Direction | 'same'
}

export function orderWrites(steps: readonly Ordered[]): readonly Phase[] {
  const shifted = steps.map((step) => ({ step, ...voteShift(step.before, step.after, step.direction) }))
  const twoPhase = overlapCover(
    shifted
      .filter(({ shift }) => shift === 'mixed')
      .map(({ step, touched }) => ({ policy: step.policy, touched })),
  )
  const writes: Record<Stage, Write[]> = { tighten: [], between: [], release: [] }
  for (const one of shifted) {
    if (twoPhase.has(one.step.policy)) addBoth(writes, one.step)
    else writes[stageOf(one)].push(writeOf(one.step.policy, one.step.before, one.step.after))
  }
  return STAGES.flatMap((stage) =>
    writes[stage].length === 0
      ? []
      : [{ phase: stage === 'tighten' ? 'tighten' : 'release', writes: sorted(writes[stage]) }],
  )
}

type Stage = (typeof STAGES)[number]
const STAGES = ['tighten', 'between', 'release'] as const

function stageOf({ shift, step }: ShiftOf & { readonly step: Ordered }): Stage {
  if (shift === 'narrower') return 'tighten'
  if (shift === 'mixed') return 'between'
  // A step that only reroutes is written between the two phases, so that no request gets a third route while
  // other policies stop or start to require approval. `rerouted` holds for the pinned reading only, so
  // `shift` must be 'same', which holds under every reading.
  return shift === 'same' && step.direction === 'rerouted' ? 'between' : 'release'
}

function addBoth(writes: Record<Stage, Write[]>, { policy, before, after }: Ordered): void {
  const between = interimSpec(before, after)
  if (!isSameSpec(before, between)) writes.tighten.push(writeOf(policy, before, between))
  if (!isSameSpec(between, after)) writes.release.push(writeOf(policy, between, after))
}

function writeOf(policy: string, from: Spec | null, to: Spec | null): Write {
  return { policy, action: actionOf(from, to), spec: to, fingerprint: to === null ? null : fingerprint(to) }
}

function actionOf(from: Spec | null, to: Spec | null): Action {
  if (to === null) return 'delete'
  return from === null ? 'create' : 'update'
}

function sorted(writes: readonly Write[]): readonly Write[] {
  return [...writes].sort((a, b) => (a.policy < b.policy ? -1 : 1))
}
