/** Drafts the layer files and the config that an adoption of a fleet would write, and finds the policies that are wider. Pure, except that it looks for installed schemas. */
import { join, posix } from 'node:path'
import type { Region } from '../access/model/region.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Noted, type TargetSettings, withTargetSettings } from '../edit/target-settings.ts'
import type { Config } from '../files/config.ts'
import { parseConfig } from '../files/config.ts'
import { schemaPath } from '../files/schema-path.ts'
import type { WiderChoice } from '../fleet/infer/choice-lines.ts'
import type { FleetProposal, ProposedLayer } from '../fleet/infer/fleet-proposal.ts'
import { mapSpec } from '../fleet/map-spec.ts'
import { targetFiles } from '../fleet/target-files.ts'
import { reversedMap, type TargetMap } from '../fleet/target-map.ts'
import { widerThanFirst } from '../fleet/wider-than-first.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { fileForPolicy } from '../workbench/file-for-policy.ts'
import type { Project } from '../workbench/project.ts'
import { copiedFile } from './copy-text.ts'
import type { ReadMember } from './read-members.ts'

export interface FleetDraft {
  /** In the order of the layers. */
  readonly files: readonly ParsedFile[]
  /** Folders of layers without a policy; git has to keep them. */
  readonly emptyFolders: readonly string[]
  /** null: it stays as it is. */
  readonly configText: string | null
  readonly config: Config
  readonly wider: readonly WiderChoice[]
}

interface Drafting {
  readonly members: readonly ReadMember[]
  readonly project: Project
}

/** Writes a file for each policy of the layers. @param mapOf the map of a target. */
export function layerFiles(
  layers: readonly ProposedLayer[],
  mapOf: (target: string) => TargetMap | undefined,
  { members, project: { root, config } }: Drafting,
): readonly ParsedFile[] {
  return layers.flatMap(({ name: layer, policies }) =>
    policies.map(({ name, spec, targets, replaces }) => {
      const place = fileForPolicy(posix.join(config.policies.replaceAll('\\', '/'), layer), name)
      if ('fault' in place) throw new Error(`a name that passed the check: ${place.fault}`)
      const sources = members.flatMap(({ name: target, sources: own }) => {
        const source = targets.includes(target) ? own.get(name) : undefined
        const map = mapOf(target)
        if (source === undefined || map === undefined) return []
        return isSameSpec(mapSpec(source.policy.policy.spec, reversedMap(map)).spec, spec) ? [source] : []
      })
      const schema = schemaPath(root, join(root, place.file))
      return copiedFile(place.file, { name, spec, replaces, sources, schema })
    }),
  )
}

/** @throws PolicyctlError config-invalid if the config cannot be edited in place. */
export function draftOf(proposal: FleetProposal, drafting: Drafting): FleetDraft {
  const { project } = drafting
  const maps = new Map(proposal.targets.map(({ name, map }) => [name, map]))
  const files = layerFiles(proposal.layers, (target) => maps.get(target), drafting)
  const { policies: folder } = project.config
  const wider = proposal.targets.flatMap((target): readonly WiderChoice[] => {
    const one = { ...target, wider: [] }
    return widerThanFirst(targetFiles({ folder, files }, one), one).map(({ name: policy, regions }) => ({
      target: target.name,
      policy,
      witness: regions[0] === undefined ? '' : witnessText(regions[0]),
    }))
  })
  const settings = proposal.targets.map((target) => settingsOf(target.name, { proposal, wider }))
  const text = withTargetSettings(project.configText ?? '', settings)
  if (text === null)
    throw new PolicyctlError('config-invalid', {
      message: 'policyctl.yaml cannot be edited in place: its targets are written in an unusual way',
      hint: 'write each target as a mapping of its own, without anchors and aliases, and run it again',
    })
  const config = { ...parseConfig(text, 'policyctl.yaml'), ceilings: project.config.ceilings }
  const emptyFolders = proposal.layers.flatMap(({ name, policies }) =>
    policies.length === 0 ? [posix.join(folder, name)] : [],
  )
  return { files, emptyFolders, configText: text, config, wider }
}

function witnessText({ before, after, direction, witness }: Region): string {
  const change = direction === 'rerouted' ? 'other approvers' : `${before} → ${after}`
  return `${witness.method} ${witness.url}: ${change}`
}

interface Settling {
  readonly proposal: FleetProposal
  readonly wider: readonly WiderChoice[]
}

function settingsOf(target: string, { proposal, wider }: Settling): TargetSettings {
  const own = proposal.targets.find(({ name }) => name === target)
  const map: Record<string, Record<string, Noted<string>>> = {
    hosts: {},
    groups: {},
    connectors: {},
    tools: {},
  }
  for (const { target: of, kind, from, to, seen } of proposal.maps)
    if (of === target)
      map[kind] = { ...map[kind], [from]: { value: to, note: `seen in ${seen.length} places` } }
  return {
    target,
    layers: own?.layers ?? [],
    without: (own?.without ?? []).map((value) => ({ value, note: 'not there when it was adopted' })),
    wider: wider
      .filter((one) => one.target === target)
      .map(({ policy, witness }) => ({ value: policy, note: witness })),
    map,
  }
}
