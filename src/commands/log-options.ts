/** The options of all commands that read logs. */
import { FIELD_NAMES, type FieldName, type FieldPaths } from '../calls/field-path.ts'
import { INPUT_FORMATS, type InputFormat } from '../calls/input-format.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LogQuestion } from '../workbench/open-logs.ts'
import type { CommandOption, Options } from './command.ts'

export const LOG_OPTIONS: readonly CommandOption[] = [
  {
    flags: '--field <name=path>',
    description: `the path of a field in a record, dotted: ${FIELD_NAMES.join(', ')}; repeatable`,
    parse: fieldsWith,
    isRepeatable: true,
  },
  {
    flags: '--input-format <format>',
    description: 'the format of the logs (default: recognised by their content)',
    choices: INPUT_FORMATS,
  },
  { flags: '--agent <name>', description: 'the agent of calls whose log does not name one' },
  { flags: '--approvals', description: 'also the calls that waited for approval, read from the workspace' },
]

export const LOG_ARGUMENT = ['[log...]', 'logs of calls, plain or gzip; - for standard input'] as const

export function logQuestion(files: readonly string[], options: Options): LogQuestion {
  return {
    files,
    approvals: options.approvals === true,
    format: (options.inputFormat as InputFormat | undefined) ?? null,
    fields: (options.field as FieldPaths | undefined) ?? {},
    agent: agentOf(options.agent),
  }
}

function agentOf(agent: unknown): string | null {
  if (agent === '') throw usage('--agent names no agent', 'name one, or leave --agent out')
  return typeof agent === 'string' ? agent : null
}

function fieldsWith(value: string, previous: unknown): FieldPaths {
  const [, name, path] = /^([^=]+)=(.+)$/s.exec(value) ?? []
  const known = FIELD_NAMES.find((one): one is FieldName => one === name)
  if (known === undefined || path === undefined)
    throw usage(
      `--field ${value} names no field of a call`,
      `write NAME=PATH, NAME being one of ${FIELD_NAMES.join(', ')}: --field url=request.full_url`,
    )
  const before = (previous as FieldPaths | undefined) ?? {}
  if (before[known] !== undefined)
    throw usage(`--field ${known} is given twice, and only one path can count`, 'leave one of them out')
  return { ...before, [known]: path }
}

function usage(message: string, hint: string): PolicyctlError {
  return new PolicyctlError('usage', { message, hint })
}
