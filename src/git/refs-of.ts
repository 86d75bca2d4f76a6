import type { LedgerPlace } from './ledger-place.ts'
import { localRefs } from './local-refs.ts'
import type { Refs } from './refs.ts'
import { remoteRefs } from './remote-refs.ts'

/**
 * The refs of the place's remote, or this repository's own.
 * All calls throw PolicyctlError remote-unreachable or remote-refused if the remote fails.
 */
export function refsOf({ repository: { git }, remote, waiting }: RefsPlace): Refs {
  return remote === null ? localRefs(git, waiting.clock) : remoteRefs(git, remote)
}

type RefsPlace = Pick<LedgerPlace, 'repository' | 'remote' | 'waiting'>
