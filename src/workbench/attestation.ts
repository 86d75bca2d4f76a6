/** Makes the statements about what this project applies, signed with the key that its config names. */
import { sealed } from '../evidence/envelope.ts'
import { signingKey } from '../evidence/keys.ts'
import { statementText } from '../evidence/statement.ts'
import type { LedgerEvidence } from '../git/ledger-place.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'

/**
 * Checks the key before anything is written: afterwards it would be too late to
 * stop a run that cannot sign.
 *
 * @throws PolicyctlError signing-key-invalid. An unset or empty variable is no error: then nothing is signed.
 */
export function attestationOf({ env, notify }: Context, { config }: Project): LedgerEvidence {
  const variable = config.evidence.key
  const pem = variable === null ? '' : (env[variable] ?? '')
  const key = variable === null || pem.trim() === '' ? null : signingKey(pem, variable)
  let isTold = false
  return {
    attest: async (record) => sealed(statementText(record), key),
    isSigned: key !== null,
    onUnsigned: (reason) => {
      if (isTold || (variable === null && reason === null)) return
      isTold = true
      const why = [variable === null ? null : `${variable} is not set`, reason].filter((one) => one !== null)
      notify({
        kind: 'warning',
        text: `the statement of the ledger about this run is not signed: ${why.join('; ')}`,
      })
    },
  }
}
