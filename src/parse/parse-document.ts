/** One document of a file: a policy in either form, or a binding. */

import type { PolicyBinding } from '../generated/policy.ts'
import { validate } from '../generated/policy-validator.js'
import { agentId } from '../policy/binding.ts'
import type { Policy } from '../policy/policy.ts'
import { isSafeName, RESERVED_NAMES, usualName } from '../policy/policy-name.ts'
import { withoutRefused } from './draft-policy.ts'
import { duplicateKeys } from './duplicate-keys.ts'
import { foreignDocument } from './foreign-document.ts'
import { type Form, formOf } from './form.ts'
import { unknownKind, withMeantKind } from './meant-kind.ts'
import type { NodePath } from './node.ts'
import { keySpan, type Node, nearestNode, nodeAt, nodeValue, type Span } from './node.ts'
import type { ParsedBinding, ParsedPolicy } from './parsed-file.ts'
import { type Problem, quoted, spanOf } from './problem.ts'
import { type SchemaError, schemaProblems } from './schema-findings.ts'
import type { Source } from './source.ts'

export interface ParsedDocument {
  /** null for a binding, and for a document that the schema refuses. */
  readonly policy: ParsedPolicy | null
  /** The name of the policy, even if only the name can be relied on. */
  readonly name: string | null
  readonly bindings: readonly ParsedBinding[]
  /** The usable part of a policy that the schema refuses. */
  readonly draft: ParsedPolicy | null
  readonly problems: readonly Problem[]
}

export interface DocumentText {
  readonly source: Source
  readonly root: Node
  readonly index: number
  readonly nodes: NodesOfFile
}

/** Reads a file again. Nodes are needed for places only, and keeping those of all files costs more. */
export interface NodesOfFile {
  document(index: number): Node
}

type Fields = Readonly<Record<string, unknown>>

/** Schema errors after which every known field still has the right type, so that other checks can run. */
const KEEPS_TYPES = new Set(['additionalProperties', 'enum', 'minItems', 'minLength', 'maxLength', 'if'])
/** Schema errors after which every known field still means what it says. */
const KEEPS_MEANING = new Set(['additionalProperties', 'if'])

const NONE: readonly never[] = []

export function parseDocument(document: DocumentText): ParsedDocument {
  const { root } = document
  const written = nodeValue(root)
  const foreign = foreignDocument(root, written, document.source.file)
  if (foreign !== null)
    return {
      policy: null,
      name: null,
      bindings: [],
      draft: null,
      problems: [...duplicateKeys(root), foreign],
    }
  const { kind, value } = withMeantKind(written)
  const errors = validate(value) ? [] : (validate.errors ?? [])
  const form = formOf(value)
  const name = nameIn(root, form)
  const keys = duplicateKeys(root)
  keys.push(...nameProblems(name, form))
  const read = { name: name?.value ?? null, policy: null, bindings: [], draft: null }
  // Nearly every document: nothing more is made of it than is read of it.
  if (keys.length === 0 && kind === null && errors.length === 0 && form !== 'binding') {
    const policy = parsedPolicy(document, { value: value as Fields, form, isSound: true })
    return { name: read.name, policy, bindings: NONE, draft: null, problems: NONE }
  }
  const refused = { root, text: document.source.text }
  const kinds = kind === null ? [] : [unknownKind(root, kind)]
  const problems = [...keys, ...kinds, ...schemaProblems(refused, errors)]
  if (kind !== null) return { ...read, problems }
  if (!errors.every(({ keyword }) => KEEPS_TYPES.has(keyword)))
    return { ...read, problems, draft: draftOf(document, value, form, errors) }
  if (form === 'binding') return { ...read, problems, bindings: bindingsIn(document, value as PolicyBinding) }
  const isSound = keys.length === 0 && errors.every(({ keyword }) => KEEPS_MEANING.has(keyword))
  return { ...read, problems, policy: parsedPolicy(document, { value: value as Fields, form, isSound }) }
}

/** The policy as far as it can be read, so that one mistake does not hide the next one. */
function draftOf(
  document: DocumentText,
  value: unknown,
  form: Form,
  errors: readonly SchemaError[],
): ParsedPolicy | null {
  const pruned = form === 'binding' ? null : withoutRefused(document.root, value, errors)
  if (pruned === null || form === 'binding') return null
  return parsedPolicy(document, { value: pruned, form, isSound: false })
}

function parsedPolicy(
  { source, index, nodes }: DocumentText,
  { value, form, isSound }: { value: Fields; form: 'plain' | 'kubernetes'; isSound: boolean },
): ParsedPolicy {
  const metadata = value.metadata as { name: string; namespace?: string } | undefined
  const policy = metadata === undefined ? value : { name: metadata.name, spec: value.spec }
  return {
    policy: policy as unknown as Policy,
    namespace: metadata?.namespace ?? 'default',
    form,
    file: source.file,
    document: index,
    isSound,
    placeOf: (path) => source.placeOf(nearestNode(nodes.document(index), writtenPath(form, path))),
    keyPlaceOf: (path) => source.placeOf(keySpan(nodes.document(index), writtenPath(form, path))),
    nodeAt: (path) => nodeAt(nodes.document(index), writtenPath(form, path)),
  }
}

function writtenPath(form: Form, path: NodePath): NodePath {
  return form === 'kubernetes' && path[0] === 'name' ? ['metadata', ...path] : path
}

function bindingsIn(
  { source, root }: DocumentText,
  { metadata, spec }: PolicyBinding,
): readonly ParsedBinding[] {
  return spec.subjects.flatMap((subject, at) => {
    // Only service accounts are agents; users and groups are not.
    if (subject.kind !== 'ServiceAccount') return []
    return [
      {
        agent: agentId(subject.name, subject.namespace ?? metadata.namespace),
        policy: spec.policyRef.name,
        file: source.file,
        place: source.placeOf(nearestNode(root, ['spec', 'subjects', at])),
      },
    ]
  })
}

interface NameNode extends Span {
  readonly value: string
}

function nameIn(root: Node, form: Form): NameNode | null {
  const node = nodeAt(root, form === 'plain' ? ['name'] : ['metadata', 'name'])
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return null
  return { value: node.value, ...spanOf(node) }
}

/** The name of a binding is never sent to the API; the schema refuses a name that is empty or too long. */
function nameProblems(node: NameNode | null, form: Form): readonly Problem[] {
  if (node === null || form === 'binding' || node.value === '' || node.value.length > 253) return []
  if (RESERVED_NAMES.includes(node.value)) return [reservedName(node)]
  return isSafeName(node.value) ? [] : [invalidName(node)]
}

function reservedName({ value: name, ...span }: NameNode): Problem {
  return {
    check: 'reserved-name',
    message: `a policy cannot have the name ${name}: POST /policies/${name} is another call of the API`,
    hint: 'choose another name',
    ...span,
  }
}

function invalidName({ value: name, ...span }: NameNode): Problem {
  const usual = usualName(name)
  return {
    check: 'invalid-name',
    message: `${quoted(name)} has characters that no policy name may have: the name is part of URLs of the API`,
    hint: `use lower-case letters, digits, '-', '.' and '_'${usual === '' ? '' : `, such as ${usualName(usual.slice(0, 60))}`}`,
    ...span,
  }
}
