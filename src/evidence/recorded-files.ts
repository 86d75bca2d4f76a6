import type { ChainCommit } from '../policy/ledger-record.ts'

/** The facts that the trailers of a ledger's commit give about the files of its run. */
export interface RecordedFiles {
  /** True if the recorded commit is the one whose files were applied; else it is only what a checkout had to contain. */
  readonly isCommitOfFiles: boolean
  /** True if the files differed from every commit. */
  readonly isUncommitted: boolean
}

/**
 * An apply that wrote under guard `behind` recorded its HEAD. Any other run may have left the recorded commit as
 * it was: one that wrote nothing, one without that guard, and a rollback, which applies no files.
 */
export function recordedFiles({ said, trailers }: Pick<ChainCommit, 'said' | 'trailers'>): RecordedFiles {
  const hasWritten = /\b(?:created|updated|deleted)=[1-9]/.test(trailers.get('Policyctl-Counts') ?? '')
  const isGuarded = !(trailers.get('Policyctl-Overrides') ?? '').includes('allow-behind')
  return {
    isCommitOfFiles: said?.deed === 'apply' && hasWritten && isGuarded,
    isUncommitted: trailers.get('Policyctl-Uncommitted') === 'yes',
  }
}
