/** The layouts that the lines of a log have had so far. */
import type { AgentCall } from './call.ts'
import type { RecordReader } from './input-format.ts'
import { LayoutCalls } from './layout-call.ts'
import { holesOf } from './layout-holes.ts'
import { layoutOf } from './line-layout.ts'
import type { RecordReading } from './read-record.ts'

/** Programs write lines of a few kinds. A log of more is read all the same, slower. */
const MOST = 8
/** A log whose lines are all different is not learnt from for ever. */
const MOST_LEARNT = 64

export class KnownLayouts {
  readonly #reading: RecordReading
  /** The one that fitted last comes first. */
  readonly #known: LayoutCalls[] = []
  #learnt = 0

  constructor(reading: RecordReading) {
    this.#reading = reading
  }

  /** @returns undefined where no layout fits, or others have to read the line. */
  read(bytes: Buffer, from: number, to: number): AgentCall | undefined {
    for (let index = 0; index < this.#known.length; index += 1) {
      const layout = this.#known[index]
      const call = layout?.read(bytes, from, to)
      if (layout === undefined || call === undefined) continue
      if (index > 0) {
        this.#known.splice(index, 1)
        this.#known.unshift(layout)
      }
      return call
    }
    return undefined
  }

  /** @param line JSON that was parsed, an object. */
  learn(line: Buffer, reader: RecordReader): void {
    if (this.#learnt >= MOST_LEARNT) return
    this.#learnt += 1
    const layout = layoutOf(line)
    const holes = layout === null ? null : holesOf(layout, reader)
    if (layout === null || holes === null || this.#known.some((known) => known.isOf(layout))) return
    this.#known.splice(MOST - 1)
    this.#known.unshift(new LayoutCalls(layout, holes, this.#reading))
  }
}
