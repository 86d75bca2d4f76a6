/** Whoever changes the text of a trusted key changes who vouches: the comment says so, as of a new file. */
import { expect, test } from 'vitest'
import { actionWorld } from '../support/action/action-world.ts'
import type { PullRequest } from '../support/action/pull-request.ts'

const key = (text: string): string => `ssh-ed25519 ${text} ada@example.com\n`
const FILE = 'app/keys/release.pub'
const SAID = 'evidence.trusted: the keys in keys/release.pub were changed'
const ABSENT = 'evidence.trusted: the keys in keys/absent.pub were changed'

test.each<[string, boolean, (pull: PullRequest) => void]>([
  ['adds a key to it', true, (pull) => void pull.commit({ [FILE]: `${key('AAAA')}${key('BBBB')}` })],
  ['replaces the key', true, (pull) => void pull.commit({ [FILE]: key('BBBB') })],
  ['takes the file away', true, (pull) => pull.remove(FILE)],
  ['makes it a link out of the project', true, (pull) => pull.link(FILE, '/etc/hostname')],
  ['leaves it alone', false, (pull) => void pull.commit({ 'README.md': 'x\n' })],
])('a pull request that %s: %j', async (_case, isSaid, change) => {
  const world = await actionWorld({
    files: (endpoint) => ({
      'app/policyctl.yaml': `version: 1\ntargets: { production: { endpoint: "${endpoint}" } }\nevidence: { trusted: [keys/release.pub, keys/absent.pub] }\n`,
      'app/policies/a.yaml':
        'name: a\nspec:\n  policies:\n    - { permission: allow, operations: [GET], resource: "https://api.example.com/*" }\n',
      [FILE]: key('AAAA'),
    }),
  })
  const pull = world.open(7, { inputs: { 'working-directory': 'app' } })
  change(pull)
  const { summary } = await pull.run()
  expect(summary).toContain('production')
  expect(summary.replaceAll('`', '').includes(SAID), summary).toBe(isSaid)
  // The base does not have this file either.
  expect(summary.replaceAll('`', '')).not.toContain(ABSENT)
})
