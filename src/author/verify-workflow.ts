import { matrixOf, PINS, runFolder, targetsJob, type WorkflowSource } from './workflow-steps.ts'

/**
 * Writes the workflow that verifies each target's ledger, without secrets and with
 * read access only. It runs the command line, because the action refuses
 * `workflow_run`: such an event does not tell which files are meant. A ledger needs no files.
 */
export function verifyWorkflow(source: WorkflowSource): string {
  const { cli, prepare } = source
  const node = `      - uses: ${PINS.node}\n        with:\n          node-version: "24"\n`
  const files = `      - uses: ${PINS.checkout}\n${prepare === '' ? node : prepare}`
  const step = `        run: ${cli} targets --format json | jq -r ${NAMES} >> "$GITHUB_OUTPUT"
        shell: bash # fails if the first of the two commands fails
${runFolder(source)}`
  return `# Checks every ledger against its statements: after each apply and once a day, because a push to refs/policyctl starts no workflow.
# It is red until the first apply: a missing ledger may be a deleted one.
name: policy-verify
on:
  schedule:
    - cron: "40 3 * * *"
  workflow_run:
    workflows: [policy-apply]
    types: [completed]
  workflow_dispatch:

permissions: {}

concurrency:
  group: policy-verify

jobs:
${targetsJob(files, step)}  verify:
    name: policy-verify (\${{ matrix.target }})
    needs: targets
${matrixOf('targets')}    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
    steps:
${files}      # Once evidence.trusted names keys, add --require signatures.
      - run: ${cli} verify --target "$TARGET"
${runFolder(source)}        env:
          TARGET: \${{ matrix.target }}
`
}

/** A filter of jq for the targets that are not embedded, as a line of outputs. */
const NAMES = `'"targets=\\([.targets[] | select(.embedded | not).name])"'`
