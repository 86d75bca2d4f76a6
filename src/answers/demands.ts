import { regionLoosens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'

/** Options that give a comparison another exit status. */
export interface Demands {
  /** 'wider': exit status 1 if access is wider, mixed or rerouted. */
  readonly failOn: 'wider' | null
  /** true: exit status 2 if anything differs. */
  readonly exitCode: boolean
}

export const NO_DEMANDS: Demands = { failOn: null, exitCode: false }

export function statusOfDemands(
  { failOn, exitCode }: Demands,
  { access, isDifferent }: { readonly access: readonly Region[]; readonly isDifferent: boolean },
): ExitStatus {
  return strongest(
    failOn === 'wider' && access.some(regionLoosens) ? EXIT.no : EXIT.done,
    exitCode && isDifferent ? EXIT.pending : EXIT.done,
  )
}
