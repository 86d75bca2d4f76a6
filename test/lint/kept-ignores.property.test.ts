/**
 * What comments silence, fixes and pulls leave silenced, and nothing else:
 * each rule has a tag of its own, so that it is known wherever it comes to stand.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spliceSpec } from '../../src/edit/splice-spec.ts'
import { applyFixes } from '../../src/lint/edits.ts'
import { runChecks } from '../../src/lint/lint.ts'
import { isWithin } from '../../src/lint/within.ts'
import type { Rule } from '../../src/policy/policy.ts'
import { parsed } from '../support/builders/parsed.ts'

const CHECKS = ['effectively-any-resource', 'lowercase-method', 'write-without-approval', 'no-such-check']
const comment = fc.constantFrom('', '', '', ...CHECKS)

interface Written {
  readonly isBlock: boolean
  readonly method: string
  readonly order: readonly number[]
  readonly above: string
  readonly behind: readonly string[]
}

const rule: fc.Arbitrary<Written> = fc.record({
  isBlock: fc.boolean(),
  method: fc.constantFrom('get', 'PUT', 'GET'),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  above: comment,
  behind: fc.array(comment, { minLength: 4, maxLength: 4 }),
})

const mark = (check: string): string => (check === '' ? '' : ` # policyctl-ignore ${check}: why`)

function ruleText({ isBlock, method, order, above, behind }: Written, at: number): string {
  const fields = ['permission: allow', `operations: [${method}]`, 'resource: "https://*"', `tags: [r${at}]`]
  const written = order.flatMap((field) => fields[field] ?? [])
  const head = above === '' ? '' : `   ${mark(above)}\n`
  if (!isBlock) return `${head}    - { ${written.join(', ')} }${mark(behind[0] ?? '')}\n`
  const lines = written.map(
    (field, line) => `    ${line === 0 ? '- ' : '  '}${field}${mark(behind[line] ?? '')}\n`,
  )
  return head + lines.join('')
}

const rules = fc.array(rule, { minLength: 1, maxLength: 4 })
const textOf = (written: readonly Written[]): string =>
  `name: p\nspec:\n  policies:\n${written.map(ruleText).join('')}`

/** `check of r0`: what is silenced on which rule, each time. */
function silencedIn(text: string): readonly string[] {
  const files = parsed({ 'p.yaml': text })
  const [policy] = files[0]?.policies ?? []
  const items = (policy?.policy.spec.policies ?? []).map(({ tags = [] }, at) => ({
    tags,
    place: policy?.placeOf(['spec', 'policies', at]),
  }))
  return runChecks(files)
    .silenced.map(({ finding }) => {
      const item = items.find(({ place }) => place !== undefined && isWithin(finding, place))
      return `${finding.check} of ${item?.tags.join()}`
    })
    .sort()
}

test('fixes leave silenced what is', () => {
  let silencing = 0
  let fixing = 0
  fc.assert(
    fc.property(rules, (written) => {
      const text = textOf(written)
      let now = text
      for (let round = 0; round < 20; round += 1) {
        const { fixes } = runChecks(parsed({ 'p.yaml': now }))
        if (fixes.size === 0) break
        now = applyFixes(now, [...fixes.values()]).text
      }
      const silenced = silencedIn(text)
      expect(silencedIn(now), `${text}=>\n${now}`).toEqual(silenced)
      if (silenced.length > 0) silencing += 1
      if (now !== text) fixing += 1
    }),
    { numRuns: 150 },
  )
  expect(silencing).toBeGreaterThan(20)
  expect(fixing).toBeGreaterThan(20)
})

const edit = fc.record({
  kind: fc.constantFrom('change' as const, 'remove' as const, 'add' as const),
  at: fc.nat(3),
  rule: fc.constantFrom<Partial<Rule>>(
    { operations: ['POST'] },
    { resource: 'https://h.example/*' },
    { permission: 'deny' },
  ),
})

test('a pull leaves silenced what is, on every rule that stays', () => {
  let silencing = 0
  fc.assert(
    fc.property(rules, edit, (written, { kind, at, rule: change }) => {
      const text = textOf(written)
      const [policy] = parsed({ 'p.yaml': text })[0]?.policies ?? []
      const before = policy?.policy.spec.policies ?? []
      const index = at % before.length
      const other: Rule = { permission: 'allow', ...before[index], ...change }
      const live =
        kind === 'add'
          ? before.toSpliced(index, 0, { ...other, tags: ['new'] })
          : before.toSpliced(index, 1, ...(kind === 'change' ? [other] : []))
      fc.pre(live.length > 0)
      const spliced = spliceSpec(text, { file: 'p.yaml', document: 0, spec: { policies: live } })
      if (spliced.kind !== 'spliced') throw new Error(`${spliced.kind}:\n${text}`)
      // What was changed live may have other findings; its comments are still about it alone.
      const touched = `r${index}`
      const others = (list: readonly string[]): readonly string[] =>
        list.filter((item) => !item.endsWith(` ${touched}`))
      const silenced = silencedIn(text)
      const after = silencedIn(spliced.text)
      expect(others(after), `${text}=>\n${spliced.text}`).toEqual(others(silenced))
      if (kind === 'add') expect(after).toEqual(silenced)
      if (others(silenced).length > 0) silencing += 1
    }),
    { numRuns: 200 },
  )
  expect(silencing).toBeGreaterThan(20)
})
