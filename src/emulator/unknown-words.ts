import {
  ALLOW,
  ASK,
  DENY,
  EVERY_METHOD,
  FILLERS,
  METHOD_NAMES,
  TAGS,
  URLS,
  VERBS,
  WITHOUT_APPROVAL,
} from './english-words.ts'
import { KNOWN_SERVICES } from './known-services.ts'

/** Known words in the order in which they are removed: phrases before single words. Methods count in upper case only. */
const KNOWN: readonly RegExp[] = [
  METHOD_NAMES,
  ...[TAGS, WITHOUT_APPROVAL, EVERY_METHOD, DENY, ASK, /\bwithout asking\b/, ALLOW]
    .concat(
      VERBS.map(([verbs]) => verbs),
      FILLERS,
    )
    .map(({ source }) => new RegExp(source, 'gi')),
]
const KNOWN_HERE = '\n'

/**
 * Finds the words of a piece of a sentence that have no effect on its rules, as they
 * were written. Adjacent words are one text. A second URL or service is among them,
 * since a piece has only one.
 */
export function unknownWords(text: string): readonly string[] {
  const rest = KNOWN.reduce((left, known) => left.replace(known, KNOWN_HERE), withoutResource(text))
  return rest.split(KNOWN_HERE).flatMap((words) => {
    const trimmed = words.replace(/^[^\p{L}\p{N}$€£]+|[^\p{L}\p{N}%*/]+$/gu, '')
    return trimmed === '' ? [] : [trimmed.replace(/\s+/g, ' ')]
  })
}

/** Removes the one URL or service that the piece is about; a URL counts before a service. */
function withoutResource(text: string): string {
  const url = text.match(URLS)?.[0]
  if (url !== undefined) return text.replace(url, KNOWN_HERE)
  const service = KNOWN_SERVICES.find(([name]) => new RegExp(`\\b${name}\\b`, 'i').test(text))?.[0]
  return service === undefined ? text : text.replace(new RegExp(`\\b${service}\\b`, 'i'), KNOWN_HERE)
}
