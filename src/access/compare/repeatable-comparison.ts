/**
 * A comparison that can be repeated for nearly the same sides: a plan's is repeated
 * for what the ledger has afterwards. Units that both need are swept once, and the
 * result is that of a new comparison, witnesses included.
 */
import { isPlainlyEqual } from '../../policy/plainly-equal.ts'
import type { Policies, Spec } from '../../policy/policy.ts'
import type { AccessSide } from '../model/access-side.ts'
import type { Region } from '../model/region.ts'
import { mergedRegions, sweptRegions } from './compare.ts'
import { type ComparisonUnit, comparisonUnits } from './comparison-units.ts'
import type { Comparison } from './direction.ts'

export interface RepeatableComparison extends Comparison {
  /** Returns what compareAccess returns for these sides. */
  readonly again: (before: AccessSide, after: AccessSide) => readonly Region[]
}

/** @throws Error as compareAccess. */
export function repeatableComparison(before: AccessSide, after: AccessSide): RepeatableComparison {
  const swept = new SweptUnits()
  const compare = (from: AccessSide, to: AccessSide): readonly Region[] =>
    mergedRegions(comparisonUnits(from, to), (unit) => swept.regionsIn(unit))
  const again: RepeatableComparison['again'] = (from, to) =>
    compare(withSpecsOf(before, from), withSpecsOf(after, to))
  return { before, after, access: compare(before, after), again }
}

/** Replaces specs by equal ones of `known`, so that equal specs are the same object and can be map keys. */
function withSpecsOf(known: AccessSide, side: AccessSide): AccessSide {
  return { policies: sharedSpecs(known.policies, side.policies), bindings: side.bindings }
}

function sharedSpecs(known: Policies, policies: Policies): Policies {
  const shared = (name: string, spec: Spec): Spec => {
    const same = known.get(name)
    return same !== undefined && isPlainlyEqual(same, spec) ? same : spec
  }
  return new Map([...policies].map(([name, spec]) => [name, shared(name, spec)]))
}

/** Regions by the policies of a unit, whichever agents it has. */
class SweptUnits {
  readonly #known = new Map<string, readonly Region[]>()
  readonly #ids = new Map<Spec, number>()

  regionsIn(unit: ComparisonUnit): readonly Region[] {
    const key = this.#keyOf(unit)
    const known = this.#known.get(key)
    if (known !== undefined) return known.map((region) => ({ ...region, agents: unit.agents }))
    const regions = sweptRegions(unit, null)
    this.#known.set(key, regions)
    return regions
  }

  #keyOf({ agents, policies }: ComparisonUnit): string {
    const pairs = policies.map(({ name, before, after }) => [name, this.#idOf(before), this.#idOf(after)])
    return JSON.stringify([agents.length === 0, pairs])
  }

  #idOf(spec: Spec | null): number {
    if (spec === null) return 0
    const id = this.#ids.get(spec) ?? this.#ids.size + 1
    this.#ids.set(spec, id)
    return id
  }
}
