import {
  downloadStep,
  matrixOf,
  PAGES_STEP,
  PINS,
  targetsByAction,
  targetsFrom,
  targetsJob,
  uploadStep,
  type WorkflowSource,
} from './workflow-steps.ts'

/** Writes the workflow that plans each target in a job with the key of its own environment; the last job writes one comment for all. */
export function planWorkflow(source: WorkflowSource): string {
  const { uses, prepare } = source
  const files = checkoutSteps(prepare)
  const pull = pullInputs(source)
  return `# Says on every pull request what it does to access.
name: policy-plan
on:
  # No paths filter: a required check that is skipped never reports. edited: the base branch may have changed.
  pull_request:
    types: [opened, synchronize, reopened, edited]
  merge_group:
  # For forks and Dependabot, whose own runs have neither keys nor the right to comment.
  workflow_dispatch:
    inputs:
      pull-request:
        description: "Number of the pull request to plan and comment on"
        type: string
        required: true

permissions: {}

concurrency:
  group: policy-plan-\${{ github.event.pull_request.number || inputs.pull-request || github.ref }}
  cancel-in-progress: true

jobs:
${targetsJob(files, targetsByAction(source, pull))}  plan:
    name: policy-plan (\${{ matrix.target }})
    needs: targets
${matrixOf('targets')}    runs-on: ubuntu-latest
    timeout-minutes: 15
    environment: policy-plan-\${{ matrix.target }} # a key that can only read; the rules of policy-apply-* are for main only
    permissions:
      contents: read
    steps:
${files}      - id: policyctl
        uses: ${uses}
        with:
          command: plan
          targets: \${{ matrix.target }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
          comment: "false"
          annotations: "false"
${pull}${uploadStep(`policy-plan-\${{ matrix.target }}`)}
  comment:
    name: policy-plan # the check to require: it always reports
    needs: [targets, plan]
    if: "!cancelled()"
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: write # the comment
    steps:
${files}${downloadStep('policy-plan-*')}${PAGES_STEP}      - id: policyctl
        uses: ${uses}
        with:
          command: comment
          targets: ${targetsFrom('targets')}
          documents: documents
          pages-url: \${{ steps.pages.outputs.artifact-url }}
${pull}${uploadStep('policyctl')}`
}

function pullInputs({ folder }: WorkflowSource): string {
  const named = folder.replaceAll("'", "''")
  const [there, here] = folder === '' ? ['pull-request', '.'] : [`pull-request/${named}`, named]
  return `          pull-request: \${{ inputs.pull-request }}
          working-directory: \${{ inputs.pull-request && '${there}' || '${here}' }}
`
}

/** A run that was started by hand uses the action of the default branch, and only reads the files of the pull request. */
function checkoutSteps(prepare: string): string {
  return `      - uses: ${PINS.checkout}
        with:
          fetch-depth: 2 # the test merge and its parents: what the change is compared with
${prepare}      - if: inputs.pull-request
        uses: ${PINS.checkout}
        with:
          ref: refs/pull/\${{ inputs.pull-request }}/merge
          path: pull-request
          fetch-depth: 2
`
}
