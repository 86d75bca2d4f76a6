/** Chooses the files to write: if no target has layers, they are inferred, else the copies go into the existing ones. */
import type { NotAdopted } from '../answers/adopt.ts'
import { barredPolicies } from '../author/find-known.ts'
import type { Config } from '../files/config.ts'
import { layerOf } from '../fleet/fleet-target.ts'
import { choiceLines } from '../fleet/infer/choice-lines.ts'
import type { FleetProposal } from '../fleet/infer/fleet-proposal.ts'
import { inferFleet } from '../fleet/infer/infer-fleet.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isLayered } from '../workbench/fleet.ts'
import { ownBindings } from './binding-files.ts'
import { extendLayout } from './extend-layout.ts'
import { draftOf } from './fleet-draft.ts'
import type { FleetLayout, FleetLayoutAround } from './fleet-layout.ts'
import { leftBy, outsideOf, renderedIn } from './fleet-layout.ts'
import { guardedNames } from './guarded-names.ts'
import type { ReadMember } from './read-members.ts'

export function layOut(members: readonly ReadMember[], around: FleetLayoutAround): FleetLayout {
  const { config } = around.workbench.whole
  return isLayered(config) ? extendLayout(members, around) : inferred(members, around)
}

/**
 * A policy with a finding that neither config nor baseline can accept gets no file in any target.
 *
 * @throws PolicyctlError config-invalid.
 */
function inferred(
  members: readonly ReadMember[],
  { workbench, files: there }: FleetLayoutAround,
): FleetLayout {
  const project = workbench.whole
  const { config } = project
  const left: (NotAdopted & { readonly target: string })[] = []
  const withBindings = new Set(members.flatMap((one) => (ownBindings(one).length > 0 ? [one.name] : [])))
  let kept = members
  for (;;) {
    const proposal = inferFleet(kept, guardedNames(config), withBindings)
    const drafting = { members: kept, project }
    const draft = draftOf(proposal, drafting)
    const bars = barredIn(draft.files, { proposal, config })
    if (bars.size === 0) {
      const rendered = renderedIn(draft, kept)
      const missed = kept.find(({ name }) => !rendered.includes(name))
      if (missed !== undefined)
        throw new Error(`the layers of ${missed.name} do not give exactly its policies`)
      const { configText, emptyFolders, files, wider } = draft
      return {
        ...{ configText, emptyFolders, files, wider, config: draft.config },
        layers: proposal.layers,
        maps: proposal.maps,
        namesOf: proposal.namesOf,
        without: proposal.targets.flatMap(({ name: target, without }) =>
          without.map((policy) => ({ target, policy })),
        ),
        choices: choiceLines(proposal, wider),
        left: leftBy(members, left),
        outside: outsideOf(there, draft.config),
        rendered,
      }
    }
    for (const { name: target, policies } of kept)
      for (const [policy, message] of bars)
        if (policies.has(policy)) left.push({ target, policy, file: null, reason: 'refused', message })
    kept = kept.map((member) => ({
      ...member,
      policies: new Map([...member.policies].filter(([name]) => !bars.has(name))),
    }))
  }
}

function barredIn(
  files: readonly ParsedFile[],
  { proposal, config }: { readonly proposal: FleetProposal; readonly config: Config },
): ReadonlyMap<string, string> {
  const bars = new Map<string, string>()
  for (const { name } of proposal.layers) {
    const own = files.filter(({ file }) => layerOf(file, config.policies, [name]) !== null)
    for (const [policy, { check, message }] of barredPolicies({
      files: own,
      options: { checks: config.checks },
    }))
      bars.set(policy, `${check}: ${message}`)
  }
  return bars
}
