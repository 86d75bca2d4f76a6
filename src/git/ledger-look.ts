/** Lists all ledgers and locks of a place, with the workspace and the project of each. */
import type { ProjectWorkspace } from '../policy/workspace.ts'
import { readCommits } from './commit.ts'
import { type LedgerMessage, ledgerMessage } from './ledger-message.ts'
import type { LedgerPlace } from './ledger-place.ts'
import { nameOfRef, type RefKind } from './ref-name.ts'
import { refsOf } from './refs-of.ts'

/** A ledger or a lock, as far as its commit tells. */
export interface KnownRef {
  /** Name of the ledger: that of the target that started it. */
  readonly name: string
  readonly revision: string
  /** The owner; null: policyctl did not write it. */
  readonly of: ProjectWorkspace | null
}

export interface LedgerLook {
  readonly ledgers: readonly KnownRef[]
  readonly locks: readonly KnownRef[]
}

type LookPlace = Pick<LedgerPlace, 'repository' | 'remote' | 'waiting'>

/** It asks the remote once, and a second time if there are commits to fetch. @throws PolicyctlError remote-unreachable (4). */
export async function lookAtLedgers(place: LookPlace): Promise<LedgerLook> {
  const refs = await refsOf(place).list(PREFIX)
  const known = [...refs].map(([ref, revision]) => ({ ref, revision }))
  const commits = await readCommits(
    place.repository.git,
    known.map(({ revision }) => revision),
  )
  const found = known.map(({ ref, revision }, index) => {
    const commit = commits[index]
    const message = commit === undefined ? null : ledgerMessage(commit)
    return { ref, revision, of: message === null ? null : whoseOf(message) }
  })
  const of = (kind: RefKind): readonly KnownRef[] =>
    found.flatMap(({ ref, revision, of }) => {
      const name = nameOfRef(kind, ref)
      return name === null ? [] : [{ name, revision, of }]
    })
  return { ledgers: of('ledger'), locks: of('lock') }
}

const PREFIX = 'refs/policyctl/'

function whoseOf({ endpoint, namespace, folder }: LedgerMessage): ProjectWorkspace {
  return { endpoint, namespace, folder }
}
