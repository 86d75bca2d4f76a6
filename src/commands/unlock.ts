import type { UnlockAnswer } from '../answers/unlock.ts'
import { unlockTarget } from '../deploy/unlock-target.ts'
import { unlockText } from '../media/unlock-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Removes the lock of a run that died. The writes that it intended are kept in the ledger (docs/ledger.md). */
export const command = defineCommand<UnlockAnswer>({
  name: 'unlock',
  description:
    "Shows who holds the lock of the target and since when, and removes it.\nThe intended writes of that run are kept in the ledger, so that the next apply finishes the job\nand never takes the half-done state for somebody's edit. Talks to git only, never to the workspace.",
  options: [{ flags: '--yes', description: 'do not ask' }],
  media: { text: (answer) => ({ stdout: unlockText(answer) }) },
  examples: [
    ['policyctl unlock --target production', 'look at the lock, and decide'],
    ['policyctl unlock --target production --yes', 'remove it without being asked'],
  ],
  answer: ({ context, global, options }, desk) =>
    withWorkbench(context, global, (workbench) =>
      unlockTarget(workbench, { yes: options.yes === true }, desk),
    ),
})
