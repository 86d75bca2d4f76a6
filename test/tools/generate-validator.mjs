// Writes the validator of policy files from their schema, as plain code: what
// ajv would compile at every start is compiled once. A test runs it with --check.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Ajv from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'

const root = new URL('../../', import.meta.url)
const output = fileURLToPath(new URL('src/parse/policy-validator.generated.js', root))
const text = readFileSync(new URL('schema/policy.schema.json', root), 'utf8')
// What editors show is of no use to the validator.
const isForEditors = (key, value) =>
  ((key === 'description' || key === 'title') && typeof value === 'string') || key === 'examples'
const { definitions, ...schema } = JSON.parse(text, (key, value) =>
  isForEditors(key, value) ? undefined : value,
)

/** Without references: where one is followed, ajv copies all errors so far, which is quadratic for a file of many. */
function dereferenced(node) {
  if (Array.isArray(node)) return node.map(dereferenced)
  if (typeof node !== 'object' || node === null) return node
  if (node.$ref !== undefined) return dereferenced(definitions[node.$ref.replace('#/definitions/', '')])
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, dereferenced(value)]))
}

// verbose tells which fields are known where one is not. unicode: false counts UTF-16 units, which spares the code an import; only 'empty' and 'too long' are asked.
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  unicode: false,
  verbose: true,
  logger: false,
  code: { source: true, esm: true, lines: true },
})
const code = standalone.default(ajv, ajv.compile(dereferenced(schema)))
const wanted = `// Generated from the schema by \`npm run generate\`. Do not edit.\n${code}\n`

if (!process.argv.includes('--check')) writeFileSync(output, wanted)
else if (readFileSync(output, 'utf8') !== wanted) {
  console.error('not current: src/parse/policy-validator.generated.js; run npm run generate')
  process.exitCode = 1
}
