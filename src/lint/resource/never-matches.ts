/** Denies and routes that no request can meet: they look like protection, and protect nobody. */
import type { FaultWords, ResourceUse } from './fault.ts'
import { URL_LIKE } from './fault.ts'

type Part = (parts: Parts) => FaultWords | null

interface Parts {
  readonly resource: string
  readonly scheme: string
  readonly authority: string
  readonly path: string
}

export function neverMatches(resource: string, use: ResourceUse): FaultWords | null {
  if (use === 'grant') return null
  const hidden = hiddenLetter(resource)
  if (hidden !== null) return hidden
  const [, scheme, authority, path] = URL_LIKE.exec(resource) ?? []
  if (scheme === undefined || authority === undefined || path === undefined) return noUrl(resource)
  const parts = { resource, scheme, authority, path }
  for (const look of LOOKS) {
    const words = look(parts)
    if (words !== null) return words
  }
  return null
}

const LOOKS: readonly Part[] = [wrongScheme, noHost, wrongPort, placeholder, foreignLetter, emptySegment]

const SCHEMES = ['https', 'http', 'wss', 'ws', 'ftp', 'ftps', 'sftp', 'grpc', 'grpcs']

function wrongScheme({ scheme }: Parts): FaultWords | null {
  if (SCHEMES.includes(scheme.toLowerCase())) return null
  return {
    message: `no request has the scheme ${JSON.stringify(scheme)}`,
    hint: 'write https:// where that was meant',
  }
}

function noHost({ authority }: Parts): FaultWords | null {
  if (authority !== '') return null
  return { message: 'no host stands between the slashes', hint: 'write the host behind https://' }
}

function wrongPort({ authority }: Parts): FaultWords | null {
  const [, port] = /:(\d+)$/.exec(authority) ?? []
  if (port === undefined || (!port.startsWith('0') && Number(port) <= 65_535)) return null
  return {
    message: `no request goes to port ${port}`,
    hint: port.startsWith('0') ? 'write the port without zeros before it' : 'correct the port, or delete it',
  }
}

function placeholder({ resource }: Parts): FaultWords | null {
  const [sign] = /<[^<>]*>/.exec(resource) ?? []
  if (sign === undefined) return null
  return {
    message: `${sign} is compared letter by letter, and no URL has such letters`,
    hint: "write the value itself, or end the pattern in '*' before it",
  }
}

function foreignLetter({ path }: Parts): FaultWords | null {
  const [letter] = /[^\x21-\x7e]/u.exec(path) ?? []
  if (letter === undefined) return null
  return {
    message: `URLs have no ${nameOf(letter)}: requests carry it percent-encoded, and are compared like that`,
    hint: `write ${encodeURIComponent(letter)} in its place`,
  }
}

function emptySegment({ path }: Parts): FaultWords | null {
  if (!path.includes('//')) return null
  return {
    message: "'//' in a path is compared as it stands, and hardly any request has it",
    hint: 'write one slash, and a rule of its own where both are meant',
  }
}

function noUrl(resource: string): FaultWords | null {
  // What begins with a '*' may be anything; a missing scheme has a check of its own.
  if (!/^https?:/i.test(resource) || resource.includes('*://')) return null
  if (/^https?:?\/{0,2}\*?$/i.test(resource)) return null
  return {
    message: `${resource} has no '//' behind its scheme, so it matches no URL`,
    hint: 'write https:// with two slashes, and the host behind them',
  }
}

/** Letters that nobody sees: blanks without width, signs that turn the text round. */
function hiddenLetter(resource: string): FaultWords | null {
  const [letter] = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u3164\uffa0]/u.exec(resource) ?? []
  if (letter === undefined) return null
  return {
    message: `${nameOf(letter)} stands in the resource, where nobody sees it`,
    hint: 'delete it, or write the resource anew',
  }
}

function nameOf(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) ? `'${letter}' (U+${code})` : `U+${code}`
}
