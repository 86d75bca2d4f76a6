/** Reads a log from memory, in pieces of a given size. */
import type { AgentCall } from '../../src/calls/call.ts'
import type { FieldPaths } from '../../src/calls/field-path.ts'
import type { InputFormat } from '../../src/calls/input-format.ts'
import { readLog } from '../../src/calls/read-log.ts'
import { RecordReading } from '../../src/calls/read-record.ts'

export interface ReadCalls {
  readonly calls: readonly (AgentCall & { readonly line: number })[]
  /** `line: reason`. */
  readonly skipped: readonly string[]
  readonly untimed: readonly number[]
}

export interface ReadOptions {
  readonly format?: InputFormat
  readonly fields?: FieldPaths
  readonly agent?: string
  /** Bytes of a piece. */
  readonly piece?: number
}

export async function readCalls(content: string | Uint8Array, options: ReadOptions = {}): Promise<ReadCalls> {
  const { format = null, fields = {}, agent = null, piece = 64 * 1024 } = options
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const calls: (AgentCall & { readonly line: number })[] = []
  const skipped: string[] = []
  const untimed: number[] = []
  await readLog(
    pieces(bytes, piece),
    { format, fields },
    {
      reading: new RecordReading(agent),
      sink: {
        call: (call, line) => void calls.push({ ...call, line }),
        skip: (line, reason) => void skipped.push(`${line}: ${reason}`),
        untimed: (line) => void untimed.push(line),
      },
    },
  )
  return { calls, skipped, untimed }
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** `GET https://… as agent`, with the tool where one is named. */
export function shown({ calls }: ReadCalls): readonly string[] {
  return calls.map(
    ({ method, url, agent, tool }) => `${method} ${url} as ${agent}${tool === null ? '' : ` by ${tool}`}`,
  )
}
