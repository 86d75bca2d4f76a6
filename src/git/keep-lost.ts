/**
 * Notices that the remote gave up commits of a ledger, by a push with force or a deleted ref, if this clone had them.
 * Its copy of the ledger may be the last one, so it is kept under a ref that no fetch overwrites or prunes.
 */
import { isCutBefore, shallowCut } from './deepen.ts'
import { localRef, updateRefs } from './local-refs.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'

export const LOST = 'refs/policyctl-lost/'
export const LEDGERS = 'refs/policyctl/ledger/'

/** The kept refs that this run knows. They are listed together with other refs, so that no further git runs. */
export const keptRefs = oncePerGit(async () => new Map<string, string>())

/** @param here refs of this clone. */
export async function noteLost(git: Git, here: ReadonlyMap<string, string>): Promise<void> {
  const kept = await keptRefs(git)
  for (const [ref, oid] of here) if (ref.startsWith(LOST)) kept.set(ref, oid)
}

/** Keeps this clone's copies of ledgers that are about to be overwritten by commits that do not contain them. */
export async function keepLost(
  git: Git,
  copies: readonly { readonly ref: string; readonly to: string }[],
): Promise<void> {
  for (const { ref, to } of copies) {
    if (!ref.startsWith(LEDGERS)) continue
    const old = await localRef(git, ref)
    if (old === null || old === to || !(await isGivenUp(git, old, [to]))) continue
    const kept = `${ref.replace(LEDGERS, LOST)}/${old.slice(0, 12)}`
    await updateRefs(git, [{ ref: kept, to: old }])
    await noteLost(git, new Map([[kept, old]]))
  }
}

/** Tells whether no tip contains a commit. False also if that cannot be known, because history is missing here. */
export async function isGivenUp(git: Git, commit: string, tips: readonly string[]): Promise<boolean> {
  const cut = await shallowCut(git)
  if (cut.size > 0 && (await isCutBefore(git, { from: tips, without: null, cut }))) return false
  for (const tip of tips)
    if ((await git.attempt(['merge-base', '--is-ancestor', commit, tip])).status !== 1) return false
  return true
}
