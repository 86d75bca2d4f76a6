/** Writes a statement as two files for an action that signs as the workflow: its predicate, and checksums of its subjects. */
import { canonicalJson } from './canonical-json.ts'
import { openEnvelope } from './envelope.ts'
import { statementIn } from './read-statement.ts'
import { type Predicate, sha256Of } from './statement.ts'

export interface AttestedFiles {
  readonly predicate: Predicate
  /** JSON. */
  readonly predicateText: string
  /**
   * Lines as sha256sum writes them: the envelope itself, and the statement's
   * subjects. The tree of policies has no SHA-256: the envelope names it.
   */
  readonly subjects: string
}

/** @param envelope text of evidence.dsse.json. @returns null if it is no statement. */
export function attestedFiles(envelope: string): AttestedFiles | null {
  const opened = openEnvelope(envelope)
  const statement = typeof opened === 'string' ? opened : statementIn(opened)
  if (typeof statement === 'string') return null
  const { predicate, subject } = statement
  const digests = subject.flatMap(({ name, digest: { sha256 } }) =>
    sha256 === undefined ? [] : [[sha256, name] as const],
  )
  const lines = [[sha256Of(envelope), 'evidence.dsse.json'] as const, ...digests]
  return {
    predicate,
    predicateText: `${canonicalJson(predicate)}\n`,
    subjects: lines.map(([digest, name]) => `${digest}  ${predicate.target}/${name}\n`).join(''),
  }
}
