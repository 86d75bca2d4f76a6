/**
 * Runs a command in this process, as the command line would: the same module,
 * the same options, its streams caught. Options that the command does not have
 * are a fault here, never silence.
 */
import type { Command, Format } from '../commands/command.ts'
import { COMMANDS } from '../commands/list.ts'
import { nobody } from '../deploy/nobody.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { printable } from '../words/printable.ts'
import type { Context } from '../workbench/context.ts'
import type { WorkbenchOptions } from '../workbench/workbench.ts'

export interface CommandCall {
  readonly context: Context
  readonly global: WorkbenchOptions
  readonly args?: readonly string[]
  /** By camel-cased long name; text is parsed as the command line would. */
  readonly options?: Readonly<Record<string, string | true>>
  /** JSON where the command has it. */
  readonly format?: Format
}

/** What a command left behind. */
export interface CommandRun {
  readonly status: ExitStatus
  /** The JSON document on standard output, null where there is none. */
  readonly document: unknown
  readonly output: string
  /** What it said on standard error. */
  readonly log: string
  readonly error: PolicyctlError | null
}

export async function runCommand(name: string, call: CommandCall): Promise<CommandRun> {
  const written = { stdout: '', stderr: '' }
  const notify: Context['notify'] = ({ kind, text }) => {
    if (kind !== 'detail') written.stderr += `${printable(text)}\n`
  }
  const context = { ...call.context, notify }
  const done = (status: ExitStatus, error: PolicyctlError | null): CommandRun => ({
    status,
    document: documentIn(written.stdout),
    output: written.stdout,
    log: written.stderr,
    error,
  })
  try {
    const command = await commandCalled(name)
    const options = optionsOf(command, call.options ?? {})
    const format = call.format ?? (command.formats.includes('json') ? 'json' : 'text')
    const invocation = { context, global: call.global, args: call.args ?? [], options }
    const statuses: ExitStatus[] = []
    for await (const { status, printed } of command.responses(invocation, nobody)) {
      const { stdout, stderr = '' } = printed(format, PLAIN)
      written.stdout += stdout
      written.stderr += stderr
      statuses.push(status)
    }
    return done(strongest(...statuses), null)
  } catch (error) {
    const known = error instanceof PolicyctlError ? error : unexpected(error)
    return done(known.exitStatus === EXIT.refused ? EXIT.refused : EXIT.failed, known)
  }
}

const PLAIN = { color: false, notesColor: false, columns: null, verbose: false, quiet: false }

async function commandCalled(name: string): Promise<Command> {
  const listed = COMMANDS.find((command) => command.name === name)
  if (listed === undefined) throw new Error(`there is no command ${name}`)
  return listed.load()
}

function optionsOf(
  command: Command,
  given: NonNullable<CommandCall['options']>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const option = command.options?.find(({ flags }) => nameIn(flags) === key)
      if (option === undefined) throw new Error(`${command.name} has no option ${key}`)
      if (value === true) return [key, true]
      if (option.choices?.includes(value) === false)
        throw new PolicyctlError('action-input', {
          message: `${command.name} does not take '${value}' as ${key}`,
          hint: `one of ${option.choices.join(', ')}`,
        })
      return [key, option.parse === undefined ? value : option.parse(value, undefined)]
    }),
  )
}

/** `--allow-deletes <n>` → allowDeletes, as commander names it. */
function nameIn(flags: string): string {
  const [, name = ''] = /--([a-z][a-z-]*)/.exec(flags) ?? []
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function documentIn(stdout: string): unknown {
  try {
    return JSON.parse(stdout)
  } catch {
    return null
  }
}

function unexpected(cause: unknown): PolicyctlError {
  return new PolicyctlError('internal', {
    message: `policyctl has a fault: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'run the workflow again with debug logging and report what it prints',
    cause,
  })
}
