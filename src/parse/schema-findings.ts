/** Reports what the schema refuses, each mistake once and at its place. */
import { fieldsBelowItem, isInItem } from './fields-below-item.ts'
import { keySpan, type Node, type NodePath, nearestNode, nodeValue, type Span } from './node.ts'
import { MAX_PROBLEMS, type Problem, spanOf } from './problem.ts'
import { type SchemaError, SERVERS_OWN, serversOwnFields, unknownField, wordsFor } from './schema-words.ts'

export type { SchemaError } from './schema-words.ts'

export interface RefusedDocument {
  readonly root: Node
  /** The text of the whole file: hints repeat a value as it was written. */
  readonly text: string
}

export function schemaProblems(
  document: RefusedDocument,
  errors: readonly SchemaError[],
): readonly Problem[] {
  const seen = new Set<string>()
  const own = errors.filter(isServersOwn)
  // The fields that the API or kubectl shows beside a spec are one thing to fix, however many there are.
  const told: Problem[] = own.length > 1 ? [serversOwn(document, own)] : []
  for (const error of errors) {
    if (own.length > 1 && isServersOwn(error)) continue
    const id = `${error.keyword} ${error.instancePath} ${JSON.stringify(error.params)}`
    if (isRepetition(error) || seen.has(id)) continue
    seen.add(id)
    if (told.push(problemOf(document, error)) > ENOUGH) break
  }
  return withoutMisspelt(told)
}

/** Each misspelt field hides at most one missing field, so more than MAX_PROBLEMS are left of more than these. */
const ENOUGH = 2 * MAX_PROBLEMS

/** A field that is there under a misspelt name is not missing as well. */
function withoutMisspelt(told: readonly Problem[]): readonly Problem[] {
  const meant = told.filter(({ check, hint }) => check === 'unknown-field' && /^did you mean/.test(hint))
  return told.filter(
    (problem) => problem.check !== 'missing-field' || !meant.some((other) => isMeantBy(other, problem)),
  )
}

/** `rule 2 has no permission`, and `"permision" is not a field of rule 2`, which was meant to be it. */
function isMeantBy(misspelt: Problem, missing: Problem): boolean {
  const [, item, field] = /^(.*) has no (\S+)$/.exec(missing.message) ?? []
  return misspelt.hint === `did you mean ${field}?` && misspelt.message.endsWith(` is not a field of ${item}`)
}

/** A field that a server writes beside the spec. */
function isServersOwn({ keyword, instancePath, params }: SchemaError): boolean {
  return (
    keyword === 'additionalProperties' &&
    (instancePath === '' || instancePath === '/metadata') &&
    SERVERS_OWN.has(String(params.additionalProperty))
  )
}

function serversOwn({ root }: RefusedDocument, errors: readonly SchemaError[]): Problem {
  const fields = errors.map(({ instancePath, params }) => {
    const path = [...pathOf(root, instancePath), String(params.additionalProperty)]
    return { name: path.join('.'), ...spanOf(keySpan(root, path)) }
  })
  const inOrder = fields.sort((a, b) => a.start - b.start)
  return { ...serversOwnFields(inOrder.map(({ name }) => name)), ...spanOf(inOrder[0] ?? root) }
}

/** 'if' only says that one of its branches failed; where the type is wrong, the value is too. */
function isRepetition({ keyword, data }: SchemaError): boolean {
  return keyword === 'if' || ((keyword === 'enum' || keyword === 'const') && typeof data !== 'string')
}

function problemOf({ root, text }: RefusedDocument, error: SchemaError): Problem {
  const path = pathOf(root, error.instancePath)
  const { additionalProperty } = error.params
  if (error.keyword === 'additionalProperties' && typeof additionalProperty === 'string')
    return {
      ...unknownField(path, additionalProperty, error),
      about: [...fieldsBelowItem(path), additionalProperty, ...contentAround(root, path)],
      ...spanOf(keySpan(root, [...path, additionalProperty])),
    }
  const span = error.keyword === 'required' ? keySpan(root, firstKey(root, path)) : shown(root, path)
  const { start, end } = nearestNode(root, path)
  return { ...wordsFor(path, error, text.slice(start, end)), ...spanOf(span) }
}

/** The item of a list that is no rule or route, such as a test, has no name but its content. */
function contentAround(root: Node, path: NodePath): readonly string[] {
  const isItem = !isInItem(path) && path.some((step) => typeof step === 'number')
  return isItem ? [JSON.stringify(nodeValue(nearestNode(root, path)))] : []
}

/** An empty value cannot be seen; its key can. */
function shown(root: Node, path: NodePath): Span {
  const node = nearestNode(root, path)
  return node.start === node.end ? keySpan(root, path) : node
}

/** A missing field has no place; the finding points at the first key of its parent. */
function firstKey(root: Node, path: NodePath): NodePath {
  const node = nearestNode(root, path)
  const first = node.kind === 'fields' ? node.entries[0]?.key : undefined
  return first === undefined ? path : [...path, first]
}

/** A JSON pointer as a path; whether a step is an index is for the document to say. */
export function pathOf(root: Node, pointer: string): NodePath {
  const path: (string | number)[] = []
  for (const step of pointer.split('/').slice(1)) {
    const parent = nearestNode(root, path)
    path.push(parent.kind === 'list' ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return path
}
