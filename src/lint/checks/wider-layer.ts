import { causesOf } from '../../access/compare/causes.ts'
import type { AccessSide } from '../../access/model/access-side.ts'
import type { Region } from '../../access/model/region.ts'
import type { Place } from '../../diagnostic/place.ts'
import { mayBeWider, type WiderPolicy, widerThanFirst } from '../../fleet/wider-than-first.ts'
import type { ParsedPolicy } from '../../parse/parsed-file.ts'
import type { SetCheck } from '../check.ts'
import { configPlaces } from '../config-places.ts'
import type { Subject } from '../subject.ts'

/** A policy of a target must not be wider than in its first layer, unless `wider` in the config allows it. */
export const check: SetCheck = {
  kind: 'set',
  id: 'wider-layer',
  severity: 'error',
  isLocked: true,
  *run(subject) {
    const { fleet } = subject
    if (fleet === null) return
    for (const wider of widerThanFirst(fleet.given, fleet.target)) {
      const [region] = wider.regions
      if (region === undefined || mayBeWider(wider.name, fleet.target)) continue
      const place = placeOf(wider, region, subject)
      const what =
        wider.given === null
          ? 'is dropped, and what it denies or asks for is gone:'
          : `is wider than ${layerText(wider.first)}:`
      yield {
        place,
        policy: wider.name,
        message: `${wider.name} ${what} ${regionText(region)} (${fleet.target.name})`,
        hint: `${wider.given === null ? 'take it out of without' : 'narrow it'}, or allow it with a reviewed line: wider: [${wider.name}] in target ${fleet.target.name} of policyctl.yaml`,
      }
    }
  },
}

function layerText({ file, placeOf: at }: ParsedPolicy): string {
  return `${file}:${at(['name']).line}`
}

function regionText({ operations, resource, before, after, direction, witness }: Region): string {
  const change = direction === 'rerouted' ? 'other approvers' : `${before} → ${after}`
  return `${operations.join(' ')} ${resource}, ${change}, e.g. ${witness.method} ${witness.url}`
}

function placeOf(
  { name, first, given, droppedBy }: WiderPolicy,
  region: Region,
  { fleet, config }: Subject,
): Place {
  if (given === null) {
    const without = ['targets', fleet?.target.name ?? '', 'without']
    const at = fleet?.target.without.indexOf(droppedBy ?? '') ?? 0
    return config === null ? first.placeOf(['name']) : configPlaces(config).valueAt([...without, at])
  }
  const side = ({ policy }: ParsedPolicy): AccessSide => ({
    policies: new Map([[name, policy.spec]]),
    bindings: new Map(),
  })
  const cause = causesOf({ ...region, policies: [name] }, side(first), side(given)).find(
    ({ isGone }) => !isGone,
  )
  if (cause?.rule != null) return given.placeOf(['spec', 'policies', cause.rule])
  return cause?.route != null ? given.placeOf(['spec', 'approvals', cause.route]) : given.placeOf(['name'])
}
