import type { ApplyAnswer } from '../answers/apply.ts'
import { rollBack } from '../deploy/roll-back.ts'
import { applyJson, applyText } from '../media/apply-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'
import { overridesOfOne } from './override-options.ts'
import { ONLY, WRITING, wishesOf } from './write-options.ts'

/** Applies an earlier revision of the ledger, with the plan, the order and the guards of apply, except `behind`. */
export const command = defineCommand<ApplyAnswer>({
  name: 'rollback',
  description:
    'Plans the way back to an earlier revision of the ledger, shows it, asks, and writes,\nin the same safe order and under the same guards as apply, except for the guard `behind`. The files stay as they are: revert them in git\ntoo, or the next apply goes forward again. A second rollback undoes the first; --to goes further back.\nWithout --to it undoes the last run that changed what the ledger records. A run that only put live edits back is passed\nover, and named: what it overwrote is not recorded.',
  options: [
    { flags: '--to <revision>', description: 'revision of the ledger (default: the one before)' },
    ONLY,
    ...WRITING.filter(({ flags }) => !flags.startsWith('--allow-behind')),
  ],
  media: { text: applyText, json: applyJson },
  examples: [
    ['policyctl rollback --target production', 'undo the last run that changed what the ledger records'],
    ['policyctl rollback --to a41c9e2 --only payments-write', 'put one policy back'],
  ],
  answer: ({ context, global, options }, desk) => {
    const to = typeof options.to === 'string' ? options.to : null
    return withWorkbench(context, global, (workbench) =>
      rollBack(workbench, { ...wishesOf(options), overrides: overridesOfOne(options, workbench), to }, desk),
    )
  },
})
