import { type CanonicalEntry, canonicalText } from '../policy/canonical.ts'
import { inWritingOrder } from '../policy/fields.ts'
import { asCode, asValue, joined, say, type Words, wholeListOf } from './span.ts'

/**
 * `by slack-finance, first_success, no console`, or `by the console alone`. A setting that is not named is the
 * workspace's default.
 *
 * @param against the delivery on the other side of a change: a setting that only that one has is named as `the workspace's default`.
 */
export function deliveryWords(delivery: CanonicalEntry | null, against: CanonicalEntry | null = null): Words {
  if (delivery === null) return say`by the workspace's default`
  const { connectors, ...rest } = delivery
  const names = Array.isArray(connectors) ? connectors.map(String) : []
  const isConsoleAlone = names.length === 0 && rest.fallbackToUI === true
  const defaults = DEFAULTED.filter((key) => rest[key] === undefined && against?.[key] !== undefined)
  const keys = inWritingOrder('delivery', [...Object.keys(rest), ...defaults])
  if (!isConsoleAlone) return joined([by(names), ...keys.map((key) => settingWords(key, rest[key]))], ', ')
  const others = keys.filter((key) => key !== 'fallbackToUI').map((key) => settingWords(key, rest[key]))
  return joined([say`by the console alone`, ...others], ', ')
}

function by(connectors: readonly string[]): Words {
  return connectors.length === 0 ? say`by no connector` : say`by ${wholeListOf(connectors, null)}`
}

/** Fields that a workspace has a default for. */
const DEFAULTED = ['mode', 'fallbackToUI']

const DEFAULT_CONSOLE = say`console by the workspace's default`

function settingWords(key: string, setting: unknown): Words {
  if (setting === undefined) return key === 'mode' ? say`the workspace's default mode` : DEFAULT_CONSOLE
  if (key === 'fallbackToUI' && typeof setting === 'boolean') return setting ? say`console` : say`no console`
  if (key === 'mode' && typeof setting === 'string') return [asValue(setting)]
  return [asCode(`${key}: ${canonicalText(setting)}`)]
}
