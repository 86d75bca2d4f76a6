import { expect, test } from 'vitest'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { lintGithub } from '../../src/media/lint-github.ts'
import { unprintable } from '../support/output/unprintable.ts'

const HOSTILE = 'a\u001b[2Jb\u202ec\u2066d\r\n::error::e\u009bf'

const finding: Finding = {
  check: 'unknown-method',
  severity: 'error',
  message: HOSTILE,
  hint: HOSTILE,
  file: 'policies/a.yaml',
  line: 1,
  column: 2,
  endLine: 1,
  endColumn: 5,
  policy: 'a',
  fixable: false,
}

test.each([
  ['message and hint', finding],
  ['the name of the file', { ...finding, file: `policies/${HOSTILE}.yaml`, hint: null }],
])('%s cannot steer the terminal that shows the log, nor start a command', (_where, hostile) => {
  const text = lintGithub([hostile], (file) => file)
  expect(unprintable(text)).toEqual([])
  expect(text.match(/^::/gm)).toHaveLength(1)
  expect(text.split('\n')).toHaveLength(2)
})

test('the hint stands on a line of its own', () => {
  const text = lintGithub([{ ...finding, message: 'm', hint: 'h' }], (file) => file)
  expect(text).toContain('::m%0Ahint: h\n')
})
