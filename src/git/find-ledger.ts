/**
 * Finds the ledger of a run: that of its workspace and its project, whatever the
 * target is called. Pure and tested on its own, since a wrong answer would delete other people's
 * policies, or let two runs write under different locks.
 */
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isSameOwner, isSameWorkspace, type ProjectWorkspace, UNNAMED_TARGET } from '../policy/workspace.ts'
import type { KnownRef, LedgerLook } from './ledger-look.ts'
import { refName } from './ref-name.ts'

export interface LedgerSought extends ProjectWorkspace {
  /** Name of the target. */
  readonly target: string
}

/**
 * @returns name of the ledger; without a ledger, the target's name.
 * @throws PolicyctlError ledger-mismatch (3) if the ledger of that name belongs to
 * another workspace or project, or if two ledgers belong to this one;
 * ledger-unreadable (4) if policyctl did not write it.
 */
export function findLedger({ ledgers }: LedgerLook, sought: LedgerSought): string {
  const named = ledgers.find(({ name }) => name === sought.target)
  if (named !== undefined) refuseOtherLedger(named, sought)
  const own = ledgers.filter(({ of }) => of !== null && isSameOwner(of, sought))
  const [first, second] = own
  if (first !== undefined && second !== undefined) throw twoLedgers(first, second)
  return first?.name ?? sought.target
}

/** Refuses the ledger of another owner: a target with a new URL, or a second project, must never delete what it does not own. */
export function refuseOtherLedger({ name, revision, of }: KnownRef, sought: LedgerSought): void {
  if (of === null) throw notALedger(name, revision)
  const ownName = 'a target name of its own, under targets: in policyctl.yaml'
  const move = moveHint(name, sought.target)
  if (!isSameWorkspace(of, sought)) {
    throw new PolicyctlError('ledger-mismatch', {
      message: `the ledger of target '${name}' belongs to ${workspaceText(of)}, and the target is now ${workspaceText(sought)}`,
      hint: `is the endpoint right? Give a new workspace ${ownName}; if it is the same workspace: ${move}`,
    })
  }
  if (of.folder !== sought.folder) {
    throw new PolicyctlError('ledger-mismatch', {
      message: `the ledger of target '${name}' belongs to the project in ${folderText(of.folder)}, and this one is in ${folderText(sought.folder)}`,
      hint: `use another target name in each project of a repository; if the project moved: ${move}`,
    })
  }
}

/** The command must name a target of the config, and one that the environment names is in none. */
function moveHint(name: string, target: string): string {
  if (target !== UNNAMED_TARGET) return `policyctl move-ledger --from ${name} --target ${target}`
  return `name it NAME under targets:, then policyctl move-ledger --from ${name} --target NAME`
}

export function twoLedgers(first: KnownRef, second: KnownRef): PolicyctlError {
  return new PolicyctlError('ledger-mismatch', {
    message: `the ledgers '${first.name}' and '${second.name}' both belong to this workspace and this project: an apply under one name would not see what the other did`,
    hint: `join them: policyctl move-ledger --from ${first.name} --target ${second.name}`,
  })
}

/** @param why it cannot be one; null: it does not look like one. */
export function notALedger(name: string, revision: string, why: string | null = null): PolicyctlError {
  return new PolicyctlError('ledger-unreadable', {
    message: `${refName('ledger', name)} is at ${revision.slice(0, 12)}, which is not a commit that policyctl wrote${why === null ? '' : `: ${why}`}`,
    hint: `${docsPage('ledger.md#repair')} says how to go back to an earlier revision of it`,
  })
}

function workspaceText({ endpoint, namespace }: ProjectWorkspace): string {
  return namespace === null ? endpoint : `${endpoint} (namespace ${namespace})`
}

function folderText(folder: string): string {
  return folder === '' ? 'the root of the repository' : `'${folder}'`
}
