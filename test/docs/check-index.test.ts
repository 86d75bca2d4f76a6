/** docs/checks/README.md lists every check; `UPDATE_EXAMPLES=1` writes it anew from the checks and their pages. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Check } from '../../src/lint/check.ts'
import { CHECKS } from '../../src/lint/checks/list.ts'

const INDEX = 'docs/checks/README.md'
const GUARDRAIL = { id: 'guardrail', severity: 'error', isLocked: true } as const

const INTRO = `# Checks

What \`policyctl lint\` looks for. Severities are set in \`policyctl.yaml\` (\`checks: { <id>: off | info | warning | error }\`, \`"*"\` for all that are not named); those marked with a lock cannot be turned off. A comment \`# policyctl-ignore <check>: reason\` above a rule, a route or a field, or behind its first or last line, silences the check for it and for nothing else; \`fmt\`, \`lint --fix\` and \`pull\` keep it there. \`policyctl lint --fix\` mends what is marked *fix*, without changing any vote. Checks marked *live* run with \`--live\` only.

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
