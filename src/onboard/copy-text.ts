/** Writes the text of a policy's new file, from the copy with the most commits, with its comments and order. */
import { newPolicyFile } from '../edit/new-policy-file.ts'
import { removeDocument } from '../edit/remove-document.ts'
import { spliceSpec } from '../edit/splice-spec.ts'
import { REPLACES } from '../fleet/replaced-fingerprints.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { fingerprint } from '../policy/fingerprint.ts'
import type { Spec } from '../policy/policy.ts'
import type { CopySource } from './read-members.ts'

export interface WantedText {
  readonly name: string
  /** The spec with the names of the files. */
  readonly spec: Spec
  /** The policy of an earlier layer that it replaces; null for none. */
  readonly replaces: Spec | null
  /** Copies that are equal to the spec after their names were replaced by those of the files. */
  readonly sources: readonly CopySource[]
  /** Path of the schema from the new file; null: there is none. */
  readonly schema: string | null
}

const utf8 = new TextEncoder()

/** @param file relative to the project's root. @returns the new file, parsed. */
export function copiedFile(file: string, wanted: WantedText): ParsedFile {
  const [best] = wanted.sources.toSorted((a, b) => b.commits - a.commits)
  const copied = best === undefined ? null : textOf(best, wanted)
  const { name, spec, schema } = wanted
  return parsed(file, withMark(copied ?? newPolicyFile({ name, spec, schema }), wanted))
}

function parsed(file: string, text: string): ParsedFile {
  return parsePolicyFile(file, utf8.encode(text))
}

/** @returns null if the text cannot be kept with its comments. */
function textOf({ file, policy }: CopySource, { name, spec, schema }: WantedText): string | null {
  const { file: path } = file
  // A JSON file has no comments that could be lost.
  if (path.toLowerCase().endsWith('.json')) return null
  const alone = onlyDocument(file, policy.document)
  if (alone === null) return null
  const splice = isSameSpec(policy.policy.spec, spec)
    ? ({ kind: 'spliced', text: alone } as const)
    : spliceSpec(alone, { file: path, document: 0, spec })
  if (splice.kind !== 'spliced') return null
  const text = splice.text.replace(/^# yaml-language-server: \$schema=\S+$/m, (line) =>
    schema === null ? line : `# yaml-language-server: $schema=${schema}`,
  )
  const { policies } = parsed(path, text)
  const [only] = policies
  const isIt = policies.length === 1 && only?.policy.name === name && isSameSpec(only.policy.spec, spec)
  return isIt ? text : null
}

function onlyDocument({ file, text }: ParsedFile, document: number): string | null {
  let rest = text
  let at = document
  for (;;) {
    const gone = at > 0 ? 0 : 1
    const removal = removeDocument(rest, { file, document: gone })
    if (removal.kind !== 'removed') return gone === 1 ? rest.replace(/^---[ \t]*\r?\n/, '') : null
    rest = removal.text
    at = Math.max(0, at - 1)
  }
}

/** Adds the comment, unless a person wrote one. */
function withMark(text: string, { replaces }: WantedText): string {
  if (replaces === null || new RegExp(`^#[ \\t]*${REPLACES}[ \\t]`, 'm').test(text)) return text
  const mark = `# ${REPLACES} ${fingerprint(replaces)}\n`
  const schemaLine = /^# yaml-language-server:[^\n]*\n/.exec(text)?.[0] ?? ''
  return schemaLine + mark + text.slice(schemaLine.length)
}
