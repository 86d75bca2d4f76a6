/**
 * Bytes of one JSON document → the texts of its records, one after the other,
 * without ever holding the document: the entries of a HAR, or those of a list.
 */
import { LONGEST_RECORD } from './split-lines.ts'

export interface ElementSink {
  /** With the line on which it begins, from 1. */
  element(text: string, line: number): void
  tooLong(line: number): void
}

/** Keys that lead from the root to the list; none where the root is the list. */
export type ListPath = readonly string[]

/** Keys above the list are short; what is longer is none of them. */
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
  /** The latest text above the list, which may be a key. */
  #text = ''
  #hasList = false
  #isInList = false
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

  /** @returns what is missing: the list, or its end; null where it was whole. */
  end(): 'list' | 'end' | null {
    this.#take(this.#decoder.decode())
    if (!this.#hasList) return 'list'
    return this.#isInList ? 'end' : null
  }

  #take(text: string): void {
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charAt(at)
      if (this.#isInText) this.#inText(character)
      else if (this.#isInList && this.#endsElement(character)) {
        this.#finish(text.slice(from, at))
        from = at + 1
        if (character !== ',') this.#leave()
      } else if (this.#outsideText(character)) from = at + 1
      if (this.#isInList && this.#start === null && character > ' ' && at >= from) this.#start = this.#line
      if (character === '\n') this.#line += 1
    }
    if (this.#isInList) this.#keep(text.slice(from))
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

  /** @returns whether the list begins behind it. */
  #outsideText(character: string): boolean {
    if (character === '"') {
      this.#isInText = true
      this.#text = ''
    } else if (character === ':' && !this.#isInList) this.#keys[this.#depth] = this.#text
    else if (character === '}' || character === ']') this.#depth -= 1
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

  #isAtList(): boolean {
    return (
      this.#depth === this.#path.length && this.#path.every((key, index) => this.#keys[index + 1] === key)
    )
  }

  #leave(): void {
    this.#isInList = false
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
