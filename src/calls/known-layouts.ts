/** Keeps the layouts of the lines of a log. */
import type { AgentCall } from './call.ts'
import type { RecordReader } from './input-format.ts'
import { LayoutCalls } from './layout-call.ts'
import { holesOf } from './layout-holes.ts'
import { layoutOf } from './line-layout.ts'
import type { RecordReading } from './read-record.ts'

/** The most layouts that are kept: programs write few kinds of lines. Other lines are read, too, only slower. */
const MOST = 8
/** The most lines that layouts are learnt from, for logs whose lines are all different. */
const MOST_LEARNT = 64

export class KnownLayouts {
  readonly #reading: RecordReading
  /** The layout that fitted last comes first. */
  readonly #known: LayoutCalls[] = []
  #learnt = 0

  constructor(reading: RecordReading) {
    this.#reading = reading
  }

  /** @returns undefined if no layout fits, or the line is left to JSON.parse. */
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
