/** What the schema refuses, in the words of somebody who writes policies. */
import type { ErrorObject } from 'ajv'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { PERMISSIONS } from '../policy/policy.ts'
import type { NodePath } from './node.ts'
import { keySpan, type Node, nearestNode, type Span } from './node.ts'
import { MAX_PROBLEMS, type Problem, quoted, spanOf } from './problem.ts'

export type SchemaError = Pick<ErrorObject, 'keyword' | 'instancePath' | 'params' | 'parentSchema' | 'data'>
type Words = Pick<Problem, 'check' | 'message' | 'hint'>

/** @param root the document that the errors are of. */
export function schemaProblems(root: Node, errors: readonly SchemaError[]): readonly Problem[] {
  const seen = new Set<string>()
  const told: Problem[] = []
  for (const error of errors) {
    const id = `${error.keyword} ${error.instancePath} ${JSON.stringify(error.params)}`
    if (isRepetition(error) || seen.has(id)) continue
    seen.add(id)
    if (told.push(problemOf(root, error)) > MAX_PROBLEMS) break
  }
  return told
}

/** 'if' only says that one of its branches failed; where the type is wrong, the value is too. */
function isRepetition({ keyword, data }: SchemaError): boolean {
  return keyword === 'if' || ((keyword === 'enum' || keyword === 'const') && typeof data !== 'string')
}

function problemOf(root: Node, error: SchemaError): Problem {
  const path = pathOf(root, error.instancePath)
  const { additionalProperty } = error.params
  if (error.keyword === 'additionalProperties' && typeof additionalProperty === 'string')
    return {
      ...unknownField(path, additionalProperty, error),
      ...spanOf(keySpan(root, [...path, additionalProperty])),
    }
  const span = error.keyword === 'required' ? keySpan(root, firstKey(root, path)) : shown(root, path)
  return { ...wordsFor(path, error), ...spanOf(span) }
}

/** What is empty cannot be seen; its key can. */
function shown(root: Node, path: NodePath): Span {
  const node = nearestNode(root, path)
  return node.start === node.end ? keySpan(root, path) : node
}

/** What is missing has no place; the first key of what it is missing from has. */
function firstKey(root: Node, path: NodePath): NodePath {
  const node = nearestNode(root, path)
  const first = node.kind === 'fields' ? node.entries[0]?.key : undefined
  return first === undefined ? path : [...path, first]
}

