/**
 * Laying a file out never moves what a comment silences: over files with such
 * comments at every place where people write them, the findings that are
 * silenced, each with its item, stay the same.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentsIn } from '../../src/lint/item-content.ts'
import { runChecks } from '../../src/lint/lint.ts'
import { formatPolicyFile } from '../../src/parse/format-policy-file.ts'
import { parsed } from '../support/builders/parsed.ts'

const FIELDS = [
  ['permission', 'allow'],
  ['operations', '[get]'],
  ['resource', '"https://*"'],
  ['tags', '["# policyctl-ignore lowercase-method: no comment", b]'],
] as const
const CHECKS = ['effectively-any-resource', 'lowercase-method', 'no-such-check']

interface Written {
  readonly layout: 'block' | 'flow' | 'wide flow'
  /** The order of the fields. */
  readonly order: readonly number[]
  /** Check of a comment above, and behind each line; '' for none. */
  readonly above: string
  readonly behind: readonly string[]
}

const comment = (check: string): string => (check === '' ? '' : ` # policyctl-ignore ${check}: why`)
const check = fc.constantFrom('', '', '', ...CHECKS)

const rule: fc.Arbitrary<Written> = fc.record({
  layout: fc.constantFrom('block' as const, 'flow' as const, 'wide flow' as const),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 3 }).filter((order) => order.includes(0)),
  above: check,
  behind: fc.array(check, { minLength: 5, maxLength: 5 }),
})

function textOf({ layout, order, above, behind }: Written, isInBrackets: boolean): string {
  const fields = order
    .flatMap((at) => FIELDS[at] ?? [])
    .reduce<string[]>((lines, word, at) => {
      if (at % 2 === 0) lines.push(`${word}: `)
      else lines[lines.length - 1] += word
      return lines
    }, [])
  const head = above === '' ? '' : `   ${comment(above)}\n`
  const dash = isInBrackets ? '' : '- '
  const end = isInBrackets ? ',' : ''
  if (layout === 'block' && !isInBrackets)
    return (
      head +
      fields
        .map((field, at) => `    ${at === 0 ? '- ' : '  '}${field}${comment(behind[at] ?? '')}\n`)
        .join('')
    )
  if (layout === 'wide flow')
    return `${head}    ${dash}{\n${fields.map((field, at) => `        ${field},${comment(behind[at] ?? '')}\n`).join('')}      }${end}${comment(behind[4] ?? '')}\n`
  return `${head}    ${dash}{ ${fields.join(', ')} }${end}${comment(behind[4] ?? '')}\n`
}

const file = fc
  .tuple(fc.array(rule, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([rules, isInBrackets]) => {
    const list = rules.map((one) => textOf(one, isInBrackets)).join('')
    return `name: p\nspec:\n  policies:${isInBrackets ? ` [\n${list}  ]` : `\n${list.trimEnd()}`}\n`
  })

/** Check, content of the item and words of all that is silenced. */
function silencedIn(text: string): readonly string[] {
  const files = parsed({ 'p.yaml': text })
  const contentOf = contentsIn(files)
  return runChecks(files)
    .silenced.map(({ finding }) => JSON.stringify([finding.check, contentOf(finding), finding.message]))
    .sort()
}

test('what is silenced stays, and a file is left alone only where that cannot be', () => {
  let silencing = 0
  fc.assert(
    fc.property(file, (text) => {
      const result = formatPolicyFile('p.yaml', text)
      if (result.kind === 'left') {
        // Between braces a field has lines of its own; on lines of a block the first and last are the rule's.
        expect(text).toMatch(/\{\n/)
        return
      }
      const silenced = silencedIn(text)
      if (silenced.length > 0) silencing += 1
      expect(silencedIn(result.text)).toEqual(silenced)
    }),
    { numRuns: 300, seed: 7 },
  )
  expect(silencing).toBeGreaterThan(50)
})
