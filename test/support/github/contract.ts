/**
 * Holds each request against GitHub's published description of its REST API: the stand-in
 * refuses what that does not have. `test/tools/github-openapi.mjs` says where it comes from.
 */
import { Ajv, type Schema } from 'ajv'
import description from './openapi.json' with { type: 'json' }

interface RestRequest {
  readonly method: string
  /** Path and query. */
  readonly url: URL
  readonly body: unknown
}

const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: true })

const calls = description.calls.map((call) => ({
  ...call,
  pattern: new RegExp(`^${call.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  isBody: call.body === null ? null : ajv.compile(closed(call.body)),
}))

/** What speaks against a request; [] for one that GitHub describes. */
export function requestFaults({ method, url, body }: RestRequest): readonly string[] {
  const call = calls.find((one) => one.method === method && one.pattern.test(url.pathname))
  if (call === undefined) return [`GitHub describes no ${method} ${url.pathname}`]
  const inPath = call.pattern.exec(url.pathname)?.groups ?? {}
  const inQuery = Object.fromEntries(url.searchParams)
  const unknown = Object.keys(inQuery).filter((name) => !named(call, 'query').includes(name))
  return [
    ...unknown.map((name) => `no parameter ${name}`),
    ...call.parameters.flatMap(({ name, in: place, required, schema }) => {
      const value = (place === 'path' ? inPath : inQuery)[name]
      if (value === undefined) return required ? [`no ${name}`] : []
      return ajv.validate(schema, { value }.value) ? [] : [`${name}: ${ajv.errorsText()}`]
    }),
    ...(call.isBody === null || call.isBody(body) ? [] : [`body: ${ajv.errorsText(call.isBody.errors)}`]),
  ]
}

/** Whether GitHub answers a call of this kind so. */
export function isDescribed({ method, url }: RestRequest, status: number): boolean {
  const call = calls.find((one) => one.method === method && one.pattern.test(url.pathname))
  return call?.statuses.includes(status) ?? false
}

function named(call: (typeof calls)[number], place: string): readonly string[] {
  return call.parameters.filter((parameter) => parameter.in === place).map(({ name }) => name)
}

/** GitHub drops a field that it does not know; here it is a mistake of ours. */
function closed(schema: Schema): Schema {
  return { ...Object(schema), additionalProperties: false }
}
