import { expect, test } from 'vitest'
import { ageOf, agoOf, aheadOf, heldFor } from '../../src/diagnostic/age.ts'

const NOW = new Date('2026-11-22T12:00:00Z')

test.each([
  ['2026-11-22T11:56:00Z', '4 min'],
  ['2026-11-22T07:00:00Z', '5 h'],
  ['2026-11-19T12:00:00Z', '3 d'],
  ['2026-11-22T12:05:00Z', '0 s'],
  ['nonsense', 'unknown'],
])('ageOf: %s → %s', (since, age) => {
  expect(ageOf(since, NOW)).toBe(age)
})

test.each([
  ['2026-11-22T12:05:00Z', null, 'for 0 s', '0 s ago'],
  ['2026-11-22T12:10:00Z', null, 'for 0 s', '0 s ago'],
  [
    '2026-11-22T12:11:00Z',
    '11 min',
    'its time is 11 min ahead of this clock',
    'at a time that is 11 min ahead of this clock',
  ],
  [
    '2026-11-22T15:00:00Z',
    '3 h',
    'its time is 3 h ahead of this clock',
    'at a time that is 3 h ahead of this clock',
  ],
  [
    '2029-11-22T12:00:00Z',
    '1096 d',
    'its time is 1096 d ahead of this clock',
    'at a time that is 1096 d ahead of this clock',
  ],
])('a time ahead of this clock has no age: %s', (since, ahead, held, ago) => {
  expect(aheadOf(since, NOW)).toBe(ahead)
  expect(heldFor(since, NOW)).toBe(held)
  expect(agoOf(since, NOW)).toBe(ago)
})

test('a time that cannot be read is no future', () => {
  expect([aheadOf('nonsense', NOW), heldFor('nonsense', NOW)]).toEqual([null, 'for unknown'])
})
