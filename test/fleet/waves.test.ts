import { expect, test } from 'vitest'
import { wavesOf } from '../../src/fleet/waves.ts'

const ROLLOUT = [['dev-*'], ['staging', 'canary-*'], ['prod-*']]

test.each<
  [string, readonly string[], readonly (readonly string[])[], readonly (readonly [number, string])[]]
>([
  ['no rollout: one wave', ['b', 'a'], [], [[1, 'b a']]],
  [
    'in the order of the waves, and inside of one in that of the config',
    ['prod-1', 'dev-2', 'staging', 'dev-1', 'canary-1'],
    ROLLOUT,
    [
      [1, 'dev-2 dev-1'],
      [2, 'staging canary-1'],
      [3, 'prod-1'],
    ],
  ],
  [
    'a wave of which nobody is meant is none',
    ['prod-1', 'dev-1'],
    ROLLOUT,
    [
      [1, 'dev-1'],
      [3, 'prod-1'],
    ],
  ],
])('%s', (_name, targets, rollout, expected) => {
  expect(wavesOf(targets, rollout).map(({ number, targets: own }) => [number, own.join(' ')])).toEqual(
    expected,
  )
})

test('a target in no wave is refused by name', () => {
  expect(() => wavesOf(['dev-1', 'local', 'test'], ROLLOUT)).toThrow(
    'has no wave for local, test, so nothing says when they are applied',
  )
})
