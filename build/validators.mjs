// The validators of what users and servers hand in, from the schemas, as plain
// code: what ajv would compile at every start is compiled once.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { transformSync } from 'esbuild'

const root = new URL('../', import.meta.url)
const OUTPUTS = [
  // verbose tells which fields are known where one is not.
  {
    schema: 'schema/policy.schema.json',
    validator: 'policy-validator.js',
    options: { allErrors: true, verbose: true },
  },
  {
    schema: 'schema/policy-test.schema.json',
    validator: 'test-validator.js',
    options: { allErrors: true, verbose: true },
  },
  {
    schema: 'schema/config.schema.json',
    validator: 'config-validator.js',
    options: { verbose: true },
  },
  { schema: 'schema/plan.schema.json', validator: 'plan-validator.js', options: {} },
]
// What editors show, and what the table of fields is made of, is of no use to the validator.
const isForEditors = (key, value) =>
  (['description', 'title', 'default'].includes(key) && typeof value === 'string') ||
  key === 'examples' ||
  key.startsWith('x-')

/** Without references: where one is followed, ajv copies all errors so far, which is quadratic for a file of many. */
function dereferenced(node, definitions) {
  if (Array.isArray(node)) return node.map((item) => dereferenced(item, definitions))
  if (typeof node !== 'object' || node === null) return node
  if (node.$ref !== undefined)
    return dereferenced(definitions[node.$ref.replace('#/definitions/', '')], definitions)
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, dereferenced(value, definitions)]),
  )
}

/** unicode: false counts UTF-16 units, which spares the code an import; only 'empty' and 'too long' are asked. */
function validatorOf(schemaFile, options) {
  const text = readFileSync(new URL(schemaFile, root), 'utf8')
  const { definitions, ...schema } = JSON.parse(text, (key, value) =>
    isForEditors(key, value) ? undefined : value,
  )
  const ajv = new Ajv({
    strict: false,
    unicode: false,
    ...options,
    logger: false,
    code: { source: true, esm: true, lines: true },
  })
  const code = standalone.default(ajv, ajv.compile(dereferenced(schema, definitions)))
  // Each run that reads files compiles all of it: a third of the text takes a third of the time to read.
  const { code: short } = transformSync(code, { minify: true, target: 'node20.19' })
  return `// Generated from the schema. Do not edit.\n${short}`
}

const DECLARATION = `import type { ErrorObject } from 'ajv'

export declare const validate: {
  (document: unknown): boolean
  errors?: readonly ErrorObject[] | null
}
`

/** @returns name → text. */
export function validatorFiles() {
  const files = OUTPUTS.flatMap(({ schema, validator, options }) => [
    [validator, validatorOf(schema, options)],
    [validator.replace(/\.js$/, '.d.ts'), DECLARATION],
  ])
  return Object.fromEntries(files)
}
