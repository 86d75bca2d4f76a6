/**
 * Parses the bytes of a test file into policy tests with places. It never throws
 * because of the bytes. A test that cannot be understood is not run: a finding says why.
 */
import { validate } from '../generated/test-validator.js'
import { boundFindings } from './bound-findings.ts'
import { decode } from './decode.ts'
import { duplicateKeys } from './duplicate-keys.ts'
import { type FieldsNode, type Node, nodeAt, nodeValue, type Span } from './node.ts'
import { findingsOf, readDocuments } from './parse-policy-file.ts'
import type { BoundBy, ParsedTest, ParsedTestFile } from './parsed-test.ts'
import { type Problem, spanOf } from './problem.ts'
import { readTest } from './read-test.ts'
import { schemaProblems } from './schema-findings.ts'
import { type Source, sourceOf } from './source.ts'

/** @param file path relative to the project's root, with '/'. */
export function parseTestFile(file: string, bytes: Uint8Array): ParsedTestFile {
  const decoded = decode(bytes)
  if ('problem' in decoded) return unreadable(sourceOf(file, decoded.lossyText), [decoded.problem])
  const source = sourceOf(file, decoded.text)
  const { documents, problems } = readDocuments(source)
  if (documents.length === 0) return unreadable(source, problems.length > 0 ? problems : [noTests()])
  const read = documents.map((root) => readDocument(source, root))
  const found = [...problems, ...read.flatMap((document) => document.problems)]
  return {
    file,
    tests: read.flatMap(({ tests }) => tests),
    invalid: read.reduce((sum, { invalid }) => sum + invalid, 0),
    findings: boundFindings(findingsOf(source, found), 'run the tests again'),
  }
}

interface ReadDocument {
  readonly tests: readonly ParsedTest[]
  readonly invalid: number
  readonly problems: readonly Problem[]
}

function readDocument(source: Source, root: Node): ReadDocument {
  if (root.kind !== 'fields') return { tests: [], invalid: 0, problems: [notTests(root)] }
  const place = policyIn(root)
  if (place !== null) return { tests: [], invalid: 0, problems: [misplacedPolicy(place)] }
  const errors = validate(nodeValue(root)) ? [] : (validate.errors ?? [])
  // readTest reports what `pattern` refuses, in better words; 'if' only says that one of its branches failed.
  const told = errors.filter(({ keyword }) => keyword !== 'pattern' && keyword !== 'if')
  const repeated = duplicateKeys(root)
  const problems = [...repeated, ...schemaProblems({ root, text: source.text }, told)]
  const refused = new Set(told.map(({ instancePath }) => /^\/tests\/(\d+)/.exec(instancePath)?.[1]))
  const list = nodeAt(root, ['tests'])
  const tests: ParsedTest[] = []
  let bound: BoundBy | null = null
  for (const [index, node] of (list?.kind === 'list' ? list.items : []).entries()) {
    const isRepeated = repeated.some(({ start, end }) => start >= node.start && end <= node.end)
    const isFaulty = isRepeated || refused.has(String(index))
    const read = readTest({ source, node, bound, isFaulty })
    problems.push(...read.problems)
    bound = read.bound
    if (read.test !== null) tests.push(read.test)
  }
  const written = list?.kind === 'list' ? list.items.length : 0
  return { tests, invalid: written - tests.length, problems }
}

function unreadable(source: Source, problems: readonly Problem[]): ParsedTestFile {
  return { file: source.file, tests: [], invalid: 0, findings: findingsOf(source, problems) }
}

/** Finds the start of a policy or a binding in a document; null for anything else. */
function policyIn({ entries }: FieldsNode): Span | null {
  const entry = entries.find(({ key }) => POLICY_FIELDS.has(key))
  return entry === undefined ? null : { start: entry.keyStart, end: entry.keyEnd }
}

const POLICY_FIELDS = new Set(['spec', 'kind', 'apiVersion', 'metadata'])

function misplacedPolicy(place: Span): Problem {
  return {
    check: 'misplaced-policy',
    message: 'this is a policy in a file of policy tests, and policies of such a file are never applied',
    hint: 'rename the file to *.yaml without .test, or move the document into a policy file',
    ...spanOf(place),
  }
}

function noTests(): Problem {
  return {
    check: 'empty-document',
    message: 'this file holds no test',
    hint: 'write tests: and a list of them, or delete the file',
    start: 0,
    end: 0,
  }
}

function notTests(root: Node): Problem {
  return {
    check: 'wrong-type',
    message: 'a test file is a mapping with the list tests',
    hint: 'start it with tests: and write one item for each test',
    ...spanOf(root),
  }
}
