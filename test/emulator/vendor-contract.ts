/**
 * What the vendor's public contract (OpenAPI file 1.4.2) says of the resources
 * beside policies, in our own words. It forbids no field.
 */
import { Ajv } from 'ajv'

const text = { type: 'string' }
const texts = { type: 'array', items: text }
const listOf = (items: object) => ({ type: 'array', items })
const object = (required: readonly string[], properties: object) => ({ type: 'object', required, properties })

const CAPABILITY = object([], { name: text, method: text, path: text, riskTags: texts })
const TOOL = object(['name', 'spec'], {
  name: text,
  namespace: text,
  spec: object([], {
    description: text,
    connection: object([], {
      topology: text,
      baseUrl: text,
      port: { type: 'integer' },
      scheme: text,
    }),
    capabilities: listOf(CAPABILITY),
    riskTags: texts,
    governance: object([], {}),
  }),
  status: object([], {}),
})
const AGENT = object(['name', 'namespace'], {
  name: text,
  namespace: text,
  spec: object([], {}),
  status: object([], {}),
})
const CONFIG = object(['agent_name', 'namespace', 'image'], {
  agent_name: text,
  namespace: text,
  image: text,
  policies: texts,
  required_tools: texts,
})
const CONNECTOR = object(['id', 'name', 'endpoint', 'enabled'], {
  id: text,
  name: text,
  type: { enum: ['webhook', 'slack', 'teams', 'jira', 'pagerduty'] },
  endpoint: text,
  enabled: { type: 'boolean' },
  timeout_seconds: { type: 'integer' },
})
const DEFAULTS = object([], {
  default_delivery_mode: text,
  default_fallback_to_ui: { type: 'boolean' },
  default_timeout_seconds: { type: 'integer' },
  min_timeout_seconds: { type: 'integer' },
  max_timeout_seconds: { type: 'integer' },
})
const POLICY = object(['name', 'spec'], {
  name: text,
  namespace: text,
  spec: object([], { policies: listOf(object([], { permission: text, operations: texts, resource: text })) }),
  status: object([], { ready: { type: 'boolean' }, message: text }),
  used_by: listOf(object([], { name: text, namespace: text })),
})

const SHAPES = {
  tools: listOf(TOOL),
  agents: listOf(AGENT),
  config: CONFIG,
  connectors: listOf(CONNECTOR),
  defaults: DEFAULTS,
  policies: listOf(POLICY),
  error: object(['error'], { error: text }),
}

const ajv = new Ajv({ allErrors: true })

/** @returns what is wrong with an answer; [] for nothing. */
export function faultsOf(resource: keyof typeof SHAPES, value: unknown): readonly string[] {
  const validate = ajv.compile(SHAPES[resource])
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
