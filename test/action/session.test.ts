import { expect, test } from 'vitest'
import { commandContext } from '../../src/action/session.ts'

type Given = Parameters<typeof commandContext>

// Only these are looked at.
const inputs = { endpoint: null, apiKey: null, workingDirectory: 'policies/eu' } as Given[1]
const contextOf = (workspace: string | undefined) =>
  ({ cwd: '/elsewhere', env: workspace === undefined ? {} : { GITHUB_WORKSPACE: workspace } }) as Given[0]

test.each([
  ['/checkout', '/checkout/policies/eu'],
  ['', '/elsewhere/policies/eu'],
  [undefined, '/elsewhere/policies/eu'],
])('working-directory counts from the checkout (%s), not from where node was started', (workspace, cwd) => {
  expect(commandContext(contextOf(workspace), inputs).cwd).toBe(cwd)
})
