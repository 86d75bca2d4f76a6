/** The dates of a ledger's commits against their order: a wrong clock hides no commit, and moves no other one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backdated, heldAt, possibleSpans } from '../../src/policy/moments.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Moments of true clocks: never earlier than the one before. */
const trueMoments = fc
  .array(fc.integer({ min: 0, max: 40 * DAY }), { minLength: 1, maxLength: 8 })
  .map((pauses) => {
    let at = 1_700_000_000_000
    return pauses.map((pause) => {
      at += pause
      return at
    })
  })
const anyMoment = fc.integer({ min: -4_000, max: 4_000 }).map((days) => 1_700_000_000_000 + days * DAY)

describe('true clocks', () => {
  test('the newest up to the moment, and each commit at its own', () => {
    fc.assert(
      fc.property(trueMoments, anyMoment, (moments, until) => {
        const index = moments.findLastIndex((moment) => moment <= until)
        expect(heldAt(moments, until)).toEqual({ index, leftOut: [] })
        expect(possibleSpans(moments)).toEqual(moments.map((moment) => ({ from: moment, to: moment })))
        expect(backdated(moments)).toEqual([])
      }),
    )
  })
})

describe('one clock is wrong, by any time', () => {
  const wrong = fc
    .tuple(trueMoments, fc.nat(), anyMoment)
    .map(([moments, pick, said]) => ({ moments, at: pick % moments.length, said }))

  test('its commit has the true moment among its possible ones, or an order that hides the fault', () => {
    fc.assert(
      fc.property(wrong, ({ moments, at, said }) => {
        const shown = moments.with(at, said)
        const span = possibleSpans(shown)[at] ?? { from: Number.NaN, to: Number.NaN }
        const [before = Number.NEGATIVE_INFINITY, after = Number.POSITIVE_INFINITY] = [
          moments[at - 1],
          moments[at + 1],
        ]
        if (said < before - HOUR || said > after + HOUR) {
          expect(span.from).toBeLessThanOrEqual(moments[at] ?? Number.NaN)
          expect(span.to).toBeGreaterThanOrEqual(moments[at] ?? Number.NaN)
        } else expect([span.from <= said, span.to >= said]).toEqual([true, true])
      }),
    )
  })

  test('a clock that was set back: what held then is what the others say, and the commit is named', () => {
    fc.assert(
      fc.property(wrong, anyMoment, ({ moments, at, said }, until) => {
        const earlier = moments.slice(0, at)
        const [first = Number.POSITIVE_INFINITY] = moments
        fc.pre(at > 0 && said < (earlier.at(-1) ?? 0) - HOUR && until >= first && said <= until)
        const shown = moments.with(at, said)
        const others = moments.map((moment, index) => (index === at ? Number.POSITIVE_INFINITY : moment))
        const index = others.findLastIndex((moment) => moment <= until)
        const held = heldAt(shown, until)
        // Before its predecessors' dates nothing contradicts it.
        if (earlier.some((moment) => moment <= until && said < moment - HOUR)) {
          expect(held.index).toBe(index)
          expect(held.leftOut).toEqual(index > at ? [] : [at])
        }
        expect(backdated(shown)).toContain(at)
      }),
    )
  })

  test('a clock that ran ahead: the later commits count as before', () => {
    fc.assert(
      fc.property(wrong, anyMoment, ({ moments, at, said }, until) => {
        fc.pre(said > until)
        const others = moments.map((moment, index) => (index === at ? Number.POSITIVE_INFINITY : moment))
        expect(heldAt(moments.with(at, said), until)).toEqual({
          index: others.findLastIndex((moment) => moment <= until),
          leftOut: [],
        })
      }),
    )
  })
})

test('clocks that differ by minutes decide nothing', () => {
  const moments = [10 * HOUR, 10 * HOUR - 5 * 60_000, 12 * HOUR]
  expect(heldAt(moments, 11 * HOUR)).toEqual({ index: 1, leftOut: [] })
  expect(possibleSpans(moments)).toEqual(moments.map((moment) => ({ from: moment, to: moment })))
})
