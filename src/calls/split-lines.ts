/** Splits bytes into lines. Lines end in LF or CRLF; a byte order mark at the start is dropped. */

/** In bytes. Longer records are skipped: no call is so long. */
export const LONGEST_RECORD = 16 * 1024 * 1024

/** Lines count from 1. */
export interface LineSink {
  /** The line is from `from` up to `to`. */
  line(bytes: Buffer, span: { readonly from: number; readonly to: number }, number: number): void
  tooLong(number: number): void
}

const NEWLINE = 0x0a
const BYTE_ORDER = Buffer.from('\ufeff')

export class LineSplitter {
  readonly #sink: LineSink
  /** The bytes of the line that has not ended. */
  #open: Uint8Array[] = []
  #length = 0
  #number = 1

  constructor(sink: LineSink) {
    this.#sink = sink
  }

  write(piece: Uint8Array): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    let from = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      this.#line(bytes, from, end)
      from = end + 1
    }
    this.#keep(bytes.subarray(from))
  }

  /** @returns null, unlike ElementSplitter: a file of lines may end anywhere. */
  end(): null {
    if (this.#length > 0) this.#line(Buffer.alloc(0), 0, 0)
    return null
  }

  /** Number of the line that is being read. */
  get number(): number {
    return this.#number
  }

  #line(bytes: Buffer, from: number, end: number): void {
    if (this.#length === 0) this.#give(bytes, from, end)
    else {
      this.#keep(bytes.subarray(from, end))
      const whole = Buffer.concat(this.#open)
      this.#give(whole, 0, this.#length)
    }
    this.#open = []
    this.#length = 0
    this.#number += 1
  }

  #give(bytes: Buffer, from: number, end: number): void {
    if (end - from > LONGEST_RECORD) {
      this.#sink.tooLong(this.#number)
      return
    }
    const isMarked = this.#number === 1 && bytes.subarray(from, Math.min(end, from + 3)).equals(BYTE_ORDER)
    this.#sink.line(bytes, { from: isMarked ? from + 3 : from, to: end }, this.#number)
  }

  #keep(piece: Uint8Array): void {
    this.#length += piece.length
    if (this.#length > LONGEST_RECORD) this.#open = []
    else if (piece.length > 0) this.#open.push(piece)
  }
}
