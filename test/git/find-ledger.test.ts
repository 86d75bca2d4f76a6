import { expect, test } from 'vitest'
import { findLedger } from '../../src/git/find-ledger.ts'
import type { KnownRef } from '../../src/git/ledger-look.ts'
import type { ProjectWorkspace } from '../../src/policy/workspace.ts'

const PROD = { endpoint: 'https://acme.runagents.io/api/v1', namespace: null, folder: '' }
const SPELT = { ...PROD, endpoint: 'https://ACME.runagents.io:443/api/v1/' }
const DEV = { ...PROD, endpoint: 'https://dev.runagents.io/api/v1' }
const BILLING = { ...PROD, folder: 'billing' }
const CLASSIC = { ...PROD, endpoint: 'https://api.runagents.io/api', namespace: 'prod' }

type Ledgers = Readonly<Record<string, ProjectWorkspace | null>>

function lookAt(ledgers: Ledgers) {
  const known = Object.entries(ledgers).map(
    ([name, of]): KnownRef => ({ name, revision: `${name}-0123456789`, of }),
  )
  return { ledgers: known, locks: [] }
}

test.each<[string, Ledgers, string, ProjectWorkspace, string]>([
  ['none yet: its own name', {}, 'production', PROD, 'production'],
  ['its own', { production: PROD }, 'production', PROD, 'production'],
  ['another spelling of the URL', { production: PROD }, 'production', SPELT, 'production'],
  ['started under another name', { production: PROD, dev: DEV }, 'default', PROD, 'production'],
  ['another name and another spelling', { production: SPELT }, 'default', PROD, 'production'],
  [
    'of other projects and workspaces: none',
    { a: BILLING, b: DEV, c: CLASSIC },
    'production',
    PROD,
    'production',
  ],
  ['what policyctl did not write, under another name', { odd: null }, 'production', PROD, 'production'],
  ['of its namespace', { production: CLASSIC }, 'default', CLASSIC, 'production'],
])('findLedger: %s', (_what, ledgers, target, owner, expected) => {
  expect(findLedger(lookAt(ledgers), { ...owner, target })).toBe(expected)
})

test.each<[string, Ledgers, string, ProjectWorkspace, string, string]>([
  [
    'a target that was re-pointed',
    { production: PROD },
    'production',
    DEV,
    'ledger-mismatch',
    'belongs to https://acme.',
  ],
  [
    'a target that was re-pointed to where another ledger is',
    { production: PROD, dev: DEV },
    'production',
    DEV,
    'ledger-mismatch',
    "the ledger of target 'production' belongs to",
  ],
  [
    'another namespace',
    { a: CLASSIC },
    'a',
    { ...CLASSIC, namespace: null },
    'ledger-mismatch',
    '(namespace prod)',
  ],
  [
    'another project of the repository',
    { production: PROD },
    'production',
    BILLING,
    'ledger-mismatch',
    "'billing'",
  ],
  [
    'two of one workspace and project',
    { default: SPELT, production: PROD },
    'production',
    PROD,
    'ledger-mismatch',
    "'default' and 'production' both belong",
  ],
  [
    'what policyctl did not write',
    { production: null },
    'production',
    PROD,
    'ledger-unreadable',
    'production is at',
  ],
])('findLedger: %s is refused', (_what, ledgers, target, owner, code, message) => {
  const find = () => findLedger(lookAt(ledgers), { ...owner, target })
  expect(find).toThrow(message)
  expect(find).toThrow(expect.objectContaining({ code }))
})

test.each<[string, ProjectWorkspace]>([
  ['another workspace', DEV],
  ['another project', BILLING],
])('a target of the environment and %s: the hint moves to a name of the config', (_what, owner) => {
  const find = () => findLedger(lookAt({ default: PROD }), { ...owner, target: 'default' })
  const hint = expect.stringMatching(/targets:.* move-ledger --from default --target NAME$/s)
  expect(find).toThrow(expect.objectContaining({ hint }))
})
