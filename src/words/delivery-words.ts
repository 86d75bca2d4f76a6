import { type CanonicalEntry, canonicalText } from '../policy/canonical.ts'
import { inWritingOrder } from '../policy/fields.ts'
import { asCode, asValue, joined, say, type Words, wholeListOf } from './span.ts'

/** `by slack-finance, first_success, no console`; what is not said there is the workspace's default. */
export function deliveryWords(delivery: CanonicalEntry | null): Words {
  const { connectors, ...rest } = delivery ?? {}
  const names = Array.isArray(connectors) ? connectors.map(String) : []
  const by = names.length === 0 ? say`by no connector` : say`by ${wholeListOf(names, null)}`
  const others = inWritingOrder('delivery', Object.keys(rest)).map((key) => settingWords(key, rest[key]))
  return joined([by, ...others], ', ')
}

function settingWords(key: string, setting: unknown): Words {
  if (key === 'fallbackToUI' && typeof setting === 'boolean') return setting ? say`console` : say`no console`
  if (key === 'mode' && typeof setting === 'string') return [asValue(setting)]
  return [asCode(`${key}: ${canonicalText(setting)}`)]
}
