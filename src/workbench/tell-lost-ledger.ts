import { docsPage } from '../diagnostic/docs-page.ts'
import { type LostLedger, lostLedgers } from '../git/lost-ledgers.ts'
import { refName } from '../git/ref-name.ts'
import type { Context } from './context.ts'
import type { OpenedLedger } from './ledger-place.ts'

/** Warns of commits of the ledger that this clone has and the remote gave up: what they did would pass for edits by hand. @returns them. */
export async function tellLostLedger(
  { place, look }: OpenedLedger,
  { notify }: Context,
): Promise<readonly LostLedger[]> {
  const { remote, ledger } = place
  const lost = await lostLedgers(place, look)
  for (const { ref, revision, isGone } of lost) {
    const short = revision.slice(0, 12)
    const text = isGone
      ? `the remote '${remote}' has no ledger '${ledger}', and this clone has one, at ${short}: if it was deleted there, put it back before the next apply: git push ${remote} ${ref}:${refName('ledger', ledger)}`
      : `the ledger '${ledger}' was rewritten on the remote '${remote}': it lost ${short} and what that recorded. This clone keeps it as ${ref}; ${docsPage('ledger.md#repair')} says how to put it back, or to drop it`
    notify({ kind: 'warning', text })
  }
  return lost
}
