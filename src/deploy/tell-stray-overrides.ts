/**
 * Tells names of overrides that no policy has. They lift nothing, and the run
 * goes on: a run again names policies that the first run has deleted.
 */
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import type { Context } from '../workbench/context.ts'

/** @param known names of policies, of the files, live and of the ledger. */
export function tellStrayOverrides(
  { allowInUse, overwriteLive, dropFields }: Overrides,
  known: ReadonlySet<string>,
  { notify }: Pick<Context, 'notify'>,
): void {
  for (const [flag, names] of [
    ['--allow-in-use', allowInUse],
    ['--overwrite-live', overwriteLive],
    ['--drop-fields', dropFields],
  ] as const)
    for (const name of names.filter((one) => !known.has(one))) {
      const meant = didYouMean(name, [...known])
      const ask = meant === null ? '' : `; did you mean ${meant}?`
      notify({
        kind: 'warning',
        text: `${flag}=${name} lifts nothing: neither files nor ledger nor workspace have a policy of that name${ask}`,
      })
    }
}
