/** The English words that the emulator knows; it ignores all others. */

export const EXCEPT = /\b(?:except(?:ing)?|apart from|unless|excluding)\b/i
export const WITHOUT_APPROVAL =
  /\b(?:without|no)\s+(?:an?\s+|any\s+|human\s+)*(?:approvals?|confirmation|review)\b/g
export const DENY =
  /\b(?:deny|denie[sd]|never|block(?:s|ed)?|forbid(?:s|den)?|refuse[sd]?|prohibit(?:s|ed)?|reject(?:s|ed)?|disallow(?:s|ed)?|don't|do not|cannot|can't|(?:must|may|should) not|not allowed|no access)\b/
export const ASK =
  /\b(?:approv(?:al|als|e|ed|es)|asks?|confirm(?:s|ed|ation)?|humans?|sign[- ]?off|review(?:s|ed)?)\b/
export const ALLOW = /\b(?:allow(?:s|ed)?|permit(?:s|ted)?|may|can|let|fine|ok|okay|free(?:ly)?|access)\b/
export const REST = /\b(?:else|otherwise|other|remaining)\b/
export const EVERY_METHOD = /\b(?:full access|everything|anything|all methods|all requests|any request)\b/

export const VERBS: readonly (readonly [verbs: RegExp, operations: readonly string[]])[] = [
  [
    /\b(?:read(?:s|ing)?|view(?:s|ing)?|list(?:s|ing)?|fetch(?:es)?|see|look(?:s|ing)?|search(?:es)?|quer(?:y|ies)|get(?:s|ting)?)\b/,
    ['GET'],
  ],
  [/\b(?:write|writes|writing|modif(?:y|ies)|change(?:s)?)\b/, ['POST', 'PUT', 'PATCH', 'DELETE']],
  [/\b(?:create(?:s)?|creating|send(?:s|ing)?|add(?:s|ing)?|post(?:s|ing)?|submit(?:s)?)\b/, ['POST']],
  [/\b(?:update(?:s)?|updating|edit(?:s|ing)?)\b/, ['PUT', 'PATCH']],
  [/\b(?:delet(?:e|es|ing|ion|ions)|remov(?:e|es|ing|al)|eras(?:e|es|ing))\b/, ['DELETE']],
]
const NOUNS = VERBS.map(([verbs]) => `(?=${verbs.source})[a-z]+(?:s|ing|ion|al)\\b`).join('|')
/** 'All reads …', 'GET …', 'to read …', or one word alone. */
export const LISTED = new RegExp(
  `^(?:(?:all|any|every|each|both|the)\\s+)*(?:${NOUNS}|[A-Z]+\\b|to\\s|[a-z]+$)`,
)
export const METHOD_NAMES = /\b(?:GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE)\b/g
export const URLS = /https?:\/\/[^\s,;"'()<>]+/g
export const TAGS = /\btag(?:s|ged)?\s+(?:as\s+|with\s+)?["']?([a-z0-9][\w-]*)["']?/g

/** Words that change no rule. */
export const FILLERS =
  /\b(?:an?|the|this|that|these|those|its?|they|them|we|you|i|agents?|requests?|calls?|methods?|please|well|to|of|on|in|at|for|from|with|by|as|or|is|are|be|will|should|must|needs?|requires?|only|all|any|every|each|first|before)\b/
