import { regionLoosens } from '../access/model/opens.ts'
import type { Region } from '../access/model/region.ts'
import { EXIT, type ExitStatus, strongest } from '../diagnostic/exit-status.ts'

/** The conditions on which a comparison fails, besides what it finds. */
export interface Demands {
  /** 1 where access is wider, or may be; null: whatever it is. */
  readonly failOn: 'wider' | null
  /** 2 where anything differs. */
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
