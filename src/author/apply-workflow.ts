import { attestJob } from './attest-job.ts'
import {
  branchPattern,
  downloadStep,
  folderInput,
  matrixOf,
  matrixOfWave,
  PINS,
  targetsFrom,
  uploadStep,
  type WorkflowSource,
} from './workflow-steps.ts'

/** Writes the workflow that applies each target in a job with the key of its own environment; the last job reports on all. */
export function applyWorkflow(source: WorkflowSource): string {
  const { uses, prepare } = source
  const folder = folderInput(source)
  const files = `      - uses: ${PINS.checkout}\n${prepare}`
  const { waves = 1 } = source
  const jobs = Array.from({ length: Math.max(1, waves) }, (_, at) => (at === 0 ? 'apply' : `apply-${at + 1}`))
  return `# Applies what was merged. By hand: with the overrides that guards ask for.
name: policy-apply
on:
  push:
    branches: [${branchPattern(source)}]
  workflow_dispatch:
    inputs:
${DISPATCH_INPUTS}
permissions: {}

# Every merge is applied, in order. Without queue GitHub keeps only the last of the waiting runs.
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
      pull-requests: read # to read what the comments on the merged pull requests showed
    outputs:
      targets: \${{ steps.policyctl.outputs.targets }}
${waves > 1 ? `      waves: \${{ steps.policyctl.outputs.waves }}\n` : ''}    steps:
${files}      - id: policyctl
        uses: ${uses}
        with:
          command: targets reviewed
          waves: "${waves}" # of rollout in policyctl.yaml: a job below for each
${folder}${uploadStep('policy-reviewed')}
${jobs.map((name, at) => waveJob(source, { name, at, jobs, files })).join('')}${attestJob(jobs)}  comment:
    name: policy-apply
    needs: [reviewed, ${jobs.join(', ')}]
    if: "!cancelled() && needs.reviewed.result != 'skipped'"
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      pull-requests: write # comments on the merged pull request
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

interface WaveJob {
  readonly name: string
  /** Number of the wave, from 0. */
  readonly at: number
  /** Names of the jobs of all waves. */
  readonly jobs: readonly string[]
  /** Steps that check out the files. */
  readonly files: string
}

/** A wave is a job that needs the waves before it, so it begins after all of their targets. */
function waveJob(source: WorkflowSource, { name, at, jobs, files }: WaveJob): string {
  const { uses } = source
  const folder = folderInput(source)
  const needs = at === 0 ? 'reviewed' : `[reviewed, ${jobs.slice(0, at).join(', ')}]`
  const matrix = jobs.length === 1 ? matrixOf('reviewed') : matrixOfWave('reviewed', at)
  return `  ${name}:
    name: policy-apply (\${{ matrix.target }})
    needs: ${needs}
${matrix}    runs-on: ubuntu-latest
    timeout-minutes: 60
    environment: policy-apply-\${{ matrix.target }} # its reviewers, its branch rule, its key
    permissions:
      contents: write # ledger and lock, refs/policyctl/*
    steps:
${files}${downloadStep(at === 0 ? 'policy-reviewed' : 'policy-*')}      - if: inputs.unlock
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
`
}

/** The inputs; older servers allow ten. So guard empty-desired has no input: an exception in policyctl.yaml lifts it. */
const DISPATCH: readonly (readonly [name: string, type: 'boolean' | 'string', description: string])[] = [
  ['reason', 'string', 'The reason, for comment and ledger'],
  [
    'allow-unreviewed',
    'boolean',
    'Also write access changes that no comment on a merged pull request showed',
  ],
  ['allow-widening', 'string', 'Lift guard widening: true, or targets, with commas'],
  [
    'allow-deletes',
    'string',
    'Lift guard mass-delete: the exact number of deletes; with several targets dev-eu:3',
  ],
  ['allow-in-use', 'string', 'Lift guard in-use: policies, with commas; with several targets dev-eu:a,b'],
  ['overwrite-live', 'string', 'Lift guard live-narrowed: policies, likewise'],
  ['drop-fields', 'string', 'Lift guard unknown-fields: policies, likewise'],
  ['allow-behind', 'string', 'Lift guard behind: true, or targets, with commas'],
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
