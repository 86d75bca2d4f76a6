/** Turns the errors of the schema into problems, one for each mistake, at its place. */
import { fieldsBelowItem, isInItem } from './fields-below-item.ts'
import { keySpan, type Node, type NodePath, nearestNode, nodeValue, type Span } from './node.ts'
import { MAX_PROBLEMS, type Problem, spanOf } from './problem.ts'
import { type SchemaError, SERVERS_OWN, serversOwnFields, unknownField, wordsFor } from './schema-words.ts'

export type { SchemaError } from './schema-words.ts'

export interface RefusedDocument {
  readonly root: Node
  /** The text of the whole file, from which hints repeat a value as it was written. */
  readonly text: string
}

export function schemaProblems(
  document: RefusedDocument,
  errors: readonly SchemaError[],
): readonly Problem[] {
  const seen = new Set<string>()
  const own = errors.filter(isServersOwn)
  // Several fields that the API or kubectl shows beside a spec are one mistake: somebody pasted its output.
  const problems: Problem[] = own.length > 1 ? [serversOwn(document, own)] : []
  for (const error of errors) {
    if (own.length > 1 && isServersOwn(error)) continue
    const id = `${error.keyword} ${error.instancePath} ${JSON.stringify(error.params)}`
    if (isRepetition(error) || seen.has(id)) continue
    seen.add(id)
    if (problems.push(problemOf(document, error)) > ENOUGH) break
  }
  return withoutMisspelt(problems)
}

/** Each misspelt field hides at most one missing field, so of more problems than these more than MAX_PROBLEMS are left. */
const ENOUGH = 2 * MAX_PROBLEMS

/** Drops "missing field" if the field is there under a misspelt name. */
function withoutMisspelt(problems: readonly Problem[]): readonly Problem[] {
  const meant = problems.filter(({ check, hint }) => check === 'unknown-field' && /^did you mean/.test(hint))
  return problems.filter(
    (problem) => problem.check !== 'missing-field' || !meant.some((other) => isMeantBy(other, problem)),
  )
}

/** Tells by the messages: `"permision" is not a field of rule 2 | did you mean permission?` explains `rule 2 has no permission`. */
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

/** Tells whether another error says the same: 'if' repeats an error of its branch, and a wrong type is a wrong value too. */
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
  const span = error.keyword === 'required' ? keySpan(root, firstKey(root, path)) : visibleSpan(root, path)
  const { start, end } = nearestNode(root, path)
  return { ...wordsFor(path, error, text.slice(start, end)), ...spanOf(span) }
}

/** The content of a list item that is no rule or route, such as a test. It tells the item apart, which has no name. */
function contentAround(root: Node, path: NodePath): readonly string[] {
  const isItem = !isInItem(path) && path.some((step) => typeof step === 'number')
  return isItem ? [JSON.stringify(nodeValue(nearestNode(root, path)))] : []
}

/** The span of a value, or of its key if the value is empty and has no width. */
function visibleSpan(root: Node, path: NodePath): Span {
  const node = nearestNode(root, path)
  return node.start === node.end ? keySpan(root, path) : node
}

/** The first key of a mapping: a finding about a missing field points at it. */
function firstKey(root: Node, path: NodePath): NodePath {
  const node = nearestNode(root, path)
  const first = node.kind === 'fields' ? node.entries[0]?.key : undefined
  return first === undefined ? path : [...path, first]
}

/** Turns a JSON pointer into a path. The document decides whether a step is an index or a key. */
export function pathOf(root: Node, pointer: string): NodePath {
  const path: (string | number)[] = []
  for (const step of pointer.split('/').slice(1)) {
    const parent = nearestNode(root, path)
    path.push(parent.kind === 'list' ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return path
}
