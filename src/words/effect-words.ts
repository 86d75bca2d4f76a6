/** Says what an edit of shared files changes for other targets. */
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

/** Names the effects on the first targets, and counts the others. */
export function effectsText(effects: readonly TargetEffect[]): string {
  const shown = effects.slice(0, 5).map(effectText)
  return [...shown, ...(effects.length > 5 ? [`${effects.length - 5} more targets`] : [])].join(', ')
}

/** Lines for the end of an answer; [] if no other target gets the files. */
export function sharedLines(effects: readonly TargetEffect[]): readonly string[] {
  return effects.length === 0 ? [] : [`other targets get it too: ${printable(effectsText(effects))}`]
}

/** Says that a target's policy is wider than the same policy in its first layer. */
export function widerText({ name, first, given, regions }: WiderPolicy, target: string): string {
  const what = given === null ? `${target} drops ${name}, and` : `${given.file}, which ${target} gets,`
  const [example] = regions.map(
    ({ before, after, witness }) => `: ${witness.method} ${witness.url} ${before} → ${after}`,
  )
  return `${what} would be wider than ${first.file}${example ?? ''}; targets.${target}.wider does not list ${name}`
}
