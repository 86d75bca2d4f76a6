// The table of fields, from the schema of policy files: what is written in
// which order, what is a set, what may be left out.
import { readFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const SCHEMA = 'schema/policy.schema.json'
const FORMS = ['Policy', 'KubernetesPolicy', 'PolicyBinding']
const ORDERS = ['set', 'multiset', 'sequence']

const { definitions } = JSON.parse(readFileSync(new URL(SCHEMA, root), 'utf8'))
/** Level → its fields, in the order of the schema. */
const table = new Map()

/** `{ $ref }` and what it stands for, with the name that the schema gives it. */
function resolved(node) {
  if (node.$ref === undefined) return { node, name: null }
  const name = node.$ref.replace('#/definitions/', '')
  return { node: definitions[name], name }
}

const lowerFirst = (text) => text[0].toLowerCase() + text.slice(1)

/** @param level name of the definition, else the way to it. */
function addLevel(level, node) {
  if (table.has(level)) return
  const fields = []
  table.set(level, fields)
  for (const [key, property] of Object.entries(node.properties))
    fields.push(fieldOf(key, property, { level, isRequired: node.required?.includes(key) ?? false }))
}

function fieldOf(key, property, { level, isRequired }) {
  const { node, name } = resolved(property)
  const item = node.items === undefined ? null : resolved(node.items)
  const order = node['x-order'] ?? null
  if ((item !== null) !== ORDERS.includes(order))
    throw new Error(`${level}.${key}: a list needs an x-order, nothing else has one`)
  const inner = item?.node ?? node
  const below = inner.properties === undefined ? null : levelName(item?.name ?? name, `${level}.${key}`)
  if (below !== null) addLevel(below, inner)
  return {
    key,
    kind: kindOf(inner, item !== null),
    below,
    isRequired,
    order,
    isCaseFree: node['x-case'] === 'any',
    isSelector: node['x-empty'] === 'everything',
    values: node.enum ?? null,
    default: node.default ?? null,
  }
}

function levelName(definition, path) {
  return definition === null ? path : lowerFirst(definition)
}

function kindOf({ type }, isList) {
  const kind = { string: 'text', boolean: 'flag', object: 'object' }[type]
  if (kind === undefined) throw new Error(`no kind of field is called ${type}`)
  return isList ? `${kind}s` : kind
}

/** What is not said is null, or false. */
function said(field) {
  return Object.entries(field).filter(([, value]) => value !== null && value !== false)
}

function literal(value) {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return String(value)
}

function keyText(key) {
  return /^\w+$/.test(key) ? key : literal(key)
}

/** @returns name → text. */
export function fieldFiles() {
  for (const form of FORMS) addLevel(lowerFirst(form), definitions[form])
  const text = [
    '// Generated from the schema. Do not edit.',
    '',
    '/** Level of a policy file → its fields, in the order in which they are written. */',
    'export const GENERATED_FIELDS = {',
    ...[...table].flatMap(([level, fields]) => [`  ${keyText(level)}: [`, ...fields.map(lineOf), '  ],']),
    '} as const',
    '',
  ].join('\n')
  return { 'fields.ts': text }
}

function lineOf(field) {
  const facts = said(field).map(([key, value]) => `${key}: ${literal(value)}`)
  return `    { ${facts.join(', ')} },`
}
