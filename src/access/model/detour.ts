/**
 * Texts that a pattern with a `*` matches and that a gateway may resolve to
 * another path: `/public/../private` for `/public/*`. They show what the
 * assumption `paths-as-text` is worth for a rule.
 */
import { resolvedUrl } from './resolved-url.ts'

/** One step up, in each spelling that some server resolves. */
const STEPS: readonly string[] = ['../', '%2e%2e/', '..;/', '..%2f']

export interface Detour {
  /** As it is sent. */
  readonly url: string
  /** As a gateway that resolves it reads it. */
  readonly resolved: string
}

/**
 * @param pattern in normal form, with a complete host. @param path that is wanted, a pattern too, with its slash.
 * @returns nothing where the pattern has no `*` in its path.
 */
export function detoursFrom(pattern: string, path: string): readonly Detour[] {
  const [, origin = '', own = ''] = /^([^/]+:\/\/[^/*]+)(\/.*)$/s.exec(pattern) ?? []
  const star = own.lastIndexOf('*')
  if (star < 0) return []
  const before = sample(own.slice(0, star))
  const folder = before.endsWith('/') ? before : `${before}/`
  const levels = folder.split('/').length - 2
  const wanted = samplePath(path)
  const end = own.slice(star + 1)
  const climbs = STEPS.map((step) => `${folder}${step.repeat(levels)}${wanted.slice(1)}${end}`)
  const doubled = wanted.startsWith(folder) ? [`${folder}/${wanted.slice(folder.length)}${end}`] : []
  // A folder at the root has nothing to climb out of: one goes in, and out again.
  const inAndOut = STEPS.map((step) => `${folder}x/${step.repeat(levels + 1)}${wanted.slice(1)}${end}`)
  return [...(levels === 0 ? inAndOut : climbs), ...doubled].flatMap((text) => {
    const url = `${origin}${text}`
    const resolved = resolvedUrl(url)
    return resolved === null ? [] : [{ url, resolved }]
  })
}

function sample(text: string): string {
  return text.replaceAll('*', 'x')
}

/** A path that the pattern matches; a `*` at its end stands for nothing. */
function samplePath(path: string): string {
  return sample(path.replace(/\*$/, ''))
}
