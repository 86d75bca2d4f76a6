import { expect, test } from 'vitest'
import { isSameRepository } from '../../src/git/remote-address.ts'

const HTTPS = 'https://github.com/acme/policies.git'

test.each<[string, string, boolean]>([
  [HTTPS, HTTPS, true],
  [HTTPS, 'https://github.com/acme/policies', true],
  [HTTPS, 'https://token@github.com/acme/policies/', true],
  [HTTPS, 'git@github.com:acme/policies.git', true],
  [HTTPS, 'ssh://git@github.com/acme/policies.git', true],
  [HTTPS, 'ssh://git@ssh.github.com:443/acme/policies.git', true],
  [HTTPS, 'git@GitHub.com:acme/policies', true],
  [HTTPS, 'git@github.com:acme/other.git', false],
  [HTTPS, 'git@gitlab.com:acme/policies.git', false],
  [HTTPS, 'https://github.com.evil.example/acme/policies.git', false],
  ['/srv/git/policies.git', 'file:///srv/git/policies.git', true],
  ['/srv/git/policies.git', '/srv/git/policies', true],
  ['/srv/git/policies.git', '/srv/git/other.git', false],
  ['/srv/a b.git', 'file:///srv/a%20b.git', true],
  ['host:srv/git/policies', 'ssh://host/srv/git/policies.git', true],
])('isSameRepository: %s, %s → %s', (a, b, same) => {
  expect([isSameRepository(a, b), isSameRepository(b, a)]).toEqual([same, same])
})
