// The TypeScript types of what people write by hand (policy files, the config), from their schemas.
import { readFileSync } from 'node:fs'
import { compile } from 'json-schema-to-typescript'

const root = new URL('../', import.meta.url)
const BANNER = '// Generated from the schema. Do not edit.'
const OUTPUTS = [
  { schema: 'schema/policy.schema.json', types: 'policy.ts' },
  { schema: 'schema/config.schema.json', types: 'config.ts' },
]

/** A choice between properties that are all optional adds nothing but noise to the types. */
function withoutChoices(node) {
  if (Array.isArray(node)) return node.map(withoutChoices)
  if (typeof node !== 'object' || node === null) return node
  // A setting that is a mapping or a list of such, told apart by a condition.
  if (node.if !== undefined && node.else?.$ref !== undefined)
    return { description: node.description, anyOf: [node.else, node.then].map(withoutChoices) }
  const kept = Object.entries(node).filter(([key]) => key !== 'oneOf' || node.properties === undefined)
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutChoices(value)]))
}

/** Every definition becomes a property, so that each gets an exported type. */
function withDefinitionsReachable(schema) {
  const { definitions, ...rest } = schema
  if (schema.if === undefined) return schema
  const { if: _if, then: _then, else: _else, ...head } = rest
  const forms = ['Policy', 'KubernetesPolicy', 'PolicyBinding']
  return {
    ...head,
    type: undefined,
    anyOf: forms.map((form) => ({ $ref: `#/definitions/${form}` })),
    definitions,
  }
}

async function typesOf(schemaFile) {
  const schema = JSON.parse(readFileSync(new URL(schemaFile, root), 'utf8'))
  return compile(withoutChoices(withDefinitionsReachable(schema)), schema.title, {
    bannerComment: BANNER,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { semi: false, singleQuote: true, printWidth: 110 },
  })
}

/** @returns name → text. */
export async function typeFiles() {
  const files = await Promise.all(OUTPUTS.map(async ({ schema, types }) => [types, await typesOf(schema)]))
  return Object.fromEntries(files)
}
