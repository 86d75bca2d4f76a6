/** What tells at a glance that a check has nothing to say is never wrong: the check, run all the same, says nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PolicyCheck } from '../../src/lint/check.ts'
import { CHECKS } from '../../src/lint/checks/list.ts'
import { subjectOf } from '../../src/lint/subject-of.ts'
import { parsed } from '../support/builders/parsed.ts'
import { runs } from '../support/suite/soak.ts'

const operations = fc.uniqueArray(fc.constantFrom('GET', 'POST', 'PURGE', 'delete', 'get', 'READ', '*'), {
  maxLength: 3,
})
const resource = fc.constantFrom(
  'https://a.example/*',
  'https://a.example/v1/*',
  'https://a.example/V1/*',
  'https://a.example/v1/x',
  'https://*.example/*',
  'https://a.example*',
  'https://A.example:443/*',
  'http://a.example/?x=1',
  'HTTP://a.example/graphql',
  'https://a.example/v1/$batch/*',
  '*',
  '',
)
const words = fc.uniqueArray(fc.constantFrom('s', 't', 'f\u0456n'), { maxLength: 2 })
const permission = fc.constantFrom('allow', 'allow', 'deny', 'approval_required')
/** A rule may have selectors of a route too, by mistake. */
const selectors = { operations, resource, tags: words, toolIds: words, capabilities: words }
const rule = fc.record({ permission, ...selectors }, { requiredKeys: ['permission'] })
const groups = fc.uniqueArray(fc.constantFrom('finance', 'self-approvers', 'self_service'), { maxLength: 2 })
const delivery = fc.record(
  {
    connectors: words,
    mode: fc.constantFrom('first_success', 'all', 'All', 'first-success', ''),
    fallbackToUI: fc.boolean(),
  },
  { requiredKeys: [] },
)
const defaultDuration = fc.constantFrom(
  '4h',
  '24h',
  '25h',
  '99m',
  '100m',
  '1441m',
  '0h',
  '1h30m',
  '4',
  '1d',
  '',
)
const route = fc.record(
  {
    name: fc.constantFrom('r', 'q'),
    ...selectors,
    approvers: fc.record({ groups }, { requiredKeys: [] }),
    delivery,
    defaultDuration,
  },
  { requiredKeys: ['name'] },
)
const spec = fc.record({
  policies: fc.array(rule, { minLength: 1, maxLength: 5 }),
  approvals: fc.array(route, { maxLength: 3 }),
})
const file = fc.constantFrom('policies/p.yaml', 'policies/other.json', 'policies/a/p.yml', 'p.yaml')

const quick = CHECKS.filter((check): check is PolicyCheck & Required<Pick<PolicyCheck, 'mayReport'>> =>
  check.kind === 'policy' ? check.mayReport !== undefined : false,
)

test(`the ${quick.length} checks that can tell at a glance`, () => {
  const spared = new Set<string>()
  const looked = new Set<string>()
  fc.assert(
    fc.property(file, spec, fc.constantFrom('p', 'q', 'p_', '-p', 'p..q'), (path, written, name) => {
      const subject = subjectOf(parsed({ [path]: JSON.stringify({ name, spec: written }) }), {}, true)
      for (const policy of [...subject.policies, ...subject.drafts])
        for (const check of quick) {
          const mayReport = check.mayReport(policy)
          ;(mayReport ? looked : spared).add(check.id)
          if (!mayReport) expect([...check.run(policy, subject)]).toEqual([])
        }
    }),
    { numRuns: runs(300, 20_000) },
  )
  const ids = quick.map(({ id }) => id)
  expect(ids.filter((id) => !spared.has(id))).toEqual([])
  expect(ids.filter((id) => !looked.has(id))).toEqual([])
})
