/**
 * Turns simple English into rules, standing in for the API's own translation.
 * It knows verbs, a few services and nothing else: what it does not find it
 * leaves out, as the API does, and never invents. A rule whose permission it
 * did not find has none; `translate` says so, and writes a deny.
 */
import type { Permission } from '../policy/policy.ts'
import { KNOWN_SERVICES } from './known-services.ts'

export interface EnglishRule {
  readonly permission?: Permission
  readonly operations?: readonly string[]
  readonly resource?: string
  readonly tags?: readonly string[]
}

/** The meaning of one piece of a sentence; null: it has none. */
interface Piece {
  readonly permission: Permission | null
  /** [] stands for every method. */
  readonly operations: readonly string[] | null
  readonly resource: string | null
  readonly tags: readonly string[]
  /** The rest of the sentence does not permit it. */
  readonly isException: boolean
}

const EXCEPT = /\b(?:except(?:ing)?|apart from|unless|excluding)\b/i
const WITHOUT_APPROVAL = /\b(?:without|no)\s+(?:an?\s+|any\s+|human\s+)*(?:approvals?|confirmation|review)\b/g
const DENY =
  /\b(?:deny|denie[sd]|never|block(?:s|ed)?|forbid(?:s|den)?|refuse[sd]?|prohibit(?:s|ed)?|reject(?:s|ed)?|disallow(?:s|ed)?|don't|do not|cannot|can't|(?:must|may|should) not|not allowed|no access)\b/
const ASK =
  /\b(?:approv(?:al|als|e|ed|es)|asks?|confirm(?:s|ed|ation)?|humans?|sign[- ]?off|review(?:s|ed)?)\b/
const ALLOW = /\b(?:allow(?:s|ed)?|permit(?:s|ted)?|may|can|let|fine|ok|okay|free(?:ly)?|access)\b/
const REST = /\b(?:else|otherwise|other|remaining)\b/
const EVERY_METHOD = /\b(?:full access|everything|anything|all methods|all requests|any request)\b/

const VERBS: readonly (readonly [verbs: RegExp, operations: readonly string[]])[] = [
  [
    /\b(?:read(?:s|ing)?|view(?:s|ing)?|list(?:s|ing)?|fetch(?:es)?|see|look(?:s|ing)?|search(?:es)?|quer(?:y|ies)|get(?:s|ting)?)\b/,
    ['GET'],
  ],
  [/\b(?:write|writes|writing|modif(?:y|ies)|change(?:s)?)\b/, ['POST', 'PUT', 'PATCH', 'DELETE']],
  [/\b(?:create(?:s)?|creating|send(?:s|ing)?|add(?:s|ing)?|post(?:s|ing)?|submit(?:s)?)\b/, ['POST']],
  [/\b(?:update(?:s)?|updating|edit(?:s|ing)?)\b/, ['PUT', 'PATCH']],
  [/\b(?:delet(?:e|es|ing|ion|ions)|remov(?:e|es|ing|al)|eras(?:e|es|ing))\b/, ['DELETE']],
]
const METHODS = /\b(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)\b/g
const URLS = /https?:\/\/[^\s,;"'()<>]+/g
const TAGS = /\btag(?:s|ged)?\s+(?:as\s+|with\s+)?["']?([a-z0-9][\w-]*)["']?/g

export function readEnglish(text: string): readonly EnglishRule[] {
  const sentences = text.split(/[;\n]|[.!?](?=\s|$)/)
  return merged(sentences.flatMap((sentence) => rulesOf(piecesOf(sentence))))
}

function piecesOf(sentence: string): readonly Piece[] {
  const [first = '', ...exceptions] = sentence.split(EXCEPT)
  const inParts = (text: string): readonly Piece[] =>
    text
      .split(/,|\b(?:and|but|then|while)\b/i)
      .filter((part) => !REST.test(part))
      .map((part) => pieceOf(part))
  const excepted = exceptions.flatMap(inParts).map((piece) => ({ ...piece, isException: true }))
  return [...inParts(first), ...excepted]
}

function pieceOf(text: string): Piece {
  const words = text.replace(URLS, ' ').toLowerCase()
  return {
    permission: permissionOf(words),
    operations: operationsOf(text.replace(URLS, ' '), words),
    resource: resourceOf(text, words),
    tags: [...words.matchAll(TAGS)].flatMap((match) => match[1] ?? []),
    isException: false,
  }
}

function permissionOf(words: string): Permission | null {
  const asked = words.replace(WITHOUT_APPROVAL, ' ')
  // Asking is looked for first: 'never send without asking' is no deny.
  if (ASK.test(asked) || /\bwithout asking\b/.test(asked)) return 'approval_required'
  if (DENY.test(asked)) return 'deny'
  return ALLOW.test(asked) || asked !== words ? 'allow' : null
}

function operationsOf(text: string, words: string): readonly string[] | null {
  const named = text.match(METHODS) ?? []
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
 * The rules of one sentence. What a piece is silent about it takes from the
 * piece before, and the service from anywhere in the sentence. An exception
 * takes no permission from there: that would permit what was taken out.
 */
function rulesOf(pieces: readonly Piece[]): readonly EnglishRule[] {
  const rules: EnglishRule[] = []
  let permission = pieces.find((piece) => piece.permission !== null)?.permission ?? null
  let resource = pieces.find((piece) => piece.resource !== null)?.resource ?? null
  let operations: Piece['operations'] = null
  for (const piece of pieces) {
    const isTurn = piece.permission !== null && piece.permission !== permission
    permission = piece.permission ?? (piece.isException ? null : permission)
    resource = piece.resource ?? resource
    // 'reads on Stripe and GitHub': the second service is for the same methods.
    operations = piece.operations ?? (isTurn ? null : operations)
    if (saysEnough(piece, operations, isTurn))
      rules.push(ruleOf({ ...piece, permission, resource, operations }))
  }
  return rules
}

/**
 * Methods make a rule, and so does a permission for a service. 'Refunds need a
 * human' names neither: it is taken for every method rather than dropped,
 * while an allow is never made of so little.
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

/** Rules that differ in nothing but their methods are one. */
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
