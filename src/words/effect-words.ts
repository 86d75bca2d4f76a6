/** Says what an edit of shared files changes for targets that nobody asked about. */
import type { TargetEffect } from '../fleet/effects-on-others.ts'
import type { WiderPolicy } from '../fleet/wider-than-first.ts'
import { printable } from './printable.ts'

/** Says in one line what an edit changes for one target. */
function effectText({ target, access }: TargetEffect): string {
  const [first] = access
  if (first === undefined) return `${target} (same access)`
  const { witness, before, after } = first
  const more = access.length === 1 ? '' : ` and ${access.length - 1} more`
  return `${target} (${first.direction}: ${witness.method} ${witness.url} ${before} → ${after}${more})`
}

/** Named one after the other; of many the first ones. */
export function effectsText(effects: readonly TargetEffect[]): string {
  const shown = effects.slice(0, 5).map(effectText)
  return [...shown, ...(effects.length > 5 ? [`${effects.length - 5} more targets`] : [])].join(', ')
}

/** For the end of an answer; [] where nobody else gets the files. */
export function sharedLines(effects: readonly TargetEffect[]): readonly string[] {
  return effects.length === 0 ? [] : [`other targets get it too: ${printable(effectsText(effects))}`]
}

/** Says of a policy of a target that the first of its layers would allow less than it. */
export function widerText({ name, first, given, regions }: WiderPolicy, target: string): string {
  const what = given === null ? `${target} drops ${name}, and` : `${given.file}, which ${target} gets,`
  const [example] = regions.map(
    ({ before, after, witness }) => `: ${witness.method} ${witness.url} ${before} → ${after}`,
  )
  return `${what} would be wider than ${first.file}${example ?? ''}, and wider of ${target} does not list ${name}`
}
