/** Steps and jobs that several workflows share, as YAML. */

export interface WorkflowSource {
  /** The value of `uses:`. */
  readonly uses: string
  /** Steps after the checkout that build the action, indented by six; '' for a released action. */
  readonly prepare: string
  /** The shell command that runs policyctl in the project's folder. */
  readonly cli: string
  /** The default branch, from which policies are applied. */
  readonly branch: string
  /** The folder of the project in the repository, with '/', '' at its root. */
  readonly folder: string
  /** Waves of the config's rollout, each a job of the apply. Default: one. */
  readonly waves?: number
}

/** Writes the project's folder as an input of a step; '' at the root of the repository. */
export function folderInput({ folder }: WorkflowSource): string {
  return folder === '' ? '' : `          working-directory: ${yamlText(folder)}\n`
}

/** Writes the project's folder for a step that runs a command; '' at the root of the repository. */
export function runFolder({ folder }: WorkflowSource): string {
  return folder === '' ? '' : `        working-directory: ${yamlText(folder)}\n`
}

/** Escapes a branch's name for a filter of GitHub, which is a pattern. */
export function branchPattern({ branch }: WorkflowSource): string {
  return yamlText(branch.replace(/^!|\+/g, '\\$&'))
}

/** Quotes a text if YAML would read it as something else. */
function yamlText(text: string): string {
  const isPlain = /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text)
  return isPlain ? text : JSON.stringify(text)
}

/** Pinned by commit: a tag can be moved. */
export const PINS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  attest: 'actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32 # v4.1.0',
  node: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  upload: 'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1',
  download: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
} as const

/** Uploads the report folder for the other jobs, and for people. @param name of the artifact. */
export function uploadStep(name: string): string {
  return `      - if: always() && steps.policyctl.outputs.report-path != ''
        uses: ${PINS.upload}
        with:
          name: ${name}
          path: \${{ steps.policyctl.outputs.report-path }}
          if-no-files-found: ignore
`
}

/** Uploads the pages of the other jobs again, as one artifact, whose address the comment can name. */
export const PAGES_STEP = `      - id: pages
        uses: ${PINS.upload}
        with:
          name: policyctl-pages
          path: documents/**/policyctl-*.html
          if-no-files-found: ignore
`

/** Downloads the artifacts of the other jobs. @param pattern of the artifacts' names. */
export function downloadStep(pattern: string): string {
  return `      - uses: ${PINS.download}
        with:
          pattern: ${pattern}
          path: documents
`
}

/** The list that the first job found, as the input `targets` takes it. @param job that found it. */
export function targetsFrom(job: string): string {
  return `\${{ join(fromJSON(needs.${job}.outputs.targets || '[]'), ' ') }}`
}

/** One job for each target. @param job that found them. */
export function matrixOf(job: string): string {
  return `    if: needs.${job}.outputs.targets != '[]'
${strategyOf(`fromJSON(needs.${job}.outputs.targets)`)}`
}

/** One job for each target of a wave. @param job that found them. @param at number of the wave, from 0. */
export function matrixOfWave(job: string, at: number): string {
  const targets = `fromJSON(needs.${job}.outputs.waves)[${at}]`
  // `needs` alone would skip this wave after a skipped one (a wave without targets), so the condition asks for failures.
  const start = at === 0 ? '' : `!failure() && !cancelled() && needs.${job}.result == 'success' && `
  return `    if: ${start === '' ? `join(${targets}) != ''` : JSON.stringify(`${start}join(${targets}) != ''`)}
${strategyOf(targets)}`
}

function strategyOf(targets: string): string {
  return `    strategy:
      fail-fast: false # a failure of one target does not hide the results of others
      matrix:
        target: \${{ ${targets} }}
`
}

/** Writes the first job, which lists the targets. @param step the rest of the step that finds them, indented by eight. */
export function targetsJob(files: string, step: string): string {
  return `  targets:
    name: policy-targets
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
    outputs:
      targets: \${{ steps.policyctl.outputs.targets }}
    steps:
${files}      - id: policyctl
${step}
`
}

/** Finds the targets by the action. @param more inputs, indented by ten. */
export function targetsByAction({ uses }: WorkflowSource, more: string): string {
  return `        uses: ${uses}
        with:
          command: targets
${more}`
}
