import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { RETRIES, retryWait } from '../../src/diagnostic/retries.ts'
import { modulesOf } from '../architecture/imports.ts'

const longest = (row: keyof typeof RETRIES, tries: number): readonly number[] =>
  Array.from({ length: tries }, (_, index) => retryWait(RETRIES[row], index + 1, () => 1))

test.each<[keyof typeof RETRIES, readonly number[]]>([
  ['read', [1_000, 2_000, 4_000, 8_000, 8_000]],
  ['write', [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
  ['ledger', [0, 0, 0]],
  ['remoteRef', [0, 0]],
  ['killedGit', [0, 0]],
  ['lockFile', [50, 100, 200, 400, 800, 1_000, 1_000]],
  ['github', [500, 1_000, 2_000]],
])('%s: waits %j at most', (row, waits) => {
  expect(longest(row, waits.length)).toEqual(waits)
})

test.each<[keyof typeof RETRIES, number]>([
  ['read', 500],
  ['write', 125],
  ['lockFile', 50],
  ['github', 500],
])('%s: with chance at a half, %i before the second try', (row, wait) => {
  expect(retryWait(RETRIES[row], 1, () => 0.5)).toBe(wait)
})

test('every row ends: after so many tries, or after so long', () => {
  for (const { attempts, giveUpAfter } of Object.values(RETRIES))
    expect(Math.min(attempts, giveUpAfter)).toBeLessThan(Number.POSITIVE_INFINITY)
})

test('nobody keeps a number of tries of its own', () => {
  const kept = modulesOf('src').filter((file) =>
    /^const \w*(?:ATTEMPTS|(?<!EN)TRIES|MOST_STARTS)\w* = \d/m.test(readFileSync(`src/${file}`, 'utf8')),
  )
  expect(kept).toEqual([])
})
