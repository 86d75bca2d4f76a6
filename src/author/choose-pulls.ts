/**
 * Chooses the differences between files and live that `pull` takes into the files.
 * Pure. It takes live edits, and skips changes that would undo work in the files,
 * each with its reason, unless they are forced.
 */

import type { Left, LeftReason, Pulled, PullOrigin } from '../answers/pull.ts'
import type { Change, Changes } from '../change/change.ts'
import { isSameSpec } from '../policy/canonical.ts'
import { withoutForeignFields } from '../policy/known-fields.ts'
import type { Spec } from '../policy/policy.ts'

/** A policy whose file is to become equal to the live policy. */
export interface FilePull {
  readonly policy: string
  readonly action: Pulled['action']
  /** File that holds it; null: none. */
  readonly file: string | null
  readonly origin: PullOrigin
  readonly from: Spec | null
  /** The live spec; null: it is not live. */
  readonly to: Spec | null
  /** `to` as the file has to say it: with the names of the file, where the map of the target swaps them. */
  readonly written: Spec | null
  readonly hasLeftOut: boolean
  /** True if the ledger has it. */
  readonly wasApplied: boolean
}

export interface PullChoice {
  readonly changes: Changes
  readonly liveSpecs: ReadonlyMap<string, Spec>
  /** Policies that were asked for by name; empty: all that differ. */
  readonly names: ReadonlySet<string>
  /** True to take unmanaged policies too. */
  readonly all: boolean
  readonly force: boolean
  /** Files with changes that no commit has. */
  readonly uncommitted: ReadonlySet<string>
  /** False outside git: then no commit has any file. */
  readonly hasGit: boolean
  /** Policies that several documents define. */
  readonly duplicates: ReadonlySet<string>
  /** Files that a sparse checkout keeps off the disk. */
  readonly offDisk: ReadonlySet<string>
  /** The reason why there is no ledger; '' if there is one. */
  readonly noLedger: string
}

export interface Chosen {
  readonly take: readonly FilePull[]
  readonly left: readonly Left[]
  readonly unmanaged: readonly string[]
}

export function choosePulls(choice: PullChoice): Chosen {
  const { changes, names, all } = choice
  const isAsked = (policy: string): boolean => names.size === 0 || names.has(policy)
  const takesUnmanaged = (policy: string): boolean => names.has(policy) || (names.size === 0 && all)
  const wanted = [
    ...changes.changes.filter(({ policy }) => isAsked(policy)).map(pullOf),
    ...changes.unmanaged.filter(takesUnmanaged).map((policy) => pullOfUnmanaged(policy, choice)),
  ].sort((a, b) => (a.policy < b.policy ? -1 : 1))
  const left = wanted.flatMap((pull) => {
    const refusal = refusalOf(pull, choice)
    return refusal === null ? [] : [{ policy: pull.policy, file: pull.file, ...refusal }]
  })
  const isLeft = new Set(left.map(({ policy }) => policy))
  return {
    take: wanted.filter(({ policy }) => !isLeft.has(policy)),
    left,
    unmanaged: changes.unmanaged.filter((policy) => !takesUnmanaged(policy)),
  }
}

function pullOf({ policy, file, origin, before, after, ledger }: Change): FilePull {
  const action = before === null ? 'delete' : after === null ? 'create' : 'update'
  return {
    policy,
    action,
    file,
    origin,
    from: after,
    to: before,
    written: before,
    hasLeftOut: false,
    wasApplied: ledger !== null,
  }
}

function pullOfUnmanaged(policy: string, { liveSpecs }: PullChoice): FilePull {
  const live = liveSpecs.get(policy) ?? { policies: [] }
  const to = withoutForeignFields(live)
  return {
    policy,
    action: 'create',
    file: null,
    origin: 'unmanaged',
    from: null,
    to,
    written: to,
    hasLeftOut: !isSameSpec(live, to),
    wasApplied: false,
  }
}

function refusalOf(pull: FilePull, choice: PullChoice): { reason: LeftReason; message: string } | null {
  const { policy, file, origin } = pull
  if (file !== null && choice.offDisk.has(file))
    return { reason: 'off-disk', message: `the sparse checkout leaves out ${file}` }
  if (choice.duplicates.has(policy))
    return { reason: 'duplicate', message: 'the files define it more than once' }
  if (choice.force) return pull.action === 'delete' ? neverApplied(pull, choice) : null
  switch (origin) {
    case 'repository':
      if (!pull.wasApplied && pull.action === 'delete') return onlyInFiles(pull, choice, '')
      return {
        reason: 'repository',
        message: 'changed in the files and not applied yet; live still has the applied version',
      }
    case 'both':
      if (!pull.wasApplied)
        return {
          reason: 'unknown',
          message: 'it is not known whether the file or live changed: no apply from here has written it',
        }
      return { reason: 'both', message: 'changed in the files and live since the last apply' }
    case 'unknown':
      if (pull.action === 'delete') return onlyInFiles(pull, choice, `: ${choice.noLedger}`)
      return {
        reason: 'unknown',
        message: `it is not known whether the file or live changed: ${choice.noLedger}`,
      }
    case 'live':
    case 'unmanaged':
      if (file === null || !choice.uncommitted.has(file)) return null
      return { reason: 'uncommitted', message: `${file} has uncommitted changes` }
  }
}

/** The policy is not live, so there is nothing to take: with --force, pull removes it from the files. */
function onlyInFiles({ file, origin }: FilePull, { uncommitted, hasGit }: PullChoice, why: string) {
  const reason: LeftReason = origin === 'unknown' ? 'unknown' : 'repository'
  const never = why === '' ? 'never applied' : 'not known to have ever been applied'
  const work = !hasGit || (file !== null && uncommitted.has(file)) ? ', which no commit has as it is' : ''
  const message = `only in the files, ${never}${why}; live has no such policy, so there is nothing to take. --force and its name would DELETE it from ${file ?? 'its file'}${work}`
  return { reason, message }
}

/** A file that was never applied is somebody's new work: pull deletes it only if --force comes with its name. */
function neverApplied({ policy, wasApplied }: FilePull, { names }: PullChoice) {
  if (wasApplied || names.has(policy)) return null
  const message = 'it is new in the files and not live; --force deletes the file only if the policy is named'
  return { reason: 'never-applied' as const, message }
}
