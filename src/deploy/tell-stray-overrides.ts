/**
 * Warns about names in overrides that no policy has. They lift nothing. It is only a
 * warning, because a command that is run a second time names policies that the first run deleted.
 */
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Overrides } from '../plan/guards/guard.ts'
import type { Context } from '../workbench/context.ts'

/** @param known names of the policies in the files, live and in the ledger. */
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
