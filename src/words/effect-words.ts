/** Says what an edit of shared files changes for targets that nobody asked about. */
import type { TargetEffect } from '../fleet/effects-on-others.ts'
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
