/**
 * Splits bytes of JSON documents into the texts of their records, without holding
 * a whole document: the entries of a HAR, or those of a list. Several documents
 * may follow each other (one batch a line, concatenated files), with single
 * records between the lists. Anything else is reported.
 */
import { LONGEST_RECORD } from './split-lines.ts'

export interface ElementSink {
  /** @param line on which the element begins, from 1. */
  element(text: string, line: number): void
  tooLong(line: number): void
  /** Called for text that holds no records. */
  unread(line: number, reason: string): void
}

const NOT_JSON = 'it is not JSON'
const NO_LIST = 'it begins like a list of calls, but has none'

/** The keys from the root to the list; empty if the root is the list. */
export type ListPath = readonly string[]

/** Longer than all keys above the list; the rest of a longer string is not kept. */
const LONGEST_KEY = 100

export class ElementSplitter {
  readonly #decoder = new TextDecoder('utf-8')
  readonly #sink: ElementSink
  readonly #path: ListPath
  #depth = 0
  /** The latest key of each depth above the list. */
  readonly #keys: string[] = []
  #isInText = false
  #isEscaped = false
  /** The latest string above the list, which may be a key. */
  #text = ''
  #hasList = false
  #isInList = false
  /** True if the current record stands in no list. */
  #isAlone = false
  /** True if the rest of the line belongs to no document. */
  #isStray = false
  /** Line on which the latest document begins; null before anything was read. */
  #document: number | null = null
  /** The text of the element that has not ended. */
  #pieces: string[] = []
  #length = 0
  /** Line on which the element begins; null before its first character. */
  #start: number | null = null
  #line = 1

  constructor(sink: ElementSink, path: ListPath) {
    this.#sink = sink
    this.#path = path
  }

  /** Line that is being read. */
  get number(): number {
    return this.#line
  }

  write(bytes: Uint8Array): void {
    this.#take(this.#decoder.decode(bytes, { stream: true }))
  }

  /** @returns false if the input ends inside a list or record. */
  end(): boolean {
    this.#take(this.#decoder.decode())
    const isOpen = this.#depth > 0 || this.#document === null
    if (isOpen && !this.#hasList) this.#sink.unread(this.#document ?? 1, NO_LIST)
    return !this.#isInList
  }

  #take(text: string): void {
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charAt(at)
      if (this.#isInText) this.#inText(character)
      else if (this.#depth === 0 && !this.#beginsDocument(character)) from = at + 1
      else if (this.#isInList && this.#endsElement(character)) {
        this.#finish(text.slice(from, at))
        from = at + 1
        if (character !== ',') this.#leave()
      } else if (this.#outsideText(character)) from = at + 1
      if (this.#isAlone && this.#depth === 1) {
        this.#finish(text.slice(from, at + 1))
        from = at + 1
        this.#leave()
      }
      this.#pass(character, at >= from)
    }
    if (this.#isInList) this.#keep(text.slice(from))
  }

  /** @param isOfElement false for the commas and brackets between elements. */
  #pass(character: string, isOfElement: boolean): void {
    if (this.#isInList && this.#start === null && character > ' ' && isOfElement) this.#start = this.#line
    if (character === '\n') this.#line += 1
  }

  /** Begins a document. A record outside a list is read like a list with one entry. */
  #beginsDocument(character: string): boolean {
    if (this.#isStray || character <= ' ') {
      if (character === '\n') this.#isStray = false
      return false
    }
    this.#document = this.#line
    if (character !== '{' && character !== '[') {
      this.#isStray = true
      this.#hasList = true
      this.#sink.unread(this.#line, NOT_JSON)
      return false
    }
    this.#isAlone = character === '{' && this.#path.length === 0
    this.#hasList = this.#isAlone
    this.#isInList = this.#isAlone
    if (this.#isAlone) this.#depth = 1
    return true
  }

  #endsElement(character: string): boolean {
    if (this.#depth !== this.#path.length + 1) return false
    return character === ',' || character === ']' || character === '}'
  }

  #inText(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (character === '\\') this.#isEscaped = true
    else if (character === '"') {
      this.#isInText = false
      return
    }
    if (!this.#isInList && this.#text.length < LONGEST_KEY) this.#text += character
  }

  /** @returns true if the list begins after the character. */
  #outsideText(character: string): boolean {
    if (character === '"') {
      this.#isInText = true
      this.#text = ''
    } else if (character === ':' && !this.#isInList) this.#keys[this.#depth] = this.#text
    else if (character === '}' || character === ']') this.#close()
    else if (character === '{' || character === '[') {
      const isList = character === '[' && !this.#hasList && this.#isAtList()
      this.#depth += 1
      if (isList) {
        this.#hasList = true
        this.#isInList = true
        return true
      }
    }
    return false
  }

  #close(): void {
    this.#depth -= 1
    if (this.#depth === 0 && !this.#hasList) this.#sink.unread(this.#document ?? 1, NO_LIST)
  }

  #isAtList(): boolean {
    return (
      this.#depth === this.#path.length && this.#path.every((key, index) => this.#keys[index + 1] === key)
    )
  }

  #leave(): void {
    this.#isInList = false
    this.#isAlone = false
    this.#depth -= 1
  }

  #keep(text: string): void {
    this.#length += text.length
    if (this.#length <= LONGEST_RECORD) this.#pieces.push(text)
  }

  #finish(rest: string): void {
    this.#keep(rest)
    if (this.#start !== null) {
      if (this.#length > LONGEST_RECORD) this.#sink.tooLong(this.#start)
      else this.#sink.element(this.#pieces.join(''), this.#start)
    }
    this.#pieces = []
    this.#length = 0
    this.#start = null
  }
}
