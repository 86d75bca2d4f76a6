import { nobody } from '../deploy/nobody.ts'
import { unlockTarget } from '../deploy/unlock-target.ts'
import { type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import { unlockText } from '../media/unlock-text.ts'
import { ask } from './ask.ts'
import type { Session } from './session.ts'
import { targetNames } from './targets.ts'

/** Removes the locks of applies that died. */
export async function unlock(session: Session): Promise<ExitStatus> {
  const statuses: ExitStatus[] = []
  for (const { flag } of targetNames(session)) {
    const { status } = await ask(session, {
      name: 'unlock',
      target: flag,
      ask: (workbench) => unlockTarget(workbench, { yes: true }, nobody),
      textOf: unlockText,
    })
    statuses.push(status)
  }
  return strongest(...statuses)
}
