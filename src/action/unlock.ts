import { type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { call, type Session } from './session.ts'
import { targetNames } from './targets.ts'

/** Breaks the locks of applies that died. */
export async function unlock(session: Session): Promise<ExitStatus> {
  const statuses: ExitStatus[] = []
  for (const { flag } of targetNames(session)) {
    const { status } = await call(session, 'unlock', { target: flag, options: { yes: true } })
    statuses.push(status)
  }
  return strongest(...statuses)
}
