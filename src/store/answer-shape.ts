/** Checks the types of an answer. An answer-invalid names the field, never its value. */
import {
  type Fault,
  type Fields,
  faultOfList,
  faultOfNesting,
  faultOfObject,
  faultOfText,
} from '../policy/shape.ts'
import { answerInvalid, type HttpAnswer } from './answer.ts'

/** @throws StoreFailure answer-invalid if there is a fault. */
export function assertFaultless(answer: HttpAnswer, fault: Fault): void {
  if (fault !== null) throw answerInvalid(answer, fault)
}

export function objectOf(answer: HttpAnswer, value: unknown, at: string): Fields {
  assertFaultless(answer, faultOfObject(value, at))
  return value as Fields
}

export function answerListOf(answer: HttpAnswer, value: unknown, at: string): readonly unknown[] {
  assertFaultless(answer, faultOfList(value, at))
  return value as readonly unknown[]
}

export function textOf(answer: HttpAnswer, value: unknown, at: string): string {
  assertFaultless(answer, faultOfText(value, at))
  return value as string
}

/** Removes fields that are null: a Go server writes null for an empty list. */
export function withoutNulls(answer: HttpAnswer, value: unknown, at: string): unknown {
  assertFaultless(answer, faultOfNesting(value, at))
  return nullsLeftOut(value)
}

/** @param value of limited nesting. @returns the same value if no field of it is null. */
export function nullsLeftOut(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(nullsLeftOut)
    return items.every((item, index) => item === value[index]) ? value : items
  }
  const written = Object.entries(value)
  const kept = written.flatMap(([key, child]): [string, unknown][] =>
    child === null ? [] : [[key, nullsLeftOut(child)]],
  )
  const isWhole = kept.length === written.length && kept.every(([, child], at) => child === written[at]?.[1])
  return isWhole ? value : Object.fromEntries(kept)
}
