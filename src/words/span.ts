/**
 * Sentences before they have a medium. Our own words and foreign texts are kept
 * apart, so that each medium can make foreign texts safe and readable in its own way
 * without writing the sentence again.
 */

export type WordSpan =
  /** Our own words; `strong`: emphasised. */
  | { readonly kind: 'text' | 'strong'; readonly text: string }
  /** The name of an agent or a target. */
  | { readonly kind: 'name'; readonly text: string }
  /** Text that counts letter by letter: requests, patterns, policies, groups, commands. */
  | { readonly kind: 'code'; readonly text: string }
  /** A short foreign text that usually reads like a word: `4h`, `first_success`. */
  | { readonly kind: 'value'; readonly text: string }
  | List
  | PlaceSpan

/** A rule, a route or a policy, with its line; null: it is in no file. */
export interface PlaceSpan {
  readonly kind: 'place'
  readonly text: string
  readonly place: LineOfFile | 'deleted' | null
}

/** Things of one kind. */
export interface List {
  readonly kind: 'list'
  readonly items: readonly Words[]
  /** The word before the last item; null: the order has a meaning, so only commas are used. */
  readonly joint: 'and' | 'or' | null
  /** True: media must print all items, since a cut could hide the only difference. */
  readonly isWhole: boolean
}

export interface LineOfFile {
  readonly file: string
  /** From 1; null: the file as a whole. */
  readonly line: number | null
}

export type Words = readonly WordSpan[]

/** A value before and after; a medium puts an arrow between them. */
export interface BeforeAfter {
  readonly before: Words
  readonly after: Words
}

/** Makes a sentence: the template is our own text, the inserted parts are spans. */
export function say(own: TemplateStringsArray, ...parts: readonly (Words | WordSpan | number)[]): Words {
  return own.flatMap((text, index) => {
    const part = parts[index]
    return [
      ...(text === '' ? [] : [{ kind: 'text', text } as const]),
      ...(part === undefined ? [] : spansOf(part)),
    ]
  })
}

function spansOf(part: Words | WordSpan | number): Words {
  if (typeof part === 'number') return [{ kind: 'text', text: String(part) }]
  return 'kind' in part ? [part] : part
}

/** No words. */
export const NOTHING: Words = []

/** Marks computed text as our own. Never use it for foreign text. */
export function own(text: string): WordSpan {
  return { kind: 'text', text }
}

export function asStrong(text: string): WordSpan {
  return { kind: 'strong', text }
}

export function asName(text: string): WordSpan {
  return { kind: 'name', text }
}

export function asCode(text: string): WordSpan {
  return { kind: 'code', text }
}

export function asValue(text: string): WordSpan {
  return { kind: 'value', text }
}

export function listOf(texts: readonly string[], spanOf: (text: string) => WordSpan): List {
  return listOfWords(texts.map((text) => [spanOf(text)]))
}

export function listOfWords(items: readonly Words[]): List {
  return { kind: 'list', items, joint: 'and', isWhole: false }
}

/** A list that no medium cuts. */
export function wholeListOf(texts: readonly string[], joint: List['joint']): List {
  return { kind: 'list', items: texts.map((text) => [asCode(text)]), joint, isWhole: true }
}

/** Joins words with a separator. */
export function joined(parts: readonly Words[], separator: string): Words {
  return parts.flatMap((part, index) =>
    index === 0 ? part : [{ kind: 'text', text: separator } as const, ...part],
  )
}

/** Starts a sentence with a capital letter, if it begins with our own words. */
export function capitalised(words: Words): Words {
  const [first, ...rest] = words
  if (first === undefined || (first.kind !== 'text' && first.kind !== 'strong')) return words
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest]
}

/** Returns the text without a medium: to compare sentences, never to print them. */
export function plainText(words: Words): string {
  return words
    .map((span) => (span.kind === 'list' ? span.items.map(plainText).join(', ') : span.text))
    .join('')
}
