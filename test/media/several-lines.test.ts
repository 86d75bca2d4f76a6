import { expect, test } from 'vitest'
import type { AnyAnswer } from '../../src/answers/any-answer.ts'
import { PolicyctlError } from '../../src/diagnostic/policyctl-error.ts'
import { NO_MAP } from '../../src/fleet/target-map.ts'
import { linesOfTarget, severalLines } from '../../src/media/several-lines.ts'

const missing = new PolicyctlError('ledger-missing', {
  message: 'there is no ledger\u001b',
  hint: 'run policyctl apply',
})
const printed = () => ({ stdout: 'a,b\n1,2\n', stderr: 'note\n' })

test.each([
  [true, 'target,a,b\ndev,1,2\n'],
  [false, 'a,b\n1,2\n'],
])('a target that failed keeps the code and the hint of its error (table: %s)', (hasHeading, stdout) => {
  const how = { notesColor: false, hasHeading }
  const failed = linesOfTarget({ target: 'prod', result: missing, map: NO_MAP }, printed, how)
  const answered = linesOfTarget({ target: 'dev', result: {} as AnyAnswer, map: NO_MAP }, printed, how)
  expect(severalLines([failed, answered])).toEqual({
    stdout,
    stderr: 'prod: error ledger-missing: there is no ledger\\u{1b}\n  hint: run policyctl apply\nnote\n',
  })
})
