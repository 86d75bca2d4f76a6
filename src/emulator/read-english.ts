/**
 * Turns simple English into rules, in place of the API's own translation. It knows
 * verbs and a few services, and guesses nothing. It names every word that it ignored,
 * since a rule may then allow more than the sentence says. A rule may have no
 * permission; then `translate` reports that, and writes a deny.
 */
import type { Permission } from '../policy/policy.ts'
import {
  ALLOW,
  ASK,
  DENY,
  EVERY_METHOD,
  EXCEPT,
  LISTED,
  METHOD_NAMES,
  REST,
  TAGS,
  URLS,
  VERBS,
  WITHOUT_APPROVAL,
} from './english-words.ts'
import { KNOWN_SERVICES } from './known-services.ts'
import { unknownWords } from './unknown-words.ts'

export interface EnglishRule {
  readonly permission?: Permission
  readonly operations?: readonly string[]
  readonly resource?: string
  readonly tags?: readonly string[]
}

export interface ReadEnglish {
  readonly rules: readonly EnglishRule[]
  /** The words, or whole parts of a sentence, that became no rule, as they were written. */
  readonly notUnderstood: readonly string[]
}

/** The meaning of one piece of a sentence; null: it has none. */
interface Piece {
  readonly text: string
  readonly permission: Permission | null
  /** [] stands for every method. */
  readonly operations: readonly string[] | null
  readonly resource: string | null
  readonly tags: readonly string[]
  /** True for an exception: the rest of the sentence does not allow it. */
  readonly isException: boolean
  /** True if it is about everything that the sentence does not name. */
  readonly isRest: boolean
}

export function readEnglish(text: string): ReadEnglish {
  const sentences = text.split(/[;\n]|[.!?](?=\s|$)/).filter((sentence) => sentence.trim() !== '')
  const read = sentences.map(readSentence)
  return {
    rules: merged(read.flatMap(({ rules }) => rules)),
    notUnderstood: read.flatMap(({ notUnderstood }) => notUnderstood),
  }
}

function readSentence(sentence: string): ReadEnglish {
  const pieces = piecesOf(sentence)
  const named = pieces.filter(({ isRest }) => !isRest)
  const read = rulesOf(named)
  if (named.length > 0 && read.rules.length === 0) return { rules: [], notUnderstood: [sentence.trim()] }
  const ofRest = pieces.filter(({ isRest }) => isRest).flatMap(notUnderstoodOfRest)
  return { rules: read.rules, notUnderstood: [...read.notUnderstood, ...ofRest] }
}

/** Requests that no rule matches are denied, so a deny of all the rest needs no rule. Nothing else about the rest can be a rule. */
function notUnderstoodOfRest({ text, permission }: Piece): readonly string[] {
  return permission === 'deny' ? unknownWords(text.replace(REST, ' ')) : [text.trim()]
}

function piecesOf(sentence: string): readonly Piece[] {
  const [first = '', ...exceptions] = sentence.split(EXCEPT)
  const inParts = (text: string): readonly Piece[] =>
    text
      .split(/,|\b(?:and|but|then|while)\b/i)
      .filter((part) => part.trim() !== '')
      .map((part) => pieceOf(part))
  const excepted = exceptions.flatMap(inParts).map((piece) => ({ ...piece, isException: true }))
  return [...inParts(first), ...excepted]
}

function pieceOf(text: string): Piece {
  const words = text.replace(URLS, ' ').toLowerCase()
  return {
    text,
    permission: permissionOf(words),
    operations: operationsOf(text.replace(URLS, ' '), words),
    resource: resourceOf(text, words),
    tags: [...words.matchAll(TAGS)].flatMap((match) => match[1] ?? []),
    isException: false,
    isRest: REST.test(words),
  }
}

function permissionOf(words: string): Permission | null {
  const asked = words.replace(WITHOUT_APPROVAL, ' ')
  // Words of asking come first: 'never send without asking' is no deny.
  if (ASK.test(asked) || /\bwithout asking\b/.test(asked)) return 'approval_required'
  if (DENY.test(asked)) return 'deny'
  return ALLOW.test(asked) || asked !== words ? 'allow' : null
}

function operationsOf(text: string, words: string): readonly string[] | null {
  const named = text.match(METHOD_NAMES) ?? []
  const meant = VERBS.filter(([verbs]) => verbs.test(words)).flatMap(([, operations]) => operations)
  const all = [...new Set([...named, ...meant])]
  if (all.length > 0) return all
  return EVERY_METHOD.test(words) ? [] : null
}

