/** A state of a ledger by how far it is back, or by a day: the newest revision that was there by then. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { refName } from './ref-name.ts'
import type { Git } from './run-git.ts'

/** ISO 8601 of the last moment, or a number of revisions back from the newest. */
export type BackTo = { readonly until: Date } | { readonly steps: number }

/**
 * @param ledger its name, for messages. @param newest revision.
 * @throws PolicyctlError revision-unknown where the ledger does not go back so far.
 */
export async function revisionOfLedger(
  git: Git,
  { ledger, newest }: { readonly ledger: string; readonly newest: string },
  back: BackTo,
): Promise<string> {
  const log = await git.text(['log', '--first-parent', '--format=%H %ct', newest])
  const revisions = log.split('\n').map((line) => {
    const [oid = '', seconds = ''] = line.split(' ')
    return { oid, at: new Date(Number(seconds) * 1000) }
  })
  const found =
    'steps' in back ? revisions[back.steps] : revisions.find(({ at }) => at.getTime() <= back.until.getTime())
  if (found !== undefined) return found.oid
  const first = revisions.at(-1)?.at.toISOString().slice(0, 10)
  throw new PolicyctlError('revision-unknown', {
    message:
      'steps' in back
        ? `the ledger of '${ledger}' has ${revisions.length} revisions, and none ${back.steps} before the newest`
        : `the ledger of '${ledger}' begins on ${first}: what was applied before is not known`,
    hint: `git log ${refName('ledger', ledger)} lists what was applied, and when`,
  })
}
