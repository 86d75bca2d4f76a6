import { expect, test } from 'vitest'
import { fuzzAnswers } from '../soak/fuzz-answers.ts'

test('hostile answers give what can be relied on, or an error with a code', async () => {
  const { answered, refused } = await fuzzAnswers(600, 20260101)
  // Both must occur often, or nothing was tested.
  expect(answered).toBeGreaterThan(50)
  expect(refused).toBeGreaterThan(200)
})
