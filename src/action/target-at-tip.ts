import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Config } from '../files/config.ts'
import { projectWithoutConfig } from '../files/find-project.ts'
import type { Plan } from '../plan/plan.ts'
import { isSameWorkspace } from '../policy/workspace.ts'
import { soundConfigAt } from '../workbench/config-at.ts'
import type { Project } from '../workbench/project.ts'
import { identifyTarget } from '../workbench/target-identity.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import type { Session } from './session.ts'

/**
 * The place of a workspace in the newest commit. there: its runs reach it as this one does. elsewhere: they reach
 * it as another target. gone: they do not reach it. unreadable: its config cannot be read, so nobody knows.
 */
export type TargetAtTip =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'elsewhere'; readonly target: string }

/**
 * Finds the target of a plan in the config of the newest commit, as a run of that commit would choose it: by its name,
 * or by config and environment.
 *
 * @param flag the name for --target; null: config and environment choose.
 */
export async function targetAtTip(
  session: Pick<Session, 'context' | 'project'>,
  { flag, tip, workspace }: TargetSought,
): Promise<TargetAtTip> {
  const config = await readConfigAt(session, { flag, tip })
  if (config === 'unreadable') return { kind: 'unreadable' }
  const { context, project } = session
  const then = config === null ? projectWithoutConfig(project.root) : { ...project, config }
  const isThere = (name: string | null): boolean => hasWorkspace({ context, project: then }, name, workspace)
  if (isThere(flag)) return { kind: 'there' }
  const target = [...then.config.targets.keys()].find(isThere)
  return target === undefined ? { kind: 'gone' } : { kind: 'elsewhere', target }
}

export interface TargetSought {
  readonly flag: string | null
  /** The newest commit. */
  readonly tip: string
  /** The workspace that was planned. */
  readonly workspace: Pick<Plan['target'], 'endpoint' | 'namespace'>
}

/** @returns null if the commit has no config. */
async function readConfigAt(
  { context }: Pick<Session, 'context'>,
  { flag, tip }: Pick<TargetSought, 'flag' | 'tip'>,
): Promise<Config | null | 'unreadable'> {
  try {
    return await withWorkbench(context, { target: flag, config: null }, async (workbench) => {
      const place = await workbench.repository()
      return place.git === null ? null : soundConfigAt(place, tip)
    })
  } catch (error) {
    if (error instanceof PolicyctlError && error.code === 'config-invalid') return 'unreadable'
    throw error
  }
}

function hasWorkspace(
  { context, project }: { readonly context: Session['context']; readonly project: Project },
  name: string | null,
  workspace: TargetSought['workspace'],
): boolean {
  try {
    return isSameWorkspace(identifyTarget(context, project, name), workspace)
  } catch {
    // A target that is unknown, or that nothing chooses, has no workspace.
    return false
  }
}
