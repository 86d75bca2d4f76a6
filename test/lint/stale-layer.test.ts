/** `# replaces`: what is known of the version that was copied. */
import { expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const policy = (path: string): string =>
  `name: pay\nspec:\n  policies:\n    - { permission: allow, operations: [GET], resource: "https://a.example/${path}" }\n`

async function linted(mark: string): Promise<string> {
  const cwd = folderWith({
    'policyctl.yaml':
      'version: 1\ntargets: { dev: { embedded: .policyctl/dev.json, layers: [base, dev] } }\n',
    'policies/base/pay.yaml': policy('*'),
    'policies/dev/pay.yaml': `# replaces ${mark}\n${policy('v1/*')}`,
  })
  return (await runInProcess(['lint'], { cwd })).stdout
}

test('a version that is not the present one has changed', async () => {
  for (const mark of ['sha256:0123456789ab', '0123456789ab'])
    expect(await linted(mark)).toContain(
      'policies/dev/pay.yaml:1:1 warning stale-layer: policies/base/pay.yaml:1 has changed since pay was copied from it',
    )
})

test.each(['?', 'sha256:?', 'v1', '0123'])(
  '%s names no version, and nobody knows of a change',
  async (mark) => {
    const text = await linted(mark)
    expect(text).toContain(
      'stale-layer: this comment does not say which version of policies/base/pay.yaml:1 pay was copied from',
    )
    expect(text).not.toContain('has changed')
    const now = /compare the two, then write # replaces (\S+)/.exec(text)?.[1] ?? 'none'
    expect(await linted(now)).not.toContain('stale-layer')
  },
)
