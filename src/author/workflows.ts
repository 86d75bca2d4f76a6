/**
 * The workflows that `policyctl init` writes. This repository runs the same
 * texts, with the action built from its own sources; a test compares them.
 */
import { releasedActionOf } from './released.ts'

/** Pinned by commit: a tag can be moved. */
const PINS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  uploadArtifact: 'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1',
} as const

export interface WorkflowSource {
  /** What `uses:` names. */
  readonly uses: string
  /** Steps after the checkout that make it available, indented by six; '' for a released action. */
  readonly prepare: string
}

/** Releases are immutable, their tags included. @param version of this tool. */
export function releasedAction(version: string): WorkflowSource {
  return { uses: releasedActionOf(version), prepare: '' }
}

/** By path, the text of each workflow. */
export function policyWorkflows(source: WorkflowSource): Readonly<Record<string, string>> {
  return {
    '.github/workflows/policy-plan.yml': planWorkflow(source),
    '.github/workflows/policy-apply.yml': applyWorkflow(source),
    '.github/workflows/policy-drift.yml': driftWorkflow(source),
  }
}

function planWorkflow({ uses, prepare }: WorkflowSource): string {
  return `# Says on every pull request what it does to access; docs/github.md of policyctl explains each line.
name: policy-plan
on:
  # No paths: a required check that is skipped never reports.
  pull_request:
  merge_group:

permissions: {}

concurrency:
  group: policy-plan-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: true

jobs:
  plan:
    name: policy-plan
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: write # the comment
    steps:
      - uses: ${PINS.checkout}
        with:
          fetch-depth: 2 # the test merge and its parents: what the change is compared with
${prepare}      - id: policyctl
        uses: ${uses}
        with:
          # Forks have no secrets: there the plan is left out, and the check still reports.
          command: \${{ vars.POLICYCTL_TARGETS != '' && 'lint test diff plan' || 'lint test diff' }}
          targets: \${{ vars.POLICYCTL_TARGETS }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
${UPLOAD}`
}

const UPLOAD = `      - if: always() && steps.policyctl.outputs.report-path != ''
        uses: ${PINS.uploadArtifact}
        with:
          name: policyctl
          path: \${{ steps.policyctl.outputs.report-path }}
          if-no-files-found: ignore
`

function applyWorkflow({ uses, prepare }: WorkflowSource): string {
  return `# Applies what was merged. By hand: with the overrides that guards ask for.
name: policy-apply
on:
  push:
    branches: [main]
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
  apply:
    name: policy-apply
    if: vars.POLICYCTL_TARGETS != '' && github.ref_name == github.event.repository.default_branch
    runs-on: ubuntu-latest
    timeout-minutes: 60
    environment: policy-apply # its reviewers, its branch rule, its key
    permissions:
      contents: write # ledger and lock, refs/policyctl/*
      pull-requests: write # what was done, on the merged pull request
      statuses: write # a failed apply is red on its commit
    steps:
      - uses: ${PINS.checkout}
${prepare}      - if: inputs.unlock
        uses: ${uses}
        with:
          command: unlock
          targets: \${{ vars.POLICYCTL_TARGETS }}
      - id: policyctl
        uses: ${uses}
        with:
          command: apply
          targets: \${{ vars.POLICYCTL_TARGETS }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
          wait: 10m
          allow-unreviewed: \${{ inputs.allow-unreviewed }}
          allow-behind: \${{ inputs.allow-behind }}
          allow-deletes: \${{ inputs.allow-deletes }}
          allow-empty: \${{ inputs.allow-empty }}
          allow-in-use: \${{ inputs.allow-in-use }}
          overwrite-live: \${{ inputs.overwrite-live }}
          drop-fields: \${{ inputs.drop-fields }}
          allow-widening: \${{ inputs.allow-widening }}
          skip-blocked: \${{ inputs.skip-blocked }}
${UPLOAD}`
}

const DISPATCH: readonly (readonly [name: string, type: 'boolean' | 'string', description: string])[] = [
  ['allow-unreviewed', 'boolean', 'Write also what the comments on the merged pull requests did not show'],
  ['allow-widening', 'boolean', 'Lift guard widening'],
  ['allow-deletes', 'string', 'Lift guard mass-delete: the exact number of deletes'],
  ['allow-in-use', 'string', 'Lift guard in-use: policies, with commas'],
  ['overwrite-live', 'string', 'Lift guard live-narrowed: policies, with commas'],
  ['drop-fields', 'string', 'Lift guard unknown-fields: policies, with commas'],
  ['allow-behind', 'boolean', 'Lift guard behind'],
  ['allow-empty', 'boolean', 'Lift guard empty-desired'],
  ['skip-blocked', 'boolean', 'Write what no guard blocks'],
  ['unlock', 'boolean', 'First remove the lock of an apply that died'],
]

const DISPATCH_INPUTS = DISPATCH.map(
  ([name, type, description]) =>
    `      ${name}:\n        description: "${description}"\n        type: ${type}\n`,
).join('')

function driftWorkflow({ uses, prepare }: WorkflowSource): string {
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
  drift:
    name: policy-drift
    if: vars.POLICYCTL_TARGETS != ''
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      issues: write
      actions: read # when the last good read was
    steps:
      - uses: ${PINS.checkout}
${prepare}      - uses: ${uses}
        with:
          command: drift
          targets: \${{ vars.POLICYCTL_TARGETS }}
          api-key: \${{ secrets.RUNAGENTS_API_KEY }}
`
}
