import { fleetTargets } from '../fleet/fleet-target.ts'
import { choiceLines } from '../fleet/infer/choice-lines.ts'
import { extendLayers } from '../fleet/infer/extend-layers.ts'
import { targetFiles } from '../fleet/target-files.ts'
import { layerFiles } from './fleet-draft.ts'
import { type FleetLayout, type FleetLayoutAround, leftBy, outsideOf, renderedIn } from './fleet-layout.ts'
import type { ReadMember } from './read-members.ts'

/** Extends targets that already have layers; layers, maps and config stay as a person wrote them. */
export function extendLayout(
  members: readonly ReadMember[],
  { workbench, files: there }: FleetLayoutAround,
): FleetLayout {
  const project = workbench.whole
  const { config } = project
  const all = fleetTargets(config.targets)
  const copies = members.flatMap((member) => {
    const target = all.find(({ name }) => name === member.name)
    if (target === undefined) return []
    return [{ ...member, target, given: targetFiles({ folder: config.policies, files: there }, target) }]
  })
  const { layers, left } = extendLayers(all, copies)
  const maps = new Map(all.map(({ name, map }) => [name, map]))
  const files = layerFiles(layers, (target) => maps.get(target), { members, project })
  const decided = all.map(({ name, layers: own, map }) => ({ name, layers: own, map, without: [] }))
  return {
    ...{ layers, files, config },
    ...{ maps: [], namesOf: null, without: [], wider: [], emptyFolders: [], configText: null },
    choices: choiceLines({ layers, maps: [], namesOf: null, targets: decided }, []),
    left: leftBy(
      members,
      left.map((one) => ({ ...one, file: null })),
    ),
    outside: outsideOf(there, config),
    rendered: renderedIn({ config, files: [...there, ...files] }, members),
  }
}
