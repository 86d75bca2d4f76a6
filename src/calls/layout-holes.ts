/** Finds the fields of a call among the scalars of a layout. */

import { isFields } from '../policy/shape.ts'
import type { Getter } from './field-path.ts'
import type { RecordReader } from './input-format.ts'
import type { LineLayout } from './line-layout.ts'

/** A scalar of a layout. */
export interface Hole {
  /** The place among the scalars, from 0. */
  readonly index: number
  /** True if the reader uses no other field in its place when it is null. */
  readonly isSole: boolean
}

/** The fields of a call; null: lines of this layout do not have the field. */
export interface CallHoles {
  readonly method: Hole
  /** The URL, or its scheme, authority and path. */
  readonly url: readonly Hole[]
  readonly agent: Hole | null
  readonly tool: Hole | null
  readonly capability: Hole | null
  readonly time: Hole | null
}

/** @returns null if lines of this layout are no calls, or have a list or an object in place of a field. */
export function holesOf(layout: LineLayout, reader: RecordReader): CallHoles | null {
  const { url, parts } = reader
  const whole = url === null ? [parts.scheme, parts.authority, parts.path] : [url]
  const found = [reader.method, ...whole].map((getter) => holeOf(layout, getter))
  const optional = [reader.agent, reader.tool, reader.capability, reader.time].map((getter) =>
    holeOf(layout, getter),
  )
  const needed = found.filter((hole) => typeof hole === 'object' && hole !== null)
  const [method, ...places] = needed
  if (method === undefined || needed.length < found.length || optional.includes('nested')) return null
  const [agent = null, tool = null, capability = null, time = null] = optional.map((hole) =>
    hole === 'nested' ? null : hole,
  )
  return { method, url: places, agent, tool, capability, time }
}

/** Calls the getter on an object whose values are their numbers, so that only the getter decides where a field is. */
function holeOf(layout: LineLayout, getter: Getter): Hole | null | 'nested' {
  const index = valueIn(layout.numbered(null), getter)
  if (index === undefined || index === null) return null
  if (typeof index !== 'number') return 'nested'
  const instead = valueIn(layout.numbered(index), getter)
  return { index, isSole: instead === undefined || instead === null }
}

function valueIn(record: unknown, getter: Getter): unknown {
  return isFields(record) ? getter(record) : undefined
}
