import type { ChainCommit } from '../policy/ledger-record.ts'
import { chainBreaks, configBreaks, headBreaks, reviewBreaks, subjectBreaks } from './commit-breaks.ts'
import { openEnvelope } from './envelope.ts'
import { statementIn } from './read-statement.ts'

/**
 * Finds commits of a ledger that policyctl did not write as they are: their files, message or place in the chain
 * contradict their statement, or they lost it. Needs no key, and computes no access, so it costs little.
 *
 * @param commits parents first.
 */
export function contradictions(commits: readonly ChainCommit[]): readonly ChainCommit[] {
  const begun = new Set<string>()
  return commits.filter((commit) => {
    const text = commit.contents?.evidence ?? null
    const hasBegun = commit.parents.some((oid) => begun.has(oid))
    if (hasBegun || text !== null) begun.add(commit.oid)
    return text === null ? hasBegun : contradicts(commit, text)
  })
}

function contradicts(commit: ChainCommit, text: string): boolean {
  const envelope = openEnvelope(text)
  const statement = typeof envelope === 'string' ? envelope : statementIn(envelope)
  if (typeof statement === 'string') return true
  const { predicate } = statement
  const breaks = [
    ...subjectBreaks(commit, statement),
    ...chainBreaks(commit, predicate),
    ...headBreaks(commit, predicate),
    ...configBreaks(commit),
    ...reviewBreaks(commit, predicate),
  ]
  return breaks.length > 0
}
