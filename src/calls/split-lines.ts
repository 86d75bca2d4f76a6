/** Bytes → lines of text. Lines end in LF or CRLF; a mark of byte order at the start is none of them. */

/** Longer ones are passed over: nothing that is one call is so long. */
export const LONGEST_RECORD = 16 * 1024 * 1024

export interface LineSink {
  /** With its number, from 1. */
  line(text: string, number: number): void
  tooLong(number: number): void
}

export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8')
  readonly #sink: LineSink
  /** The text of the line that has not ended. */
  #open = ''
  #isTooLong = false
  #number = 1

  constructor(sink: LineSink) {
    this.#sink = sink
  }

  write(bytes: Uint8Array): void {
    this.#take(this.#decoder.decode(bytes, { stream: true }))
  }

  /** @returns null: a file of lines may end anywhere. */
  end(): null {
    this.#take(this.#decoder.decode())
    if (this.#open !== '' || this.#isTooLong) this.#line('')
    return null
  }

  /** Number of the line that is being read. */
  get number(): number {
    return this.#number
  }

  #take(text: string): void {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#line(text.slice(from, end))
      from = end + 1
    }
    if (this.#isTooLong) return
    this.#open += text.slice(from)
    if (this.#open.length > LONGEST_RECORD) {
      this.#isTooLong = true
      this.#open = ''
    }
  }

  #line(rest: string): void {
    const text = this.#open === '' ? rest : this.#open + rest
    if (this.#isTooLong || text.length > LONGEST_RECORD) this.#sink.tooLong(this.#number)
    else this.#sink.line(text, this.#number)
    this.#open = ''
    this.#isTooLong = false
    this.#number += 1
  }
}
