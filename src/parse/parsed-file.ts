import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Binding } from '../policy/binding.ts'
import type { Policy } from '../policy/policy.ts'
import type { Node, NodePath } from './node.ts'

/** One policy of a file, in the API form whatever form it was written in. */
export interface ParsedPolicy {
  /** As it was written, unknown fields included. */
  readonly policy: Policy
  /** Kubernetes namespace, 'default' in the plain form. */
  readonly namespace: string
  readonly form: 'plain' | 'kubernetes'
  /** Relative to the project's root, with '/'. */
  readonly file: string
  /** Index of the document in its file, empty documents not counted. */
  readonly document: number
  /**
   * false: a key is duplicated, the name is unsafe, or the schema refuses more than unknown fields. Every
   * known field has the right type, but its meaning is not certain.
   */
  readonly isSound: boolean
  /** Values that the target's map replaced, if the policy is a target's. Places are still those of the file. */
  readonly mapped?: readonly SwappedValue[]
  /** Place of the node at `path`, or of its nearest ancestor that was written. */
  placeOf(path: NodePath): Place
  /** Place of the key at the end of `path` if it was written; else as placeOf. */
  keyPlaceOf(path: NodePath): Place
  /** The node at `path` with its offsets in the file's text; null if nothing was written there. */
  nodeAt(path: NodePath): Node | null
}

/** A value of a file that a target's map replaced. */
export interface SwappedValue {
  /** Its place in the policy, from its root. */
  readonly path: NodePath
  readonly from: string
  readonly to: string
}

/** The replaced values at or below a path, each once. */
export function swappedBelow(
  { mapped = [] }: Pick<ParsedPolicy, 'mapped'>,
  path: NodePath,
): readonly Pick<SwappedValue, 'from' | 'to'>[] {
  const own = mapped.filter((value) => path.every((key, at) => value.path[at] === key))
  return [...new Map(own.map(({ from, to }) => [from, { from, to }])).values()]
}

export interface ParsedBinding extends Binding {
  readonly file: string
  readonly place: Place
}

/** The content of a file. A file that cannot be read has only findings and, if it could be decoded, its text. */
export interface ParsedFile {
  readonly file: string
  /** Decoded text, a byte order mark and CRLF included; '' if it could not be decoded. */
  readonly text: string
  readonly policies: readonly ParsedPolicy[]
  readonly bindings: readonly ParsedBinding[]
  /** Policies that the schema refuses, as far as they can be read. Only lint uses them, to report all mistakes at once. */
  readonly drafts?: readonly ParsedPolicy[]
  /** The findings of the reader and of the schema; unsorted, with their default severities. */
  readonly findings: readonly Finding[]
}
