/** A baseline's effect does not hang on what messages say: each entry hides its own finding, and no other. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBaselined } from '../../src/author/find-known.ts'
import type { Finding } from '../../src/diagnostic/finding.ts'
import { baselineText, entryFor, readBaseline } from '../../src/lint/baseline.ts'
import { contentsIn } from '../../src/lint/item-content.ts'
import { lint } from '../../src/lint/lint.ts'
import { parsed } from '../support/builders/parsed.ts'
import { anySpec } from '../support/builders/specs.ts'

/** Rules of equal content are one to whoever accepted a finding of one of them. */
function factOf(finding: Finding, contentOf: (finding: Finding) => string | null): string {
  const words = finding.message.replace(/\b(lines?) [\d, and]+/g, '$1 ').replace(/#\d+$/, '#')
  return JSON.stringify([finding.check, finding.policy, contentOf(finding), words])
}

test('findings that a baseline knows in other words are hidden, and all others are told', () => {
  fc.assert(
    fc.property(
      anySpec,
      anySpec,
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      (p, q, isKnown) => {
        const files = parsed({
          'policies/p.json': JSON.stringify({ name: 'p', spec: p }),
          'policies/q.json': JSON.stringify({ name: 'q', spec: q }),
        })
        const contentOf = contentsIn(files)
        const all = lint(files).filter(isBaselined)
        const known = all.filter((_one, at) => isKnown[at] === true)
        const entries = known.map((one) =>
          entryFor({ ...one, message: 'said otherwise' }, contentOf, '2026-11-01'),
        )
        const told = lint(files, { baseline: readBaseline(baselineText(entries)) }).filter(isBaselined)
        const facts = (findings: readonly Finding[]) => findings.map((one) => factOf(one, contentOf)).sort()
        expect(facts([...told, ...known])).toEqual(facts(all))
      },
    ),
    { numRuns: 100 },
  )
})