/** A JSON pointer as a path; whether a step is an index is for the document to say. */
function pathOf(root: Node, pointer: string): NodePath {
  const path: (string | number)[] = []
  for (const step of pointer.split('/').slice(1)) {
    const parent = nearestNode(root, path)
    path.push(parent.kind === 'list' ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return path
}

function unknownField(path: NodePath, field: string, { parentSchema }: SchemaError): Words {
  const known = Object.keys(parentSchema?.properties ?? {})
  const meant = didYouMean(field, known)
  return {
    check: 'unknown-field',
    message: `${quoted(field)} is no field of ${pathText(path)}`,
    hint: meant === null ? hintForForeign(field, known) : `did you mean ${meant}?`,
  }
}

const SERVERS_OWN = new Set(['status', 'used_by', 'namespace', 'id', 'created_at', 'updated_at'])

function hintForForeign(field: string, known: readonly string[]): string {
  if (field === '<<') return 'merge keys are not part of YAML 1.2; write the fields out'
  const fields = `the fields here are ${known.join(', ')}`
  return SERVERS_OWN.has(field) ? `this is the server's own; delete it: ${fields}` : fields
}

function wordsFor(path: NodePath, error: SchemaError): Words {
  switch (error.keyword) {
    case 'required':
      return missingField(path, String(error.params.missingProperty))
    case 'type':
      return wrongType(path, String(error.params.type), error.data)
    case 'enum':
      return path.at(-1) === 'permission' ? invalidPermission(path, error) : wrongValue(path, error)
    case 'minItems':
      return path[0] === 'spec' && path.at(-1) === 'policies' ? emptyPolicy() : emptyValue(path)
    case 'minLength':
      return emptyValue(path)
    case 'maxLength':
      return {
        check: 'invalid-name',
        message: `${pathText(path)} is ${String(error.data).length} characters long; ${error.params.limit} fit in a name`,
        hint: 'shorten it',
      }
    default:
      return wrongValue(path, error)
  }
}

function missingField(path: NodePath, field: string): Words {
  return {
    check: 'missing-field',
    message: `${pathText(path)} has no ${field}`,
    hint: MISSING_HINTS[field] ?? `add ${field}`,
  }
}

const MISSING_HINTS: Readonly<Record<string, string>> = {
  permission: `write permission: ${PERMISSIONS.join(', or ')}`,
  request: 'add request: METHOD URL',
  expect: `add expect: ${PERMISSIONS.join(', or ')}`,
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
}

function wrongType(path: NodePath, type: string, value: unknown): Words {
  const wanted = TYPE_WORDS[type] ?? type
  return {
    check: 'wrong-type',
    message: `${pathText(path)} must be ${wanted}, not ${value === null ? 'empty' : typeText(value)}`,
    hint: wrongTypeHint(path, type, value),
  }
}

function typeText(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : quoted(value)
}

function wrongTypeHint(path: NodePath, type: string, value: unknown): string {
  if (path.length === 0) return 'a policy starts with name: and spec:'
  if (value === null) return 'give it a value, or delete the line'
  if (type === 'array' && typeof value === 'string') return `write ${path.at(-1)}: [${value.slice(0, 40)}]`
  if (type === 'string' && typeof value !== 'object') return `put it in quotes: "${value}"`
  return `write ${TYPE_WORDS[type] ?? type} here`
}

function invalidPermission(path: NodePath, { data }: SchemaError): Words {
  const meant = meantPermission(String(data))
  return {
    check: 'invalid-permission',
    message: `${quoted(data)} is no permission`,
    hint:
      meant === null
        ? `use ${[...PERMISSIONS].reverse().join(', ')} in ${pathText(path.slice(0, -1))}`
        : `did you mean ${meant}?`,
  }
}

function meantPermission(text: string): string | null {
  if (/appro|ask|review|human|confirm/i.test(text)) return 'approval_required'
  if (/block|reject|forbid|denied|refuse|disallow/i.test(text)) return 'deny'
  if (/permit|grant|accept|allowed/i.test(text)) return 'allow'
  return didYouMean(text, PERMISSIONS)
}

function wrongValue(path: NodePath, { params, data }: SchemaError): Words {
  const allowed: readonly unknown[] = Array.isArray(params.allowedValues)
    ? params.allowedValues
    : [params.allowedValue]
  const isDecision = allowed.includes('approval_required')
  const meant = isDecision ? meantPermission(String(data)) : didYouMean(String(data), allowed.map(String))
  return {
    check: 'wrong-value',
    message: `${pathText(path)} is ${quoted(data)}, which means nothing here`,
    hint: meant !== null ? `did you mean ${meant}?` : `use ${allowed.map(String).join(' or ')}`,
  }
}

function emptyPolicy(): Words {
  return {
    check: 'empty-policy',
    message: 'spec.policies is empty: the API refuses a policy without rules',
    hint: 'add a rule, or delete the policy',
  }
}

function emptyValue(path: NodePath): Words {
  return { check: 'empty-value', message: `${pathText(path)} is empty`, hint: 'write a value, or delete it' }
}

/** Where in a file: `rule 1`, `route 0: delivery.connectors[0]`, `test 2: expect`. Rules, routes and tests count from 0. */
export function pathText(path: NodePath): string {
  if (path[0] === 'tests' && path.length > 1) return itemText(`test ${path[1]}`, path.slice(2))
  const [spec, list, index, ...rest] = path
  const noun = list === 'policies' ? 'rule' : list === 'approvals' ? 'route' : null
  if (spec !== 'spec' || noun === null || typeof index !== 'number')
    return path.length === 0 ? 'the document' : dotted(path)
  return itemText(`${noun} ${index}`, rest)
}

function itemText(item: string, path: NodePath): string {
  return path.length === 0 ? item : `${item}: ${dotted(path)}`
}

function dotted(path: NodePath): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`))
    .join('')
}
