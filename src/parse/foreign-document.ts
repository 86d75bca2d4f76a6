/**
 * Recognises valid documents that are no policy files: output of the API or of
 * kubectl, another resource, a spec without a name. Each gets one finding with
 * one thing to do. The schema would report many errors that do not help.
 */
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { KINDS } from './meant-kind.ts'
import { type Node, nearestNode } from './node.ts'
import { type Problem, quoted, spanOf } from './problem.ts'

const PARTS_OF_POLICY = ['name', 'spec', 'metadata', 'apiVersion']

type Fields = Readonly<Record<string, unknown>>

/** @param file relative to the project's root; the hint suggests its name for the policy. @returns null if the document may be a policy or a binding. */
export function foreignDocument(root: Node, value: unknown, file: string): Problem | null {
  if (Array.isArray(value)) return value.some(isPolicyLike) ? listOfPolicies(root) : null
  if (typeof value !== 'object' || value === null) return null
  const fields = value as Fields
  if (typeof fields.kind === 'string') return otherKind(root, fields, fields.kind)
  if (PARTS_OF_POLICY.some((key) => fields[key] !== undefined)) return null
  if (Array.isArray(fields.policies)) return bareSpec(root, file)
  return Array.isArray(fields.rules) ? bareRules(root, file) : null
}

function isPolicyLike(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'name' in item && 'spec' in item
}

function listOfPolicies(root: Node): Problem {
  const [first] = root.kind === 'list' ? root.items : []
  return {
    check: 'wrong-type',
    message: 'this is a list of policies, as the API returns it',
    hint: 'write each as a document of its own with name and spec, or run policyctl adopt --all, which writes the files from the workspace',
    ...spanOf(first ?? root),
  }
}

function otherKind(root: Node, fields: Fields, kind: string): Problem | null {
  if (KINDS.includes(kind)) return null
  const at = spanOf(nearestNode(root, ['kind']))
  if (kind === 'List' || Array.isArray(fields.items))
    return {
      check: 'wrong-value',
      message: `kind is ${quoted(kind)}: this holds policies as kubectl writes them`,
      hint: 'write each item as a document of its own, separated by ---, and keep only name and namespace of metadata',
      ...at,
    }
  if (didYouMean(kind, KINDS) !== null) return null
  return {
    check: 'wrong-value',
    message: `kind is ${quoted(kind)}, and only ${KINDS.join(' and ')} documents are read`,
    hint: 'keep it outside the policy folder',
    ...at,
  }
}

function bareSpec(root: Node, file: string): Problem {
  return {
    check: 'missing-field',
    message: 'this is a spec without the name of its policy',
    hint: `put name: ${nameFor(file)} above it, and all of it below spec:`,
    ...spanOf(firstEntry(root)),
  }
}

function bareRules(root: Node, file: string): Problem {
  return {
    check: 'missing-field',
    message: 'these are rules without the name of their policy',
    hint: `put name: ${nameFor(file)} above, and the rules below spec: as policies:`,
    ...spanOf(firstEntry(root)),
  }
}

function firstEntry(root: Node): Node {
  const first = root.kind === 'fields' ? root.entries[0]?.key : undefined
  return first === undefined ? root : nearestNode(root, [first])
}

function nameFor(file: string): string {
  const base = file.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
  return /^[a-z0-9][a-z0-9.-]*$/.test(base) ? base : 'NAME'
}
