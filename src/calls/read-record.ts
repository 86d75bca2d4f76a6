/** Reads the call of a record. */

import type { Fields } from '../policy/shape.ts'
import { ByteTable } from './byte-table.ts'
import type { AgentCall, CallSink } from './call.ts'
import { timeOf } from './call-time.ts'
import { CallUrls, copyOf, type ReadUrl } from './call-url.ts'
import { PLACEHOLDER } from './field-path.ts'
import type { RecordReader } from './input-format.ts'

/** A method is a token of HTTP; a longer text is no method. */
const METHOD = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/
const LONGEST_NAME = 512
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_NAME = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]/
/** `spiffe://cluster.local/ns/shop/sa/billing-agent`: the identity that a mesh gives to a workload. */
const SPIFFE = /^spiffe:\/\/[^/]*\/ns\/([^/]+)\/sa\/([^/]+)$/

/** Caches texts that recur, each once. */
class Names {
  readonly #known = new Map<string, string>()

  constructor(readonly make: (text: string) => string | null) {}

  of(text: string): string | null {
    const found = this.#known.get(text)
    if (found !== undefined) return found
    const made = this.make(text)
    if (made === null) return null
    if (this.#known.size >= 100_000) this.#known.clear()
    this.#known.set(copyOf(text), made)
    return made
  }
}

export class RecordReading {
  readonly #urls = new CallUrls()
  readonly #methods = new Names((text) =>
    METHOD.test(text) && text !== PLACEHOLDER ? copyOf(text.toUpperCase()) : null,
  )
  readonly #names = new Names((text) =>
    text.length > LONGEST_NAME || NO_NAME.test(text) ? null : copyOf(text),
  )
  readonly #agents = new Names((text) => this.#names.of(workloadOf(text)))
  /** The agent of calls whose log does not name one; null: such a line is a fault. */
  readonly caller: string | null
  /** Readers of texts by their bytes; undefined: the text is invalid. */
  readonly texts = {
    method: new ByteTable((text) => this.#methods.of(text) ?? undefined),
    url: new ByteTable((text) => urlIn(this.#urls.read(text))),
    agent: new ByteTable((text) => nameIn(this.#agent(text))),
    name: new ByteTable((text) => nameIn(this.#name('tool', text))),
  }

  /** @param caller the agent of calls whose log does not name one; null: such a line is a fault. */
  constructor(caller: string | null) {
    this.caller = caller
  }

  /** @returns true if it is a call. */
  read(record: Fields, reader: RecordReader, { line, sink }: { line: number; sink: CallSink }): boolean {
    const call = this.#call(record, reader)
    if ('fault' in call) {
      sink.skip(line, call.fault)
      return false
    }
    const stated = call.time === null ? reader.time(record) : null
    if (stated !== undefined && stated !== null) sink.untimed(line)
    sink.call(call, line)
    return true
  }

  #call(record: Fields, reader: RecordReader): AgentCall | Fault {
    const written = reader.method(record)
    if (typeof written !== 'string' || written === PLACEHOLDER || written === '')
      return { fault: missing('method', typeof written === 'string' ? null : written) }
    const method = this.#methods.of(written)
    if (method === null) return { fault: 'its method is not an HTTP method' }
    const read = this.#url(record, reader)
    if ('fault' in read) return read
    const agent = this.#agent(reader.agent(record))
    if (isFault(agent)) return agent
    const tool = this.#name('tool', reader.tool(record))
    if (isFault(tool)) return tool
    const capability = this.#name('capability', reader.capability(record))
    if (isFault(capability)) return capability
    return { method, url: read.url, agent, tool, capability, time: timeOf(reader.time(record)) }
  }

  #url(record: Fields, { url, parts }: RecordReader): ReadUrl {
    if (url !== null) {
      const value = url(record)
      return typeof value === 'string' ? this.#urls.read(value) : { fault: missing('URL', value) }
    }
    const [scheme, authority, path] = [parts.scheme(record), parts.authority(record), parts.path(record)]
    for (const [name, value] of [
      ['scheme', scheme],
      ['authority', authority],
      ['path', path],
    ] as const)
      if (typeof value !== 'string' || value === PLACEHOLDER || value === '')
        return { fault: missing(name, value === PLACEHOLDER || value === '' ? null : value) }
    if (NO_AUTHORITY.test(String(authority))) return { fault: 'its authority is not a host' }
    if (String(path).startsWith('/')) return this.#urls.read(`${scheme}://${authority}${path}`)
    return { fault: 'its path does not begin with a slash' }
  }

  #agent(value: unknown): string | Fault {
    if (value === undefined || value === null || value === '' || value === PLACEHOLDER)
      return this.caller ?? { fault: 'it names no agent, and neither does --agent' }
    if (typeof value !== 'string') return { fault: 'its agent is not a text' }
    return this.#agents.of(value) ?? { fault: 'its agent is not a name' }
  }

  #name(what: string, value: unknown): string | null | Fault {
    if (value === undefined || value === null || value === '' || value === PLACEHOLDER) return null
    if (typeof value !== 'string') return { fault: `its ${what} is not a text` }
    return this.#names.of(value) ?? { fault: `its ${what} is not a name` }
  }
}

interface Fault {
  readonly fault: string
}

function isFault(value: string | null | Fault): value is Fault {
  return typeof value === 'object' && value !== null
}

function nameIn<T extends string | null>(read: T | Fault): T | undefined {
  return isFault(read) ? undefined : read
}

function urlIn(read: ReadUrl): string | undefined {
  return 'url' in read ? read.url : undefined
}

function workloadOf(text: string): string {
  const [, namespace, name] = SPIFFE.exec(text) ?? []
  return namespace === undefined || name === undefined ? text : `${namespace}/${name}`
}

function missing(what: string, value: unknown): string {
  return value === undefined || value === null ? `it has no ${what}` : `its ${what} is not a text`
}

/** Characters that would end the authority and begin a path, query or fragment. */
const NO_AUTHORITY = /[/?#\\]/
