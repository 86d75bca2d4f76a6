import { expect, test } from 'vitest'
import { resolvedUrl } from '../../../src/access/model/resolved-url.ts'

test.each<[string, string | null]>([
  ['https://h/a/b', null],
  ['https://h/a.b/..c/c..', null],
  ['https://h/public/../private/x', 'https://h/private/x'],
  ['https://h/public/%2e%2E/private', 'https://h/private'],
  ['https://h/public/..%2fprivate', 'https://h/private'],
  ['https://h/public/..;/private', 'https://h/private'],
  ['https://h/a;v=1/b;x', 'https://h/a/b'],
  ['https://h//private', 'https://h/private'],
  ['https://h/./private/', 'https://h/private/'],
  ['https://h/../../x', 'https://h/x'],
  ['https://h/a/..', 'https://h/'],
  ['https://h/a/b/..', 'https://h/a/'],
  ['HTTPS://H:443/a/../b?x=/../', 'https://h/b'],
  ['https://h/..', 'https://h/'],
  ['no url/../x', null],
])('%s is resolved to %s', (url, resolved) => {
  expect(resolvedUrl(url)).toBe(resolved)
})
