/** Opens logs of real calls: files, standard input, the approval requests of the workspace. */
import { resolve } from 'node:path'
import type { AgentCall } from '../calls/call.ts'
import type { FieldPaths } from '../calls/field-path.ts'
import { INPUT_FORMATS, type InputFormat, recordReader } from '../calls/input-format.ts'
import { LogReading } from '../calls/log-reading.ts'
import { readLog } from '../calls/read-log.ts'
import { RecordReading } from '../calls/read-record.ts'
import type { CallPlace } from '../calls/tally.ts'
import { assertQuestion, FIELD, oneOf } from '../diagnostic/assert-question.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isFolder } from '../files/find-project.ts'
import { fileIdentity, isLogFile, logBytes } from '../files/read-text.ts'
import { isFields } from '../policy/shape.ts'
import type { Context } from './context.ts'
import { withoutPackedTwins } from './packed-twins.ts'
import { tellCopiedLogs } from './tell-copied-logs.ts'
import type { Workbench } from './workbench.ts'

/** The calls that a question is about. */
export interface LogQuestion {
  /** Paths, '-' for standard input. */
  readonly files: readonly string[]
  /** True to read also the approval requests of the workspace. */
  readonly approvals: boolean
  /** null: recognised by the content of each log. */
  readonly format: InputFormat | null
  /** The path of each field in a record; goes before the config's. */
  readonly fields: FieldPaths
  /** The agent of calls whose log does not name one. */
  readonly agent: string | null
}

/** The name of the workspace's approval requests in lists of files. */
export const APPROVALS = 'approvals'

export type CallSeen = (call: AgentCall, place: CallPlace) => void

/**
 * Passes the calls of all logs to `seen`, one after the other. A file that is named twice, or also packed, is read once, with a note.
 *
 * @throws PolicyctlError usage if no log is named, path-not-found before anything is read; those of targets and stores.
 */
export async function readLogs(
  workbench: Workbench,
  question: LogQuestion,
  seen: CallSeen,
): Promise<LogReading> {
  const { context, project } = workbench
  assertQuestion('log', question, {
    files: FIELD.texts,
    approvals: FIELD.flag,
    format: oneOf(...INPUT_FORMATS, null),
    fields: FIELD.object,
    agent: FIELD.textOrNull,
  })
  assertNamed(question, context.cwd)
  const fields = { ...project.config.replay.fields, ...question.fields }
  const reading = new LogReading()
  const records = new RecordReading(question.agent)
  const { files, unread } = await withoutPackedTwins(eachOnce(question.files, context), context)
  await tellCopiedLogs(files, context)
  for (const line of unread) reading.skip(line)
  for (const file of files) {
    reading.files.push(file)
    const chunks = file === '-' ? context.inputBytes() : logBytes(resolve(context.cwd, file))
    const sink = sinkFor(file, reading, seen)
    await readLog(legible(chunks, file), { format: question.format, fields }, { reading: records, sink })
  }
  if (question.approvals) {
    reading.files.push(APPROVALS)
    await readApprovals(workbench, records, sinkFor(APPROVALS, reading, seen))
  }
  return reading
}

/** Calls that were counted twice would look like use, so a file that globs or links name twice counts once. */
function eachOnce(files: readonly string[], { cwd, notify }: Context): readonly string[] {
  const seen = new Set<string>()
  const [once, again]: [string[], string[]] = [[], []]
  for (const file of files) {
    const identity = file === '-' ? '-' : identityOf(file, cwd)
    const list = seen.has(identity) ? again : once
    list.push(file)
    seen.add(identity)
  }
  if (again.length > 0)
    notify({
      kind: 'note',
      text: `named twice, and counted once: ${firstNames([...new Set(again)], MOST_NAMED)}`,
    })
  return once
}

const MOST_NAMED = 5

function identityOf(file: string, cwd: string): string {
  try {
    return fileIdentity(resolve(cwd, file))
  } catch (error) {
    throw notFound(file, error)
  }
}

function assertNamed({ files, approvals }: LogQuestion, cwd: string): void {
  if (files.length === 0 && !approvals)
    throw new PolicyctlError('usage', {
      message: 'no log is named',
      hint: 'name files of calls, - for standard input, or --approvals for the approval requests of the workspace',
    })
  if (files.filter((file) => file === '-').length > 1)
    throw new PolicyctlError('usage', {
      message: 'standard input is named twice, but can be read only once',
      hint: 'name - once',
    })
  const absent = files.find((file) => file !== '-' && !isLogFile(resolve(cwd, file)))
  if (absent !== undefined) throw isFolder(resolve(cwd, absent)) ? notALog(absent) : notFound(absent)
}

function notALog(folder: string): PolicyctlError {
  return new PolicyctlError('path-not-found', {
    message: `${folder} is a folder, not a log`,
    hint: `name the logs in it: ${folder.replace(/\/$/, '')}/*.jsonl`,
  })
}

function notFound(file: string, cause?: unknown): PolicyctlError {
  return new PolicyctlError('path-not-found', {
    message: `${file} cannot be read`,
    hint: 'name a log that exists, relative to the current folder, or - for standard input',
    ...(cause === undefined ? {} : { cause }),
  })
}

/** Turns the system's error about an unreadable file into path-not-found. */
async function* legible(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw notFound(file, error)
  }
}

function sinkFor(file: string, reading: LogReading, seen: CallSeen) {
  return {
    call: (call: AgentCall, line: number) => seen(call, { file, line }),
    skip: (line: number, reason: string) => reading.skip({ file, line, reason }),
    untimed: () => {
      reading.untimed += 1
    },
  }
}

async function readApprovals(
  workbench: Workbench,
  records: RecordReading,
  sink: ReturnType<typeof sinkFor>,
): Promise<void> {
  const { reads } = await workbench.target()
  const reader = recordReader('approvals', {})
  for (const [index, request] of (await reads.approvalRequests()).entries()) {
    const line = index + 1
    if (isFields(request)) records.read(request, reader, { line, sink })
    else sink.skip(line, 'it is not an object')
  }
}
