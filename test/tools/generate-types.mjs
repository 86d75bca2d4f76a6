// Writes the TypeScript types of what people write by hand (policy files, the
// config) from their schemas. A test runs it with --check.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compile } from 'json-schema-to-typescript'

const root = new URL('../../', import.meta.url)
const BANNER = '// Generated from the schema by `npm run generate`. Do not edit.'
const OUTPUTS = [
  { schema: 'schema/policy.schema.json', types: 'src/policy/policy.generated.ts' },
  { schema: 'schema/config.schema.json', types: 'src/files/config.generated.ts' },
]

/** A choice between properties that are all optional adds nothing but noise to the types. */
function withoutChoices(node) {
  if (Array.isArray(node)) return node.map(withoutChoices)
  if (typeof node !== 'object' || node === null) return node
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

const stale = []
for (const { schema, types } of OUTPUTS) {
  const path = fileURLToPath(new URL(types, root))
  const wanted = await typesOf(schema)
  if (!process.argv.includes('--check')) writeFileSync(path, wanted)
  else if (readFileSync(path, 'utf8') !== wanted) stale.push(types)
}
if (stale.length > 0) {
  console.error(`not current: ${stale.join(', ')}; run npm run generate`)
  process.exitCode = 1
}
