/** Reads JSON lines: {"method","url","tags","tool","capability","agent" or "policies"}. */
import { resolve } from 'node:path'
import type { Sender } from '../answers/explain.ts'
import { LineSplitter } from '../calls/split-lines.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isLogFile, logBytes } from '../files/read-text.ts'
import type { Request } from '../policy/request.ts'
import type { Context } from '../workbench/context.ts'
import { checkedRequest } from './sender.ts'

interface Question {
  readonly request: Request
  readonly sender: Sender
}

/** A question with its place, `requests.jsonl:3`. */
export interface PlacedQuestion extends Question {
  readonly place: string
}

/** A line with its number, from 1; null: it is too long. */
interface NumberedLine {
  readonly text: string | null
  readonly number: number
}

/**
 * Reads lines as a stream.
 *
 * @param file '-' for standard input. @throws PolicyctlError path-not-found at once, before anything else is done.
 */
export function readLines(
  { cwd, inputBytes }: Pick<Context, 'cwd' | 'inputBytes'>,
  file: string,
): AsyncIterable<NumberedLine> {
  const path = resolve(cwd, file)
  if (file !== '-' && !isLogFile(path))
    throw new PolicyctlError('path-not-found', {
      message: `${file} cannot be read`,
      hint: 'name a file of JSON lines that exists, or - for standard input',
    })
  return linesIn(file === '-' ? inputBytes() : logBytes(path))
}

async function* linesIn(bytes: ReturnType<Context['inputBytes']>): AsyncGenerator<NumberedLine> {
  const lines: NumberedLine[] = []
  const splitter = new LineSplitter({
    line: (chunk, { from, to }, number) =>
      void lines.push({ text: chunk.toString('utf8', from, to), number }),
    tooLong: (number) => void lines.push({ text: null, number }),
  })
  for await (const chunk of bytes) {
    splitter.write(chunk)
    yield* lines.splice(0)
  }
  splitter.end()
  yield* lines.splice(0)
}

/**
 * Yields one question for each line, so that the lines before a bad one are answered.
 *
 * @throws PolicyctlError usage with the line that is not a request.
 */
export async function* questionsIn(
  lines: AsyncIterable<NumberedLine>,
  file: string,
): AsyncGenerator<PlacedQuestion> {
  for await (const { text, number } of lines) {
    const place = `${file === '-' ? 'standard input' : file}:${number}`
    if (text === null) throw invalid(place, 'is longer than 16 MiB')
    if (text.trim() !== '') yield { ...questionOf(text, place), place }
  }
}

/** Adds the place of the question to a usage error. */
export function atLine<T>(place: string, answer: () => T): T {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof PolicyctlError) || error.code !== 'usage') throw error
    throw new PolicyctlError('usage', {
      message: `${place} ${error.message}`,
      hint: error.hint,
      cause: error.cause,
    })
  }
}

function questionOf(line: string, place: string): Question {
  const fields = fieldsOf(line, place)
  const unknown = Object.keys(fields).find((key) => !KNOWN.includes(key))
  if (unknown !== undefined) throw invalid(place, `unknown field '${unknown}'`)
  const { method, url, tags = [], tool = null, capability = null } = fields
  if (typeof method !== 'string' || typeof url !== 'string')
    throw invalid(place, 'method and url must be texts')
  if (!isTexts(tags)) throw invalid(place, 'tags must be a list of texts')
  if (!isTextOrNull(tool) || !isTextOrNull(capability))
    throw invalid(place, 'tool and capability must be texts')
  const request = atLine(place, () => checkedRequest({ method, url, tags, tool, capability }))
  return { request, sender: senderOf(fields, place) }
}

const KNOWN = ['method', 'url', 'tags', 'tool', 'capability', 'agent', 'policies']

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(line: string, place: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw invalid(place, 'is not JSON', cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(place, 'is not an object')
  return value as Fields
}

function senderOf({ agent, policies }: Fields, place: string): Sender {
  if (agent !== undefined && policies !== undefined)
    throw invalid(place, 'has both agent and policies: leave one out')
  if (typeof agent === 'string') return { by: 'agent', agent }
  if (isTexts(policies)) return { by: 'policies', policies }
  if (agent === undefined && policies === undefined) return { by: 'all' }
  throw invalid(place, 'agent must be a text, policies a list of texts')
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function invalid(place: string, fact: string, cause?: unknown): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${place} ${fact}`,
    hint: 'write one JSON object per line: {"method":"GET","url":"https://api.example.com/","tags":[],"agent":"NAME"}',
    ...(cause === undefined ? {} : { cause }),
  })
}
