import { expect, test } from 'vitest'
import { runs } from '../support/suite/soak.ts'
import { fuzzAnswers } from './fuzz-answers.ts'

test('hostile answers give what can be relied on, or an error with a code', async () => {
  const count = runs(600, 30_000)
  const { answered, refused } = await fuzzAnswers(count, 20260101)
  // Both must occur often, or nothing was tested.
  expect(answered).toBeGreaterThan(count / 12)
  expect(refused).toBeGreaterThan(count / 3)
})
