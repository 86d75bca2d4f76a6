/** Finds resources that no request can match: a deny or a route with one looks like protection, and is none. */
import { SCHEMES } from '../../access/model/as-sent.ts'
import { hiddenLetterIn, letterText } from '../look-alikes.ts'
import type { FaultWords, ResourceUse } from './fault.ts'
import { URL_LIKE } from './fault.ts'

type Part = (parts: Parts) => FaultWords | null

interface Parts {
  readonly resource: string
  readonly scheme: string
  readonly authority: string
  readonly path: string
  readonly use: ResourceUse
}

export function neverMatches(resource: string, use: ResourceUse): FaultWords | null {
  if (use !== 'deny' && use !== 'route') return null
  const hidden = hiddenLetter(resource)
  if (hidden !== null) return hidden
  const [, scheme, authority, path] = URL_LIKE.exec(resource) ?? []
  if (scheme === undefined || authority === undefined || path === undefined) return noUrl(resource)
  const parts = { resource, scheme, authority, path, use }
  for (const look of LOOKS) {
    const words = look(parts)
    if (words !== null) return words
  }
  return null
}

const LOOKS: readonly Part[] = [wrongScheme, noHost, wrongPort, placeholder, foreignLetter, emptySegment]

function wrongScheme({ scheme }: Parts): FaultWords | null {
  if (SCHEMES.includes(scheme.toLowerCase())) return null
  return {
    message: `no request has the scheme ${JSON.stringify(scheme)}`,
    hint: 'write https:// if that was meant',
  }
}

function noHost({ authority }: Parts): FaultWords | null {
  if (authority !== '') return null
  return { message: 'there is no host between the slashes', hint: 'write the host after https://' }
}

function wrongPort({ authority }: Parts): FaultWords | null {
  const [, port] = /:([^:*\]@]+)$/.exec(authority) ?? []
  if (port === undefined || (/^[1-9]\d*$/.test(port) && Number(port) <= 65_535)) return null
  return {
    message: `no request goes to port ${port}`,
    hint: /^0+\d/.test(port) ? 'write the port without leading zeros' : 'correct the port, or delete it',
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
    message: `URLs have no ${letterText(letter)}: requests carry it percent-encoded, and are compared in that form`,
    hint: `write ${encodeURIComponent(letter)} in its place`,
  }
}

/** Reports an empty segment. A server may resolve `//`, so a deny with it is worth keeping. */
function emptySegment({ resource, path, use }: Parts): FaultWords | null {
  if (!path.includes('//')) return null
  const single = resource.slice(0, -path.length) + path.replace(/\/{2,}/g, '/')
  return {
    message: "'//' in a path is compared as it stands, and hardly any request has it",
    hint: use === 'deny' ? `deny ${single} as well` : `write ${single}`,
  }
}

function noUrl(resource: string): FaultWords | null {
  // A pattern that begins with '*' may match anything; a missing scheme has a check of its own.
  if (!/^https?:/i.test(resource) || resource.includes('*://')) return null
  // A '*' there stands for the slashes too.
  if (/^https?:?\/{0,2}(?:\*|$)/i.test(resource)) return null
  return {
    message: `${resource} has no '//' after its scheme, so it matches no URL`,
    hint: 'write https:// with two slashes, and the host after them',
  }
}

function hiddenLetter(resource: string): FaultWords | null {
  const letter = hiddenLetterIn(resource)
  if (letter === null) return null
  return {
    message: `${letterText(letter)} is in the resource, where nobody sees it`,
    hint: 'delete it, or type the resource again',
  }
}
