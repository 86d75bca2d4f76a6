/** The workspaces of a run, and what to say where one could not be reached. */
import { identifyTarget } from '../workbench/target-identity.ts'
import type { Failure } from './comment/comment-input.ts'
import type { CommandRun } from './invocation.ts'
import type { Session } from './session.ts'

export interface NamedTarget {
  /** For people. */
  readonly name: string
  /** For --target; null where config and environment decide. */
  readonly flag: string | null
}

export function targetNames(session: Session): readonly NamedTarget[] {
  const { targets } = session.inputs
  return targets.length > 0
    ? targets.map((name) => ({ name, flag: name }))
    : [{ name: usualName(session), flag: null }]
}

function usualName(session: Session): string {
  try {
    return identifyTarget(session.context, session.project, null).name
  } catch {
    // Why there is none is the command's to say.
    return session.project.config.defaultTarget ?? 'default'
  }
}

export function failureOf({ error, status, log }: CommandRun): Failure {
  if (error !== null) return { code: error.code, message: error.message, hint: error.hint }
  const [line = `it ended with status ${status}`] = log.trim().split('\n').slice(-1)
  return { code: `status ${status}`, message: line, hint: 'the log of this run has the rest' }
}
