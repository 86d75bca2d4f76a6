import {
  branchPattern,
  downloadStep,
  folderInput,
  matrixOf,
  PINS,
  targetsFrom,
  uploadStep,
  type WorkflowSource,
} from './workflow-steps.ts'

/** Applies each target in a job with the key of its own environment; the last job says it all. */
export function applyWorkflow(source: WorkflowSource): string {
  const { uses, prepare } = source
  const folder = folderInput(source)
  const files = `      - uses: ${PINS.checkout}\n${prepare}`
  return `# Applies what was merged. By hand: with the overrides that guards ask for.
name: policy-apply
on:
  push:
    branches: [${branchPattern(source)}]
  workflow_dispatch:
    inputs:
${DISPATCH_INPUTS}
permissions: {}

# Every merge is applied, in order: without queue the runs that wait are dropped but for the last one.
concurrency:
  group: policy-apply
  cancel-in-progress: false
  queue: max

jobs:
  reviewed:
    name: policy-reviewed
    if: github.ref_name == github.event.repository.default_branch
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: read # what the comments on the merged pull requests showed
    outputs:
      targets: \${{ steps.policyctl.outputs.targets }}
    steps:
${files}      - id: policyctl
        uses: ${uses}
        with:
          command: targets reviewed
${folder}${uploadStep('policy-reviewed')}
  apply:
    name: policy-apply (\${{ matrix.target }})
    needs: reviewed
${matrixOf('reviewed')}    runs-on: ubuntu-latest
    timeout-minutes: 60
    environment: policy-apply-\${{ matrix.target }} # its reviewers, its branch rule, its key
    permissions:
      contents: write # ledger and lock, refs/policyctl/*
    steps:
${files}${downloadStep('policy-reviewed')}      - if: inputs.unlock
        uses: ${uses}
        with:
          command: unlock
          targets: \${{ matrix.target }}
${folder}      - id: policyctl
        uses: ${uses}
        with:
          command: apply
          targets: \${{ matrix.target }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
          documents: documents
          wait: 10m
${folder}${OVERRIDE_INPUTS}${uploadStep(`policy-apply-\${{ matrix.target }}`)}
  comment:
    name: policy-apply
    needs: [reviewed, apply]
    if: "!cancelled() && needs.reviewed.result != 'skipped'"
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: write # what was done, on the merged pull request
      statuses: write # a failed apply is red on its commit
    steps:
${files}${downloadStep('policy-*')}      - id: policyctl
        uses: ${uses}
        with:
          command: comment
          targets: ${targetsFrom('reviewed')}
          documents: documents
${folder}${OVERRIDE_INPUTS}${uploadStep('policyctl')}`
}

/** Ten at most on older servers: guard empty-desired is lifted by an exception in policyctl.yaml. */
const DISPATCH: readonly (readonly [name: string, type: 'boolean' | 'string', description: string])[] = [
  ['reason', 'string', 'Why: comment and ledger keep it'],
  ['allow-unreviewed', 'boolean', 'Write also what the comments on the merged pull requests did not show'],
  ['allow-widening', 'boolean', 'Lift guard widening'],
  ['allow-deletes', 'string', 'Lift guard mass-delete: the exact number of deletes'],
  ['allow-in-use', 'string', 'Lift guard in-use: policies, with commas'],
  ['overwrite-live', 'string', 'Lift guard live-narrowed: policies, with commas'],
  ['drop-fields', 'string', 'Lift guard unknown-fields: policies, with commas'],
  ['allow-behind', 'boolean', 'Lift guard behind'],
  ['skip-blocked', 'boolean', 'Write what no guard blocks'],
  ['unlock', 'boolean', 'First remove the lock of an apply that died'],
]

const DISPATCH_INPUTS = DISPATCH.map(
  ([name, type, description]) =>
    `      ${name}:\n        description: "${description}"\n        type: ${type}\n`,
).join('')

const OVERRIDE_INPUTS = DISPATCH.filter(([name]) => name !== 'unlock')
  .map(([name]) => `          ${name}: \${{ inputs.${name} }}\n`)
  .join('')
