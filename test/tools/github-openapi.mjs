/**
 * Cuts the calls that the Action makes out of GitHub's published description of its REST API.
 * The whole of it is 13 MB, and its package (`@octokit/openapi`) 460 MB, which is more than tests
 * should install, so the cut is checked in:
 *
 *   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
 *   node test/tools/github-openapi.mjs package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from 'node:fs'

const CALLS = [
  'post /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'patch /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'post /repos/{owner}/{repo}/statuses/{sha}',
  'post /repos/{owner}/{repo}/issues',
  'patch /repos/{owner}/{repo}/issues/{issue_number}',
  'get /repos/{owner}/{repo}/rules/branches/{branch}',
  'get /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
]
const FILE = new URL('../support/github/openapi.json', import.meta.url)

const [, , path] = process.argv
if (path === undefined) throw new Error('give the path of api.github.com.json')
const document = JSON.parse(readFileSync(path, 'utf8'))

/** Words for people and for other tools are left out. */
const LEFT_OUT = new Set(['description', 'example', 'examples', 'externalDocs', 'x-github', 'x-octokit'])

function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if (typeof value.$ref === 'string') return plain(at(value.$ref))
  const entries = Object.entries(value).flatMap(([key, item]) => {
    if (LEFT_OUT.has(key)) return []
    return [[key, key === 'properties' ? plainValues(item) : plain(item)]]
  })
  return withoutNullable(Object.fromEntries(entries))
}

/** OpenAPI 3.0 says `nullable`, JSON Schema names the type. */
function withoutNullable({ nullable, ...schema }) {
  if (nullable !== true) return schema
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] }
  for (const key of ['oneOf', 'anyOf'])
    if (Array.isArray(schema[key])) return { ...schema, [key]: [...schema[key], { type: 'null' }] }
  return schema
}

/** Names of properties are data: `description` is one. */
function plainValues(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, plain(schema)]))
}

function at(ref) {
  return ref
    .slice(2)
    .split('/')
    .reduce((found, key) => found[key], document)
}

const calls = CALLS.map((call) => {
  const [method, template] = call.split(' ')
  const item = document.paths[template]
  const operation = item[method]
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(plain)
  return {
    method: method.toUpperCase(),
    path: template,
    parameters: parameters.map(({ name, in: place, required = false, schema }) => ({
      name,
      in: place,
      required,
      schema,
    })),
    body: plain(operation.requestBody?.content['application/json'].schema ?? null),
    statuses: Object.keys(operation.responses).map(Number),
  }
})
const from = `${document.info['x-github-plan']}, @octokit/openapi ${document.info.version}, MIT`
writeFileSync(FILE, `${JSON.stringify({ from, calls }, null, 2)}\n`)
