import { expect, test } from 'vitest'
import { detoursFrom, spellings } from '../../../src/access/model/detour.ts'
import { resolvedUrl } from '../../../src/access/model/resolved-url.ts'

test('every spelling leads to the path, whatever stands in the place of the *', () => {
  expect(spellings(3).length).toBeGreaterThan(15)
  for (const spelling of spellings(3))
    for (const filling of ['', 'a', 'a/b']) {
      const text = spelling('/private/x').replace('*', filling)
      expect(resolvedUrl(`https://h${text}`), text).toBe('https://h/private/x')
    }
})

test('every text of the table is one that the pattern of its spelling has', () => {
  const texts = detoursFrom('https://h/public/*', '/private*')
  // What stands for one slash is of use only below a folder of its own.
  expect(texts).toHaveLength(12)
  for (const { url, resolved } of texts) {
    expect(url.startsWith('https://h/public/')).toBe(true)
    expect(resolved).toBe('https://h/private')
  }
  expect(detoursFrom('https://h/api/*', '/api/private*')).toHaveLength(20)
})
