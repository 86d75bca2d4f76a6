import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LedgerPlace } from '../git/ledger.ts'
import { ledgerRemote } from '../git/remote.ts'
import { openRepository } from '../git/repository.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'
import type { TargetIdentity } from './target.ts'

/** The ledger of a target, or why there can be none: without git everything works but deletes, drift and rollback. */
export type LedgerAccess = { readonly place: LedgerPlace } | { readonly place: null; readonly reason: string }

/** @throws PolicyctlError git-failed, remote-unknown. */
export async function openLedger(
  context: Context,
  project: Project,
  target: TargetIdentity,
): Promise<LedgerAccess> {
  const repository = await openProjectRepository(context, project)
  if (repository.git === null) return { place: null, reason: repository.reason }
  const { name, endpoint } = target
  const remote =
    target.remote === null
      ? null
      : await ledgerRemote(repository, { remote: target.remote.name, isNamed: target.remote.isNamed })
  const waiting = { clock: context.clock, stop: context.stop, kill: context.kill }
  return { place: { repository, remote, target: name, endpoint, waiting } }
}

/** The repository of a project; git never gets the keys that the config names. */
export function openProjectRepository(
  { env }: Context,
  { root, config }: Project,
): ReturnType<typeof openRepository> {
  const hidden = [...config.targets.values()].flatMap(({ apiKeyEnv }) => apiKeyEnv ?? [])
  return openRepository({ root, env, hidden })
}

/** For commands that are nothing without git. @throws PolicyctlError git-required. */
export function requireLedger(command: string, access: LedgerAccess): LedgerPlace {
  if (access.place !== null) return access.place
  throw new PolicyctlError('git-required', {
    message: `${command} needs git, which remembers what was applied: ${access.reason}`,
    hint: 'run it in a clone of the repository that the policies are applied from',
  })
}

/** For commands that compare with what was applied. */
export function missingLedger({ target, remote }: LedgerPlace): PolicyctlError {
  const where = remote === null ? 'this repository' : `the remote '${remote}'`
  return new PolicyctlError('ledger-missing', {
    message: `${where} has no ledger of target '${target}': nothing was applied from here yet`,
    hint: `policyctl apply --target ${target} starts one; policyctl adopt takes what is live into files first`,
  })
}