function resourceOf(text: string, words: string): string | null {
  const url = text.match(URLS)?.[0]
  if (url !== undefined) return patternOf(url.replace(/[.!?]+$/, ''))
  return KNOWN_SERVICES.find(([name]) => new RegExp(`\\b${name}\\b`).test(words))?.[1] ?? null
}

function patternOf(url: string): string {
  if (/^https?:\/\/[^/]+$/.test(url) && !url.endsWith('*')) return `${url}/*`
  return url.endsWith('/') ? `${url}*` : url
}

/**
 * Makes the rules of one sentence. A piece inherits from the piece before whatever it
 * does not state, and the service from anywhere in the sentence. An exception inherits
 * no permission: that would allow the excepted requests.
 */
function rulesOf(pieces: readonly Piece[]): ReadEnglish {
  const rules: EnglishRule[] = []
  const notUnderstood: string[] = []
  let permission = firstPermission(pieces)
  let resource = pieces.find((piece) => piece.resource !== null)?.resource ?? null
  let operations: Piece['operations'] = null
  for (const piece of pieces) {
    const isTurn = piece.permission !== null && piece.permission !== permission
    permission = piece.permission ?? (piece.isException ? null : permission)
    resource = piece.resource ?? resource
    // 'reads on Stripe and GitHub': the second service is for the same methods.
    operations = piece.operations ?? (isTurn ? null : operations)
    const isEnough = saysEnough(piece, operations, isTurn)
    if (isEnough) rules.push(ruleOf({ ...piece, permission, resource, operations }))
    const isLost = !isEnough && (isTurn || piece.isException)
    notUnderstood.push(...(isLost ? [piece.text.trim()] : unknownWords(piece.text)))
  }
  return { rules, notUnderstood }
}

/**
 * The permission of the first pieces. They share the one that is stated later only where the
 * sentence is one list: 'reads and writes need approval' asks for both, but in 'agents read
 * charges, refunds need approval' nothing says whether reads are allowed.
 */
function firstPermission(pieces: readonly Piece[]): Permission | null {
  const index = pieces.findIndex(({ permission }) => permission !== null)
  const stated = pieces[index]
  if (stated === undefined) return null
  const isShared = isAboutTheRest(stated) || pieces.slice(0, index).every(isListed)
  return isShared ? stated.permission : null
}

/** 'Send mail, but ask first': the last piece names nothing of its own. */
function isAboutTheRest({ text, operations, resource, tags }: Piece): boolean {
  return operations === null && resource === null && tags.length === 0 && unknownWords(text).length === 0
}

/** 'Reads on Stripe' and a bare 'read' may be parts of a list; 'agents read charges' is a sentence of its own. */
function isListed({ text, operations }: Piece): boolean {
  return (
    operations === null ||
    LISTED.test(text.trim().replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()))
  )
}

/**
 * Tells whether a piece says enough for a rule: methods, or a permission for a
 * service. 'Refunds need a human' names neither, and becomes a rule for every method
 * rather than none; an allow needs more.
 */
function saysEnough(piece: Piece, operations: Piece['operations'], isTurn: boolean): boolean {
  const isNamed = piece.resource !== null || piece.tags.length > 0
  if (piece.operations !== null) return true
  if (piece.permission === null) return isNamed && operations !== null
  return isNamed || (isTurn && piece.permission !== 'allow')
}

function ruleOf({ permission, operations, resource, tags }: Piece): EnglishRule {
  return {
    ...(permission === null ? {} : { permission }),
    ...(operations === null || operations.length === 0 ? {} : { operations }),
    ...(resource === null ? {} : { resource }),
    ...(tags.length === 0 ? {} : { tags }),
  }
}

/** Merges rules that differ only in their methods. */
function merged(rules: readonly EnglishRule[]): readonly EnglishRule[] {
  const byRest = new Map<string, EnglishRule>()
  for (const rule of rules) {
    const key = JSON.stringify([rule.permission, rule.resource, rule.tags, rule.operations === undefined])
    const known = byRest.get(key)
    const operations = [...new Set([...(known?.operations ?? []), ...(rule.operations ?? [])])]
    byRest.set(key, operations.length === 0 ? rule : { ...rule, operations })
  }
  return [...byRest.values()]
}
