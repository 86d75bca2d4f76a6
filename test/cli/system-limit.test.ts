import { expect, test } from 'vitest'
import { knownError } from '../../src/diagnostic/known-error.ts'

test.each([
  ['EMFILE', 'this process may open no more files'],
  ['ENFILE', 'the system opens no more files'],
  ['ENOMEM', 'the system has no more memory'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', "this user's part of the disk is full"],
])('%s is a limit of the system and no fault of the tool', (code, fact) => {
  const known = knownError(Object.assign(new Error(`${code}: open 'x'`), { code }))
  expect(known).toMatchObject({ code: 'system-limit', message: `${fact}: ${code}: open 'x'` })
})

test.each([new Error('x'), Object.assign(new Error('x'), { code: 'ENOENT' }), 'x', null])(
  'anything else is a fault of the tool (%#)',
  (error) => {
    expect(knownError(error).code).toBe('internal')
  },
)
