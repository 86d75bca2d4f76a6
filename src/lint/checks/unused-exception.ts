import { keySpan, nodeAt, nodeValue } from '../../parse/node.ts'
import { sourceOf } from '../../parse/source.ts'
import type { SetCheck } from '../check.ts'
import { configRoot } from '../config-places.ts'

/** An expired exception lifts nothing, and looks as if it did. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unused-exception',
  severity: 'warning',
  *run({ config, today }) {
    const root = configRoot(config)
    const exceptions = root === null ? null : nodeAt(root, ['exceptions'])
    if (config === null || root === null || exceptions?.kind !== 'list') return
    const source = sourceOf(config.file, config.text)
    for (const [at, exception] of exceptions.items.entries()) {
      const path = ['exceptions', at, 'until']
      const until = nodeAt(root, path)
      const day = until === null ? null : nodeValue(until)
      if (typeof day !== 'string' || day >= today) continue
      const place = source.placeOf(until ?? keySpan(root, path))
      const message = `this exception held until ${day}`
      const about = [JSON.stringify(nodeValue(exception))]
      yield { place, policy: null, message, hint: 'delete it, or have it reviewed with a new date', about }
    }
  },
}
