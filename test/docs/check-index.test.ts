/** docs/checks/README.md lists every check; `UPDATE_EXAMPLES=1` writes it anew from the checks and their pages. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Check } from '../../src/lint/check.ts'
import { CHECKS } from '../../src/lint/checks/list.ts'

const INDEX = 'docs/checks/README.md'
const GUARDRAIL = { id: 'guardrail', severity: 'error', isLocked: true } as const

const INTRO = `# Checks

\`policyctl lint\` runs these checks.

- **Severity** is set in \`policyctl.yaml\`: \`checks: { <id>: off | info | warning | error }\`, with \`"*"\` for all that are not named. Checks with 🔒 cannot be turned off.
- **A comment** \`# policyctl-ignore <check>: reason\` silences a check for one rule, route or field. Put it on the line above, or at the end of the first or last line. \`fmt\`, \`lint --fix\` and \`pull\` keep it there.
- ***fix***: \`policyctl lint --fix\` fixes it, without changing a decision.
- ***live***: runs only with \`--live\`.

| check | severity | finds |
|---|---|---|
`

function row({ id, severity, isLocked }: Pick<Check, 'id' | 'severity' | 'isLocked'>): string {
  const page = readFileSync(`docs/checks/${id}.md`, 'utf8')
  const [, found = ''] = page.split('\n\n')
  const marks = [
    isLocked === true ? ' 🔒' : '',
    page.includes('--fix') ? ' *fix*' : '',
    /^With `--live`:/m.test(page) ? ' *live*' : '',
  ]
  const sentence = found.replace(/\n/g, ' ').match(/^.*?[.](?= |$)/)?.[0] ?? found
  return `| [\`${id}\`](${id}.md) | ${severity}${marks.join('')} | ${sentence.replaceAll('|', '\\|')} |`
}

test('the index of checks is current', () => {
  const checks = [...CHECKS, GUARDRAIL].sort((a, b) => (a.id < b.id ? -1 : 1))
  const wanted = `${INTRO}${checks.map(row).join('\n')}\n`
  if (process.env.UPDATE_EXAMPLES === '1') writeFileSync(INDEX, wanted)
  expect(readFileSync(INDEX, 'utf8')).toBe(wanted)
})
