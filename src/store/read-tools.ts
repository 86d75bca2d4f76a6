/**
 * Reads tools of the vendor's servers: `spec.connection.baseUrl`,
 * `spec.riskTags`, `spec.capabilities[]`; also `base_url`, which the vendor's Go client reads.
 */
import type { Fields } from '../policy/shape.ts'
import type { Tool, ToolCapability } from '../policy/tool.ts'
import type { HttpAnswer } from './answer.ts'
import { answerListOf, objectOf, textOf } from './answer-shape.ts'

/** @throws StoreFailure answer-invalid. */
export function readTool(answer: HttpAnswer, item: unknown): Tool {
  const fields = objectOf(answer, item, 'a tool')
  const spec = objectOf(answer, fields.spec ?? {}, 'spec of a tool')
  return {
    name: textOf(answer, fields.name, 'the name of a tool'),
    baseUrl: baseUrlOf(answer, fields, objectOf(answer, spec.connection ?? {}, 'connection of a tool')),
    riskTags: textsIn(answer, spec.riskTags),
    capabilities: answerListOf(answer, spec.capabilities ?? [], 'capabilities').map((one) =>
      capabilityOf(answer, one),
    ),
  }
}

function capabilityOf(answer: HttpAnswer, item: unknown): ToolCapability {
  const { name, method, path, riskTags } = objectOf(answer, item, 'a capability')
  return {
    name: textOf(answer, name ?? '', 'the name of a capability'),
    method: textOf(answer, method ?? '', 'the method of a capability').toUpperCase(),
    path: textOf(answer, path ?? '', 'the path of a capability'),
    riskTags: textsIn(answer, riskTags),
  }
}

/** Adds scheme and port from their own fields if the address lacks them. */
function baseUrlOf(answer: HttpAnswer, tool: Fields, connection: Fields): string {
  const stated = connection.baseUrl ?? connection.base_url ?? tool.base_url ?? ''
  const address = textOf(answer, stated, 'the base URL of a tool')
  if (address === '') return ''
  const scheme = typeof connection.scheme === 'string' ? connection.scheme.toLowerCase() : 'https'
  const text = address.includes('://') ? address : `${scheme}://${address}`
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  if (url.port === '' && Number.isInteger(connection.port)) url.port = String(connection.port)
  return url.href
}

function textsIn(answer: HttpAnswer, value: unknown): readonly string[] {
  return answerListOf(answer, value ?? [], 'tags').map((item) => textOf(answer, item, 'a tag'))
}
