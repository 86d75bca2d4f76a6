import {
  folderInput,
  matrixOf,
  PINS,
  targetsByAction,
  targetsJob,
  uploadStep,
  type WorkflowSource,
} from './workflow-steps.ts'

/** Writes the workflow that looks for drift of each target, in a job with the key of its own environment. */
export function driftWorkflow(source: WorkflowSource): string {
  const { uses, prepare } = source
  const folder = folderInput(source)
  const files = `      - uses: ${PINS.checkout}\n${prepare}`
  return `# Looks for edits outside git: one issue for each target, edited only when the drift changes, closed when it is gone.
name: policy-drift
on:
  schedule:
    - cron: "15 * * * *"
  workflow_dispatch:

permissions: {}

concurrency:
  group: policy-drift

jobs:
${targetsJob(files, targetsByAction(source, folder))}  drift:
    name: policy-drift (\${{ matrix.target }})
    needs: targets
${matrixOf('targets')}    runs-on: ubuntu-latest
    timeout-minutes: 15
    environment: policy-plan-\${{ matrix.target }} # a key that can only read
    permissions:
      contents: read
      issues: write
      actions: read # to find the last successful run
    steps:
${files}      - id: policyctl
        uses: ${uses}
        with:
          command: drift
          targets: \${{ matrix.target }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
${folder}${uploadStep(`policy-drift-\${{ matrix.target }}`)}`
}
