/** Describes errors of the schema in the words of people who write policies. */
import type { ErrorObject } from 'ajv'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { PERMISSIONS } from '../policy/policy.ts'
import type { NodePath } from './node.ts'
import { pathText } from './path-text.ts'
import { type Problem, quoted } from './problem.ts'

export type SchemaError = Pick<ErrorObject, 'keyword' | 'instancePath' | 'params' | 'parentSchema' | 'data'>
type Words = Pick<Problem, 'check' | 'message' | 'hint' | 'about'>

export function unknownField(path: NodePath, field: string, { parentSchema }: SchemaError): Words {
  const known = Object.keys(parentSchema?.properties ?? {})
  const meant = meantField(field, known)
  return {
    check: 'unknown-field',
    message: `${quoted(field)} is not a field of ${pathText(path)}`,
    hint: meant === null ? hintForForeign(field, known) : `did you mean ${meant}?`,
  }
}

/** Field → names that other policy languages use for it. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  operations: ['method', 'methods', 'verb', 'verbs', 'http_methods'],
  resource: ['url', 'urls', 'uri', 'path', 'paths', 'endpoint', 'host', 'resources'],
  permission: ['effect', 'action', 'decision'],
  policies: ['rules', 'statements'],
  approvals: ['routes'],
  defaultDuration: ['ttl', 'window', 'timeout'],
}

function meantField(field: string, known: readonly string[]): string | null {
  const name = field.toLowerCase()
  const other = known.find((candidate) => ELSEWHERE[candidate]?.includes(name) === true)
  return other ?? didYouMean(field, known)
}

/** Fields that servers write beside the spec: the API, and Kubernetes in metadata. */
export const SERVERS_OWN: ReadonlySet<string> = new Set([
  ...['status', 'used_by', 'namespace', 'id', 'created_at', 'updated_at', 'createdAt', 'updatedAt'],
  ...['creationTimestamp', 'deletionTimestamp', 'finalizers', 'generation', 'managedFields'],
  ...['ownerReferences', 'resourceVersion', 'selfLink', 'uid'],
])

/** @param names of at least two such fields. */
export function serversOwnFields(names: readonly string[]): Words {
  return {
    check: 'unknown-field',
    message: `this is a policy as a server returns it: only the server sets ${names.join(', ')}`,
    hint: 'delete them; a file has the name and the spec',
    about: names,
  }
}

function hintForForeign(field: string, known: readonly string[]): string {
  if (field === '<<') return 'merge keys are not part of YAML 1.2; write the fields out'
  const fields = `the fields here are ${known.join(', ')}`
  return SERVERS_OWN.has(field) ? `only the server sets this; delete it: ${fields}` : fields
}

/** @param source the value as it was written. */
export function wordsFor(path: NodePath, error: SchemaError, source: string): Words {
  switch (error.keyword) {
    case 'required':
      return missingField(path, String(error.params.missingProperty))
    case 'type':
      return wrongType(path, error, source)
    case 'enum':
      return path.at(-1) === 'permission' ? invalidPermission(path, error) : wrongValue(path, error)
    case 'minItems':
      return path[0] === 'spec' && path.at(-1) === 'policies' ? emptyPolicy() : emptyValue(path)
    case 'minLength':
      return emptyValue(path)
    case 'maxLength':
      return {
        check: 'invalid-name',
        message: `${pathText(path)} is ${String(error.data).length} characters long; at most ${error.params.limit} are allowed`,
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

function wrongType(path: NodePath, { params, data }: SchemaError, source: string): Words {
  const type = String(params.type)
  const wanted = TYPE_WORDS[type] ?? type
  return {
    check: 'wrong-type',
    message: `${pathText(path)} must be ${wanted}, not ${data === null ? 'empty' : typeText(data, source)}`,
    hint: wrongTypeHint(path, type, { data, source }),
  }
}

function typeText(value: unknown, source: string): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? quoted(value) : source.slice(0, 60)
}

interface Written {
  readonly data: unknown
  /** As written in the file: 007 and not 7. */
  readonly source: string
}

function wrongTypeHint(path: NodePath, type: string, { data, source }: Written): string {
  if (path.length === 0) return 'a policy starts with name: and spec:'
  const field = path.findLast((step) => typeof step === 'string')
  if (data === null) return SELECTORS.has(field) ? 'give it a value' : 'give it a value, or delete the line'
  if (type === 'array' && typeof data === 'string') return `write ${field}: [${source.slice(0, 40)}]`
  if (type === 'boolean' && typeof data === 'string') return booleanHint(data)
  if (type === 'string' && typeof data !== 'object') return textHint(field, source)
  return `write ${TYPE_WORDS[type] ?? type} here`
}

/** The hint must not suggest deleting one of these: without it the rule or route would match everything. */
const SELECTORS = new Set<unknown>(['operations', 'resource', 'tags', 'toolIds', 'capabilities'])

/** YAML 1.1 took these words for booleans, and many authors still do. */
function booleanHint(text: string): string {
  if (/^(?:yes|on|y)$/i.test(text)) return 'write true'
  return /^(?:no|off|n)$/i.test(text) ? 'write false' : 'write true or false here'
}

/** Quotes make most values valid; a duration, a method and a permission need another value. */
function textHint(field: string | number | undefined, source: string): string {
  if (field === 'defaultDuration') return 'write it with its unit: m for minutes, h for hours'
  if (field === 'operations') return 'write methods: GET, POST, PUT, PATCH, DELETE'
  if (field === 'permission') return `write ${PERMISSIONS.join(', or ')}`
  return `put it in quotes: "${source.slice(0, 60)}"`
}

function invalidPermission(path: NodePath, { data }: SchemaError): Words {
  const meant = meantPermission(String(data))
  return {
    check: 'invalid-permission',
    message: `${quoted(data)} is not a permission`,
    hint:
      meant === null
        ? `use ${[...PERMISSIONS].reverse().join(', ')} in ${pathText(path.slice(0, -1))}`
        : `did you mean ${meant}?`,
  }
}

function meantPermission(text: string): string | null {
  // A negated word has no obvious opposite, so nothing is suggested.
  if (/^(?:no|not|never|non|un)[-_ ]?(?!tify)/i.test(text)) return null
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
    message: `${pathText(path)} is ${quoted(data)}, which is not a known value`,
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
  return { check: 'empty-value', message: `${pathText(path)} is empty`, hint: 'write a value' }
}
