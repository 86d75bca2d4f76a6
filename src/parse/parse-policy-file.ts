/**
 * Parses the bytes of a policy file into policies with places. It never throws
 * because of the bytes: faults become findings. Time and memory are bounded.
 */
import type { Finding } from '../diagnostic/finding.ts'
import { boundFindings } from './bound-findings.ts'
import { decode } from './decode.ts'
import { withMergeConflict } from './merge-conflict.ts'
import type { FieldsNode, Node } from './node.ts'
import { type NodesOfFile, parseDocument } from './parse-document.ts'
import type { ParsedBinding, ParsedFile, ParsedPolicy } from './parsed-file.ts'
import type { Problem, Reading } from './problem.ts'
import { readJson } from './read-json.ts'
import { readPlainYaml } from './read-plain-yaml.ts'
import { readYaml } from './read-yaml.ts'
import { type Source, sourceOf } from './source.ts'

const NONE: readonly never[] = []

/** @param file path relative to the project's root, with '/'; its extension decides between JSON and YAML. */
export function parsePolicyFile(file: string, bytes: Uint8Array): ParsedFile {
  const decoded = decode(bytes)
  if ('problem' in decoded) return unreadable(sourceOf(file, decoded.lossyText), [decoded.problem], '')
  const source = sourceOf(file, decoded.text)
  const { documents, problems } = readDocuments(source)
  if (documents.length === 0)
    return unreadable(source, problems.length > 0 ? problems : [emptyDocument()], source.text)
  const nodes = new Rereading(source)
  const [first] = documents
  if (first !== undefined && documents.length === 1 && problems.length === 0) {
    const {
      policy,
      draft,
      bindings,
      problems: own,
      name,
    } = parseDocument({ source, root: first, index: 0, nodes })
    return {
      file,
      text: source.text,
      policies: policy === null ? NONE : [policy],
      drafts: draft === null ? NONE : [draft],
      bindings,
      findings: own.length === 0 ? NONE : boundFindings(findingsOf(source, own, name), 'run lint again'),
    }
  }
  const policies: ParsedPolicy[] = []
  const drafts: ParsedPolicy[] = []
  const bindings: ParsedBinding[] = []
  const findings = [...findingsOf(source, problems)]
  for (const [index, root] of documents.entries()) {
    const parsed = parseDocument({ source, root, index, nodes })
    if (parsed.policy !== null) policies.push(parsed.policy)
    if (parsed.draft !== null) drafts.push(parsed.draft)
    bindings.push(...parsed.bindings)
    findings.push(...findingsOf(source, parsed.problems, parsed.name))
  }
  return {
    file,
    text: source.text,
    policies,
    drafts,
    bindings,
    findings: boundFindings(findings, 'run lint again'),
  }
}

/** Reads a file again when its nodes are asked for. Reading is deterministic: a second read gives the same documents. */
class Rereading implements NodesOfFile {
  private readonly source: Source
  private documents: readonly Node[] | null = null

  constructor(source: Source) {
    this.source = source
  }

  document(index: number): Node {
    this.documents ??= readDocuments(this.source).documents
    const document = this.documents[index]
    if (document === undefined) throw new Error(`${this.source.file} has no document ${index} any more`)
    return document
  }
}

/** Reads YAML, or JSON if the file is called so, with the place of every node. */
export function readDocuments({ file, text }: Pick<Source, 'file' | 'text'>): Reading {
  if (file.toLowerCase().endsWith('.json')) {
    const reading = withMergeConflict(readJson(text), text)
    return { ...reading, documents: reading.documents.map(withoutSchemaLine) }
  }
  const plain = readPlainYaml(text)
  return plain === null ? withMergeConflict(readYaml(text), text) : { documents: plain, problems: [] }
}

/** Drops `$schema`, by which editors find the schema of a JSON file. In YAML a comment names it. */
function withoutSchemaLine(root: Node): Node {
  if (root.kind !== 'fields') return root
  const entries = root.entries.filter(({ key }) => key !== '$schema')
  return { ...root, entries } satisfies FieldsNode
}

function unreadable(source: Source, problems: readonly Problem[], text: string): ParsedFile {
  return { file: source.file, text, policies: [], bindings: [], findings: findingsOf(source, problems) }
}

export function findingsOf(
  source: Source,
  problems: readonly Problem[],
  policy: string | null = null,
): readonly Finding[] {
  return problems.map(({ check, message, hint, about, start, end }) => ({
    check,
    severity: 'error',
    message,
    hint,
    ...source.placeOf({ start, end }),
    policy,
    ...(about !== undefined && { about }),
    fixable: false,
  }))
}

function emptyDocument(): Problem {
  return {
    check: 'empty-document',
    message: 'this file holds no policy',
    hint: 'write the policy, or delete the file if there should be none',
    start: 0,
    end: 0,
  }
}
