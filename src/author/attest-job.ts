import { PREDICATE_TYPE } from '../evidence/statement.ts'
import { matrixOf, PINS } from './workflow-steps.ts'

/**
 * Writes a job that attests each target's statement at GitHub. It runs only if
 * the repository's variable says so. It is separate from the apply, so that the
 * apply gets no right to sign as the workflow. @param jobs the jobs that apply.
 */
export function attestJob(jobs: readonly string[]): string {
  const isOn = "vars.POLICYCTL_ATTEST == 'true' && !cancelled() && needs.reviewed.result == 'success'"
  const matrix = matrixOf('reviewed').replace('if: ', `if: ${isOn} && `)
  return `  attest:
    name: policy-attest (\${{ matrix.target }})
    needs: [reviewed, ${jobs.join(', ')}]
${matrix}    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      id-token: write # signs as this workflow
      attestations: write
    steps:
      - uses: ${PINS.download}
        with:
          name: policy-apply-\${{ matrix.target }}
          path: documents
      - id: statement # an apply that changed nothing made none
        if: hashFiles(format('documents/attest/{0}/predicate.json', matrix.target)) != ''
        uses: ${PINS.attest}
        with:
          predicate-type: ${PREDICATE_TYPE}
          predicate-path: documents/attest/\${{ matrix.target }}/predicate.json
          subject-checksums: documents/attest/\${{ matrix.target }}/subjects.txt

`
}
