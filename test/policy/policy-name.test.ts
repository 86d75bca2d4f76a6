import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSafeName, usualName } from '../../src/policy/policy-name.ts'

/** RFC 1123, which a server on Kubernetes demands. */
const LABELS = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

test('a name that is proposed is one that every server takes, and stays what it is', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9._ -]{0,40}$/))
  fc.assert(
    fc.property(texts, (text) => {
      const usual = usualName(text)
      if (usual === '') return
      expect(usual).toMatch(LABELS)
      expect(isSafeName(usual.slice(0, 253))).toBe(true)
      expect(usualName(usual)).toBe(usual)
    }),
  )
})

test.each([
  ['Workspace_Access', 'workspace-access'],
  ['payments.v2', 'payments.v2'],
  ['-a-. b', 'a.b'],
  ['..', ''],
])('%s: %s', (name, usual) => {
  expect(usualName(name)).toBe(usual)
})
