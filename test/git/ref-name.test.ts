import { describe, expect, test } from 'vitest'
import { nameOfRef, refName } from '../../src/git/ref-name.ts'
import { git, repositoryWith } from '../support/git/git.ts'

const NAMES = [
  ['production', 'refs/policyctl/ledger/production'],
  ['eu-west.1_b', 'refs/policyctl/ledger/eu-west.1_b'],
  ['a..b', 'refs/policyctl/ledger/a%2e.b'],
  ['a.', 'refs/policyctl/ledger/a%2e'],
  ['a.lock', 'refs/policyctl/ledger/a%2elock'],
  ['Prod', 'refs/policyctl/ledger/%50rod'],
  ['a/b', 'refs/policyctl/ledger/a%2fb'],
  ['-a', 'refs/policyctl/ledger/%2da'],
  ['%50rod', 'refs/policyctl/ledger/%2550rod'],
  ['ü', 'refs/policyctl/ledger/%c3%bc'],
] as const

describe('refName', () => {
  test.each(NAMES)('%s → %s', (target, ref) => {
    expect(refName('ledger', target)).toBe(ref)
    expect(nameOfRef('ledger', ref)).toBe(target)
    expect(git(repositoryWith(), 'check-ref-format', ref)).toBe('')
  })

  test.each([
    'refs/policyctl/ledger/Prod',
    'refs/policyctl/ledger/%',
    'refs/policyctl/lock/a',
    'refs/heads/a',
  ])('%s: no ledger that policyctl names', (ref) => {
    expect(nameOfRef('ledger', ref)).toBeNull()
  })

  test('different targets never share a ref', () => {
    expect(new Set(NAMES.map(([, ref]) => ref.toLowerCase())).size).toBe(NAMES.length)
  })
})
