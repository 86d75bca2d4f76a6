/** Commits of a ledger whose run wrote policies that the ledger had already: it put back what was edited live. */
export interface PutBackRun {
  /** Commit of the ledger. */
  readonly revision: string
  /** Policies that were written as the ledger had them. Sorted. */
  readonly policies: readonly string[]
}

/** Returns the policies that a run wrote, from the lines of the message of its commit. */
export function writtenByRun(lines: Iterable<string>): readonly string[] {
  return [...lines].flatMap((line) => WROTE.exec(line)?.[1] ?? []).sort()
}

const WROTE = /^(?:created|updated|deleted) (.+)$/
