/** Finds grants without a whole host: `*` matches any characters, slashes too, so it matches other domains. */
import { matchesPattern, parsePattern } from '../../access/model/pattern.ts'
import type { FaultWords, ResourceUse } from './fault.ts'

/** Any scheme, and any host behind it. */
const ANY =
  /^(?:\*+|[a-z][a-z0-9+.-]*(?::\/{0,2})?\*+|[a-z][a-z0-9+.-]*:\/\/|(?:[a-z][a-z0-9+.-]*|\*+):\/\/\*+\/?\**)$/i

export function effectivelyAny(resource: string, use: ResourceUse): FaultWords | null {
  if (!ANY.test(resource)) return null
  return {
    message: `${resource} matches every host`,
    hint: use === 'approval' ? ASKING_FOR_ALL : `name the host: ${schemeIn(resource)}://api.example.com/*`,
  }
}

/** A scheme that the pattern matches, for the hint: another one would widen the rule. */
function schemeIn(resource: string): string {
  const pattern = parsePattern(resource)
  const [, written = 'https'] = /^([a-z][a-z0-9+.-]*)/i.exec(resource) ?? []
  const isMeant = (scheme: string): boolean => matchesPattern(pattern, `${scheme}://api.example.com/`)
  return ['https', 'http'].find(isMeant) ?? written.toLowerCase()
}

/** For a rule that requires approval: if it is narrowed carelessly, an allow of another policy takes effect. */
const WITHHOLDING =
  'write one rule for each host that is meant, and deny what no allow may reach without a human'

const ASKING_FOR_ALL =
  'leave resource out where every URL is meant, which everybody sees; else write one rule for each host that is meant, and deny what no allow may reach without a human'

const BEFORE_PATH = /^([^/]*:\/\/)?([^/]*)/

/** A `*` before the path also matches slashes: `https://*.acme.example/*` matches `https://evil.example/.acme.example/`. */
export function wildcardInHost(resource: string): FaultWords | null {
  const [origin = '', scheme = ''] = BEFORE_PATH.exec(resource) ?? []
  const star = resource.indexOf('*')
  if (star === -1 || star >= origin.length || /^[^*]+\*+$/.test(resource)) return null
  const witness = evilWitness(resource, star, scheme)
  if (witness === null) return null
  return {
    message: `'*' stands for any characters, slashes too, so ${resource} also matches ${witness}`,
    hint: 'write one rule for each host that is meant, with the full host in it',
  }
}

function evilWitness(resource: string, star: number, scheme: string): string | null {
  const before = scheme.includes('*') || scheme === '' ? 'https://' : resource.slice(0, star)
  const url = `${before}${EVIL}/${resource.slice(star + 1).replaceAll('*', '')}`
  const candidates = [url, url.replace(`${before}${EVIL}`, `${before}.${EVIL}`)]
  return candidates.find((candidate) => matchesPattern(parsePattern(resource), candidate)) ?? null
}

const EVIL = 'evil.example'

/** Without a slash behind the host the pattern matches other domains. */
export function missingDelimiter(resource: string, use: ResourceUse): FaultWords | null {
  const [, scheme, host] = /^([^:/?#*]+):\/\/([^/?#*]+)\*+$/.exec(resource) ?? []
  if (scheme === undefined || host === undefined) return null
  const evil = /[a-z0-9]$/i.test(host) ? `${host}.${EVIL}` : `${host.replace(/:\d*$/, '')}${EVIL}`
  return {
    message: `${resource} also matches ${scheme}://${evil}/`,
    hint:
      use === 'approval'
        ? WITHHOLDING
        : isWholeHost(host)
          ? `write ${scheme}://${host}/*`
          : 'write one rule for each host that is meant, with a slash after the full host',
  }
}

/** Tells whether a text is a whole host: it has a domain behind the last dot, or a port. */
function isWholeHost(host: string): boolean {
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(host) || /^[a-z0-9.-]+:\d{2,5}$/i.test(host)
}
