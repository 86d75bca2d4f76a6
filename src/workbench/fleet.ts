/**
 * Applies layers to a run: returns the config and the files that one of the
 * project's targets gets. A project without layers stays as it is.
 */
import { join } from 'node:path'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { CeilingFile } from '../files/ceiling-file.ts'
import type { Config } from '../files/config.ts'
import { configFor, isHeldFor } from '../files/config-for.ts'
import { isFolder } from '../files/find-project.ts'
import type { FleetSubject, WrittenGuard } from '../fleet/fleet-subject.ts'
import { type FleetTarget, fleetTargets, layerOf } from '../fleet/fleet-target.ts'
import { mapGuardrail, mapPolicies } from '../fleet/map-guardrail.ts'
import { type TargetFiles, targetFiles } from '../fleet/target-files.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { UNNAMED_TARGET } from '../policy/workspace.ts'
import { LOCAL, unknownTarget } from './choose-target.ts'
import type { Project } from './project.ts'

export interface Fleet {
  /** The target of the run. */
  readonly target: FleetTarget
  /** All of the project, in the order of the config. */
  readonly targets: readonly FleetTarget[]
}

/** @returns null if no target has layers. @throws PolicyctlError target-required if no target is chosen, or the chosen one has no layers; target-unknown if there is none of that name. */
export function fleetOf(config: Config, name: string | null): Fleet | null {
  const { targets } = config
  const all = fleetTargets(targets)
  if (all.length === 0) return null
  const target = all.find((one) => one.name === name)
  if (target !== undefined) return { target, targets: all }
  if (name !== null && !targets.has(name) && name !== LOCAL.name && name !== UNNAMED_TARGET)
    throw unknownTarget({ config }, name)
  const names = all.map((one) => one.name).slice(0, 20)
  throw new PolicyctlError('target-required', {
    message:
      name === null
        ? 'targets of policyctl.yaml have layers, and no target is chosen, so the files to use are not known'
        : `targets of policyctl.yaml have layers, and '${name}' has none, so its files are not known`,
    hint: `pass --target NAME, one of ${names.join(', ')}, or write defaultTarget: NAME into policyctl.yaml`,
  })
}

export function isLayered({ targets }: Pick<Config, 'targets'>): boolean {
  return [...targets.values()].some(({ layers }) => layers !== undefined)
}

/** Returns the project with the config of one target. @param name null: no target in particular. */
export function projectOf(project: Project, name: string | null): Project {
  const config = configFor(project.config, name)
  const target = fleetTargets(config.targets).find((one) => one.name === name)
  if (target === undefined) return { ...project, config }
  const ceilings = new Map(
    [...config.ceilings].map(([file, ceiling]): [string, CeilingFile] => [
      file,
      { ...ceiling, policies: mapPolicies(ceiling.policies, target.map) },
    ]),
  )
  const guardrails = config.guardrails.map((guardrail) => mapGuardrail(guardrail, target.map))
  return { ...project, config: { ...config, guardrails, ceilings } }
}

/**
 * Selects the files that the target of a fleet gets. @throws PolicyctlError
 * path-not-found for a layer that is not there.
 */
export function filesOfFleet(files: readonly ParsedFile[], { fleet, project }: InFleet): TargetFiles {
  const { policies: folder } = project.config
  for (const layer of fleet.target.layers) assertLayer(layer, files, { fleet, project })
  return targetFiles({ folder, files }, fleet.target)
}

export interface InFleet {
  readonly fleet: Fleet
  readonly project: Project
}

/** Refuses a layer without a folder: a misspelt layer would delete all of its policies from the target. */
function assertLayer(layer: string, files: readonly ParsedFile[], { fleet, project }: InFleet): void {
  const { policies: folder } = project.config
  const { name } = fleet.target
  if (files.some(({ file }) => layerOf(file, folder, [layer]) !== null)) return
  if (isFolder(join(project.root, folder, layer))) return
  const meant = didYouMean(
    layer,
    fleet.targets.flatMap(({ layers }) => layers).filter((one) => one !== layer),
  )
  throw new PolicyctlError('path-not-found', {
    message: `target ${name} has the layer ${layer}, and there is no folder ${join(folder, layer)}`,
    hint: project.judge === undefined ? nextStep(meant) : KEEP_UNTIL_MERGED,
  })
}

function nextStep(meant: string | null): string {
  return meant === null ? 'create it with a policy in it, or take it out of layers' : `did you mean ${meant}?`
}

/** The next step of a change that renames a layer: it needs both folders until its config judges. */
const KEEP_UNTIL_MERGED =
  'the policyctl.yaml of the base judges this change: keep the folder until a policyctl.yaml without the layer is merged, then delete the folder'

/** Collects the facts about layers that lint needs. */
export function fleetSubject(
  files: readonly ParsedFile[],
  given: TargetFiles,
  { fleet, project, whole }: InFleet & { readonly whole: Project },
): FleetSubject {
  return {
    ...fleet,
    given,
    files,
    folder: project.config.policies,
    guards: guardsOf(whole.config, fleet.target.name),
  }
}

function guardsOf({ guardrails, ceilings }: Config, target: string): readonly WrittenGuard[] {
  return guardrails.flatMap(({ name, targets, on, approvedBy = [], atMost }, index) =>
    isHeldFor(targets, target)
      ? [
          {
            name,
            index,
            resource: on?.resource ?? null,
            groups: approvedBy,
            ceiling: (ceilings.get(atMost ?? '')?.policies ?? []).map(({ spec }) => spec),
          },
        ]
      : [],
  )
}
