import { describe, expect, test } from 'vitest'
import { matchesAnyGlob, matchesNameGlob, nameGlobFault } from '../../src/policy/name-glob.ts'

describe('glob → names that it means, names that it does not', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['pay', ['pay'], ['pay-1', 'p', '']],
    ['pay-*', ['pay-', 'pay-1', 'pay-a.b'], ['pay', 'x-pay-1', 'pay-a/b']],
    ['*', ['pay', 'pay.1'], ['default/pay']],
    ['**', ['pay', 'default/pay'], []],
    ['vendors/*', ['vendors/a', 'vendors/'], ['vendors', 'vendors/a/b', 'x/vendors/a']],
    ['*/pay', ['default/pay', '/pay'], ['pay', 'a/b/pay']],
    ['v**y', ['vendors/pay', 'vy'], ['vendors/pays']],
    ['p?y', ['pay', 'p-y'], ['py', 'p/y', 'paay']],
    ['.*', ['.hidden'], ['hidden']],
    ['{pay,hr}-*', ['pay-1', 'hr-1'], ['it-1', '{pay,hr}-1']],
    ['x{,-old}', ['x', 'x-old'], ['x-']],
    ['{a,b{1,2}}', ['a', 'b1', 'b2'], ['b', 'a1']],
    [
      'team-{1..12}',
      ['team-1', 'team-3', 'team-9', 'team-10', 'team-12'],
      ['team-0', 'team-13', 'team-1..12', 'team-01'],
    ],
    ['t{08..11}', ['t08', 't10', 't11'], ['t8', 't12']],
    ['t{-1..1}', ['t-1', 't0', 't1'], ['t2']],
    ['{a..c}x', ['ax', 'bx', 'cx'], ['dx', 'Ax']],
    ['a+b@c', ['a+b@c'], ['aab@c']],
  ])('%s', (glob, meant, others) => {
    expect(nameGlobFault(glob)).toBe(null)
    expect(meant.filter((name) => !matchesNameGlob(glob, name))).toEqual([])
    expect(others.filter((name) => matchesNameGlob(glob, name))).toEqual([])
  })
})

describe('glob → why it is refused', () => {
  test.each<[string, string]>([
    ['', 'is empty'],
    [' pay', 'begins or ends with a blank'],
    ['!pay-2', "begins with '!': a list of globs is a union, so nothing can be taken out"],
    ['pay-[12]', "has '[', which a glob cannot have: use *, ?, {a,b} and {1..9}"],
    ['pay-@(1|2)', "has '(', which a glob cannot have: use *, ?, {a,b} and {1..9}"],
    ['pay\\*', "has '\\', which a glob cannot have: use *, ?, {a,b} and {1..9}"],
    ['a!b', "has '!', which a glob cannot have: use *, ?, {a,b} and {1..9}"],
    ['pay-{1,2', "has a '{' that is not closed"],
    ['pay-1}', "has a '}' that was not opened"],
    ['pay-{}', 'has braces with nothing to choose from'],
    ['pay-{1}', 'has braces with nothing to choose from'],
    ['pay-{9..1}', 'has a range that does not rise'],
    ['pay-{1..c}', 'has a range that does not rise'],
    ['pay-{1..9..2}', 'has a range that cannot be read'],
    ['pay-{1..}', 'has a range that cannot be read'],
    ['pay-{1..100000000}', 'stands for more than 1000 names'],
    ['{a,b}'.repeat(11), 'stands for more than 1000 names'],
    ['x'.repeat(1001), 'is longer than 1000 characters'],
  ])('%s', (glob, fault) => {
    expect(nameGlobFault(glob)).toBe(fault)
    expect(() => matchesNameGlob(glob, 'pay-1')).toThrow()
  })
})

test('a list of globs is a union', () => {
  expect(matchesAnyGlob(['pay-*', 'hr-*'], 'hr-1')).toBe(true)
  expect(matchesAnyGlob(['pay-*', 'hr-*'], 'it-1')).toBe(false)
  expect(matchesAnyGlob([], 'it-1')).toBe(false)
})

test('many stars: no more steps than letters times letters', () => {
  const glob = '*a'.repeat(400)
  expect(matchesNameGlob(glob, `${'a'.repeat(5000)}b`)).toBe(false)
})
