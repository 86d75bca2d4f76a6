// Reads vitest's JSON report: where everything is installed, a skipped test is a failure.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const skipped = report.testResults.flatMap(({ assertionResults }) =>
  assertionResults
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName),
)
for (const name of skipped) console.log(`skipped: ${name}`)
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped.length} skipped`)
if (skipped.length > 0 || report.numPassedTests === 0 || !report.success) process.exitCode = 1
