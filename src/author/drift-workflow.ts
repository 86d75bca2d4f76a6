import { folderInput, matrixOf, PINS, targetsJob, uploadStep, type WorkflowSource } from './workflow-steps.ts'

/** Looks at each target in a job with the key of its own environment. */
export function driftWorkflow(source: WorkflowSource): string {
  const { uses, prepare } = source
  const files = `      - uses: ${PINS.checkout}\n${prepare}`
  return `# Looks for edits outside git: one issue a target, edited only when the drift changes, closed when it is gone.
name: policy-drift
on:
  schedule:
    - cron: "15 * * * *"
  workflow_dispatch:

permissions: {}

concurrency:
  group: policy-drift

jobs:
${targetsJob(files, source)}  drift:
    name: policy-drift (\${{ matrix.target }})
    needs: targets
${matrixOf('targets')}    runs-on: ubuntu-latest
    timeout-minutes: 15
    environment: policy-plan-\${{ matrix.target }} # a key that reads
    permissions:
      contents: read
      issues: write
      actions: read # when the last good read was
    steps:
${files}      - id: policyctl
        uses: ${uses}
        with:
          command: drift
          targets: \${{ matrix.target }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
${folderInput(source)}${uploadStep(`policy-drift-\${{ matrix.target }}`)}`
}
