/** The facts that the message of a ledger's commit gives about the files of its run. */
export interface RecordedFiles {
  /** False for a run that applies no files: a rollback, `forget` … */
  readonly areApplied: boolean
  /** True if the recorded commit is the one whose files were applied; else it is only what a checkout had to contain. */
  readonly isCommitOfFiles: boolean
  /** True if files were applied that differed from every commit. */
  readonly isUncommitted: boolean
}

/**
 * An apply that wrote under guard `behind` recorded its HEAD. Any other run may have left the recorded commit as
 * it was: one that wrote nothing, one without that guard, and a rollback, which applies no files.
 */
export function recordedFiles({
  said,
  trailers,
}: {
  readonly said: { readonly deed: string | null } | null
  readonly trailers: ReadonlyMap<string, string>
}): RecordedFiles {
  const deed = said?.deed ?? null
  const hasWritten = /\b(?:created|updated|deleted)=[1-9]/.test(trailers.get('Policyctl-Counts') ?? '')
  const isGuarded = !(trailers.get('Policyctl-Overrides') ?? '').includes('allow-behind')
  const areApplied = deed === 'apply' || deed === null
  return {
    areApplied,
    isCommitOfFiles: deed === 'apply' && hasWritten && isGuarded,
    isUncommitted: areApplied && trailers.get('Policyctl-Uncommitted') === 'yes',
  }
}

/**
 * `of 3f9c1ab, with uncommitted changes`; '' if no files were applied. An auditor checks out what is named here, so
 * the commit that guard `behind` asked for must not pass for that of the files.
 *
 * @param commit as it is to be shown; null: none was recorded.
 */
export function filesOfRun(commit: string | null, files: RecordedFiles): string {
  if (!files.areApplied) return ''
  if (commit === null) return 'of no commit'
  const name = files.isCommitOfFiles ? commit : 'a commit that is not recorded'
  return `of ${name}${files.isUncommitted ? ', with uncommitted changes' : ''}`
}

/** Only such a run applies something; other commands change the record alone. @param deed null: not recorded. */
export function writesWorkspace(deed: string | null): boolean {
  return deed === null || deed === 'apply' || deed === 'rollback'
}
