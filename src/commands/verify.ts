import type { VerifyAnswer } from '../answers/verify.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { DEMANDABLE, type Demandable } from '../evidence/verify-chain.ts'
import { verifyLedger } from '../inspect/verify-ledger.ts'
import { jsonText } from '../media/json-text.ts'
import { verifyText } from '../media/verify-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Verifies a ledger: its chain, signatures and trees, and each recorded change of access, which is computed again. */
export const command = defineCommand<VerifyAnswer>({
  name: 'verify',
  description:
    'Checks every commit of the ledger against its statement: the chain, the signature (keys that the base branch\ntrusts), policies, bindings, config, date and message, and the change of access computed anew from both trees.\nExit status 1 if something is broken; facts that cannot be checked are listed as unknown, and fail the command only with --require.\nWorks in a git clone; needs no API key, and sends nothing to the workspace.',
  options: [
    {
      flags: '--require <what>',
      description: `facts that must not stay unknown, separated by commas: ${DEMANDABLE.join(', ')}`,
      parse: demandsIn,
    },
  ],
  media: {
    text: (answer, look) => ({ stdout: verifyText(answer, look) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    ['policyctl verify --target production', 'check that the ledger says what was applied'],
    ['policyctl verify --require signatures,approvals,anchor', 'accept no unknown facts'],
  ],
  answer: ({ context, global, options }) =>
    withWorkbench(context, global, (workbench) =>
      verifyLedger(workbench, { required: (options.require as readonly Demandable[] | undefined) ?? [] }),
    ),
})

function demandsIn(value: string): readonly Demandable[] {
  return value.split(',').map((text) => {
    const found = DEMANDABLE.find((one) => one === text.trim())
    if (found !== undefined) return found
    throw new PolicyctlError('usage', {
      message: `--require does not know '${text.trim()}'`,
      hint: `name one or more of ${DEMANDABLE.join(', ')}`,
    })
  })
}
