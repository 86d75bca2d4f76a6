/** The formats of logs that are read, and the paths of the fields in each. */

import type { Fields } from '../policy/shape.ts'
import { type FieldName, type FieldPaths, firstOf, type Getter } from './field-path.ts'

export const INPUT_FORMATS = ['jsonl', 'har', 'envoy', 'approvals'] as const
export type InputFormat = (typeof INPUT_FORMATS)[number]

/** The readers of a format's fields. */
export interface RecordReader {
  readonly format: InputFormat
  /** null: the URL is put together from its parts. */
  readonly url: Getter | null
  readonly parts: Readonly<Record<'scheme' | 'authority' | 'path', Getter>>
  readonly method: Getter
  readonly agent: Getter
  readonly tool: Getter
  readonly capability: Getter
  readonly time: Getter
  /** Tells whether a record has this format. */
  fits(record: Fields): boolean
}

const DEFAULTS: Readonly<Record<InputFormat, Readonly<Record<FieldName, readonly string[]>>>> = {
  jsonl: {
    method: ['method'],
    url: ['url'],
    agent: ['agent'],
    tool: ['tool'],
    capability: ['capability'],
    time: ['time'],
    ...{ scheme: [], authority: [], path: [] },
  },
  har: {
    method: ['request.method'],
    url: ['request.url'],
    time: ['startedDateTime'],
    ...{ agent: [], tool: [], capability: [], scheme: [], authority: [], path: [] },
  },
  // The configuration of the proxy names the fields; these are the names of Istio and of common examples.
  envoy: {
    method: ['method', ':method'],
    scheme: ['scheme', ':scheme', 'x_forwarded_proto', 'x-forwarded-proto'],
    authority: ['authority', ':authority'],
    path: ['x_envoy_original_path', 'x-envoy-original-path', 'path', ':path'],
    agent: [
      'agent',
      'x_agent',
      'x-agent',
      'x_agent_id',
      'x-agent-id',
      'x_runagents_agent',
      'downstream_peer_uri_san',
    ],
    time: ['start_time', 'time', 'timestamp'],
    ...{ url: [], tool: ['tool'], capability: [] },
  },
  approvals: {
    method: ['tool_method'],
    url: ['tool_url'],
    agent: ['agent_id'],
    tool: ['tool_id'],
    capability: ['capability'],
    time: ['created_at'],
    ...{ scheme: [], authority: [], path: [] },
  },
}

/** @param named paths of the config and the command line; they count for jsonl and, before the usual ones, for envoy. */
export function recordReader(format: InputFormat, named: FieldPaths): RecordReader {
  const get = (name: FieldName): Getter => {
    const usual = DEFAULTS[format][name]
    const path = named[name]
    if (path === undefined || format === 'har' || format === 'approvals') return firstOf(usual)
    return firstOf(format === 'envoy' ? [path, ...usual] : [path])
  }
  const url = format === 'envoy' ? null : get('url')
  const method = get('method')
  const parts = { scheme: get('scheme'), authority: get('authority'), path: get('path') }
  const has = (getter: Getter, record: Fields): boolean => typeof getter(record) === 'string'
  return {
    ...{ format, url, parts, method, agent: get('agent'), tool: get('tool') },
    ...{ capability: get('capability'), time: get('time') },
    fits: (record) =>
      has(method, record) &&
      (url === null ? has(parts.authority, record) && has(parts.path, record) : has(url, record)),
  }
}
