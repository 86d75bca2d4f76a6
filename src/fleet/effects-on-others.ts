/** Finds the changes of an edit of layer files for other targets than that of the run. */
import { compareAccess } from '../access/compare/compare.ts'
import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { bindingsOf } from '../policy/binding.ts'
import { isSameSpec } from '../policy/canonical.ts'
import type { FleetTarget } from './fleet-target.ts'
import { targetFiles } from './target-files.ts'

export interface TargetEffect {
  readonly target: string
  /** The policies that the target now gets changed, no longer gets, or newly gets; sorted, never empty. */
  readonly policies: readonly string[]
  /** The change of access, with the bindings of PolicyBinding documents; [] if access stays the same. */
  readonly access: readonly Region[]
}

interface Edit {
  /** Folder of the policies, relative to the project's root. */
  readonly folder: string
  /** Every policy file of the project, before and after the edit. */
  readonly before: readonly ParsedFile[]
  readonly after: readonly ParsedFile[]
}

/** Returns the targets for which the edit changes something, in the order of the config. */
export function effectsOnOthers(
  { folder, before, after }: Edit,
  others: readonly FleetTarget[],
): readonly TargetEffect[] {
  return others.flatMap((target): readonly TargetEffect[] => {
    const was = accessOfFiles(targetFiles({ folder, files: before }, target).files)
    const is = accessOfFiles(targetFiles({ folder, files: after }, target).files)
    const names = new Set([...was.policies.keys(), ...is.policies.keys()])
    const policies = [...names]
      .filter((name) => !isSameSpec(was.policies.get(name) ?? null, is.policies.get(name) ?? null))
      .sort()
    return policies.length === 0 ? [] : [{ target: target.name, policies, access: compareAccess(was, is) }]
  })
}

/** The access that policy files grant, to the agents that their PolicyBinding documents name. */
export function accessOfFiles(files: readonly ParsedFile[]): AccessSide {
  return {
    policies: new Map(files.flatMap((file) => file.policies).map(({ policy }) => [policy.name, policy.spec])),
    bindings: bindingsOf(files.flatMap(({ bindings }) => bindings)),
  }
}
