/** Finds policies that an edit of layer files makes wider for a target than in its first layers, or even wider than before. */
import { regionsOf } from '../access/compare/compare.ts'
import { regionLoosens } from '../access/model/opens.ts'
import { policyOnSides } from '../access/model/policy-on-sides.ts'
import type { Region } from '../access/model/region.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { FleetTarget } from './fleet-target.ts'
import { targetFiles } from './target-files.ts'
import { mayBeWider, type WiderPolicy, widerThanFirst } from './wider-than-first.ts'

interface Edit {
  /** Folder of the policies, relative to the project's root. */
  readonly folder: string
  /** Every policy file of the project, before and after the edit. */
  readonly before: readonly ParsedFile[]
  readonly after: readonly ParsedFile[]
}

/**
 * Leaves out policies that the config allows to be wider. For a policy that was wider before, returns
 * only the access that the edit adds, since it narrows the first layer or widens the later one.
 */
export function newlyWider({ folder, before, after }: Edit, target: FleetTarget): readonly WiderPolicy[] {
  const wider = widerThanFirst(targetFiles({ folder, files: after }, target), target)
  if (wider.length === 0) return []
  const then = new Map(
    widerThanFirst(targetFiles({ folder, files: before }, target), target).map((one) => [one.name, one]),
  )
  return wider.flatMap((now): readonly WiderPolicy[] => {
    if (mayBeWider(now.name, target)) return []
    const was = then.get(now.name)
    if (was === undefined) return [now]
    if (!mayGrow(was, now)) return []
    const known = new Set(was.regions.map(contentOf))
    const regions = now.regions.filter((region) => !known.has(contentOf(region)))
    return regions.length === 0 ? [] : [{ ...now, regions }]
  })
}

/** Tells whether the edit widens the policy of the target, or narrows that of the first layer. Any other edit can only split regions in another way. */
function mayGrow(was: WiderPolicy, now: WiderPolicy): boolean {
  return loosens(now.name, was.given, now.given) || loosens(now.name, now.first, was.first)
}

function loosens(name: string, before: ParsedPolicy | null, after: ParsedPolicy | null): boolean {
  const pair = policyOnSides(name, before?.policy.spec ?? null, after?.policy.spec ?? null)
  return regionsOf([{ agents: [], policies: [pair] }]).some(regionLoosens)
}

/** The text of a region without its example. */
function contentOf({ witness: _witness, ...region }: Region): string {
  return JSON.stringify(region)
}
