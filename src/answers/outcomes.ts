/**
 * Gathers the outcomes of several targets, one by one and in any order. Of hundreds
 * of targets it keeps only the answer of the first target of each group, which
 * stands for the others.
 */
import { strongest } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { TargetMap } from '../fleet/target-map.ts'
import type { Rollout } from '../fleet/waves.ts'
import type { AnyAnswer } from './any-answer.ts'
import { outcomeEnd } from './outcome-end.ts'
import { outcomeKey } from './outcome-key.ts'
import type { OutcomeGroup, PlannedFiles, SeveralAnswer, TargetEnd, TargetOutcome } from './several.ts'

interface Placed<Value> {
  /** Its place in the order of the config, from 0. */
  readonly at: number
  readonly value: Value
}

interface Gathered<Held> {
  readonly first: Placed<Held>
  readonly targets: readonly Placed<string>[]
  readonly maps: readonly Placed<TargetMap>[]
  readonly errors: readonly Placed<OutcomeGroup<Held>['errors'][number]>[]
}

export class Outcomes<Answered extends AnyAnswer, Held> {
  readonly #hold: (result: Answered | PolicyctlError) => Held
  readonly #groups = new Map<string, Gathered<Held>>()
  readonly #ends: Placed<TargetEnd>[] = []
  readonly #files = new Map<string, PlannedFiles>()

  /** @param hold returns the part of a group's first outcome that is kept. */
  constructor(hold: (result: Answered | PolicyctlError) => Held) {
    this.#hold = hold
  }

  /** @param at place of the target in the order of the config, from 0. */
  add(outcome: TargetOutcome<Answered>, at: number): void {
    const { target, result, map } = outcome
    const isError = result instanceof PolicyctlError
    const kind = isError ? 'error' : result.kind
    const exitStatus = isError ? result.exitStatus : result.status
    this.#ends.push({ at, value: { target, kind, exitStatus, end: outcomeEnd(result) } })
    if (!isError && result.kind === 'plan') this.#addFiles(result.view)
    const key = outcomeKey(outcome)
    const group = this.#groups.get(key)
    const targets = [...(group?.targets ?? []), { at, value: target }]
    const isFirst = group === undefined || at < group.first.at
    this.#groups.set(key, {
      first: isFirst ? { at, value: this.#hold(result) } : group.first,
      targets,
      maps: [...(group?.maps ?? []), { at, value: map }],
      errors: [...(group?.errors ?? []), ...(isError ? [{ at, value: { target, error: result } }] : [])],
    })
  }

  #addFiles({ plan: { git }, uncommitted, configOf }: PlannedFiles): void {
    const key = JSON.stringify([git.commit, configOf])
    const known = this.#files.get(key)
    const dirty = git.dirty || (known?.plan.git.dirty ?? false)
    const all = new Set([...(known?.uncommitted ?? []), ...uncommitted])
    this.#files.set(key, { plan: { git: { ...git, dirty } }, uncommitted: [...all].sort(), configOf })
  }

  /** @param waves of the config, as globs of targets. */
  answer(waves: Rollout): SeveralAnswer<Held> {
    const ends = inOrder(this.#ends)
    const groups = [...this.#groups.values()].sort((a, b) => a.first.at - b.first.at)
    return {
      status: strongest(...ends.map(({ exitStatus }) => exitStatus)),
      groups: groups.map(({ first, targets, maps, errors }) => ({
        targets: inOrder(targets),
        maps: inOrder(maps),
        held: first.value,
        errors: inOrder(errors),
      })),
      ends,
      waves,
      files: [...this.#files.values()],
    }
  }
}

function inOrder<Value>(placed: readonly Placed<Value>[]): readonly Value[] {
  return [...placed].sort((a, b) => a.at - b.at).map(({ value }) => value)
}
