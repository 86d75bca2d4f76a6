/** Finds the targets of a run. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Project } from '../workbench/project.ts'
import { identifyTarget } from '../workbench/target-identity.ts'
import { wrongInput } from './inputs.ts'
import type { Session } from './session.ts'

export interface NamedTarget {
  /** The name to show. */
  readonly name: string
  /** The name for --target; null: config and environment choose. */
  readonly flag: string | null
}

export function targetNames({
  inputs: { targets },
  context,
  project,
}: Pick<Session, 'inputs' | 'context' | 'project'>): readonly NamedTarget[] {
  return targets.length > 0
    ? targets.map((name) => ({ name, flag: name }))
    : [{ name: usualName({ context, project }), flag: null }]
}

function usualName({ context, project }: Pick<Session, 'context' | 'project'>): string {
  try {
    return identifyTarget(context, project, null).name
  } catch {
    // The command reports why no target is chosen.
    return project.config.defaultTarget ?? 'default'
  }
}

/**
 * Refuses a matrix with unknown names, since GitHub would create an environment without rules for
 * each; and an empty matrix without a project, since that would always be green.
 *
 * @throws PolicyctlError action-input, project-not-found.
 */
export function assertMatrix({
  project,
  context,
  inputs,
  base,
}: Pick<Session, 'project' | 'context' | 'inputs' | 'base'>): void {
  const { config, configFile } = project
  const unknown = inputs.targets.find((name) => !config.targets.has(name))
  // A change may bring the first config.
  if (configFile === null && base !== null) return
  if (configFile === null)
    throw new PolicyctlError('project-not-found', {
      message: `there is no policyctl.yaml from ${context.cwd} upwards, so there are no targets to run jobs for`,
      hint: 'name the folder of the project with the input working-directory, or start one with policyctl init',
    })
  if (unknown !== undefined) throw wrongInput('targets', unknown, 'names of targets in policyctl.yaml')
}

/** The most jobs of a matrix. */
const MATRIX = 256

/**
 * Lists the targets that a workflow runs one job each for: those that the input
 * names, else all remote workspaces of the config.
 * @throws PolicyctlError action-input if there are more than a matrix takes.
 */
export function matrixTargets(
  { config }: Pick<Project, 'config'>,
  named: readonly string[],
): readonly string[] {
  const names = named.length > 0 ? named : remoteTargets({ config })
  if (names.length <= MATRIX) return names
  throw new PolicyctlError('action-input', {
    message: `there are ${names.length} targets, and GitHub makes at most ${MATRIX} jobs of a matrix`,
    hint: 'name some of them with the input targets, in several workflows',
  })
}

/**
 * Returns the targets that an input which lifts a guard may name. If other jobs of the
 * run have targets too, all jobs get the same inputs, so an input without a target would
 * lift the guard for all of them.
 */
export function overridable(session: Pick<Session, 'inputs' | 'context' | 'project'>): {
  readonly targets: readonly string[]
  readonly isSeveral: boolean
} {
  const own = targetNames(session).map(({ name }) => name)
  if (session.inputs.documents === null) return { targets: own, isSeveral: own.length > 1 }
  const targets = [...new Set([...own, ...remoteTargets(session.project)])]
  return { targets, isSeveral: targets.length > 1 }
}

/** Lists the targets of the config that are not embedded. */
export function remoteTargets({ config }: Pick<Project, 'config'>): readonly string[] {
  return [...config.targets].flatMap(([name, { endpoint }]) => (endpoint === undefined ? [] : [name]))
}

/**
 * Uses the input api-key for the target of a run that has one, whatever variable
 * the config names. The keys of several targets stay as they are.
 */
export function withTargetKey(
  env: Session['context']['env'],
  { config }: Pick<Project, 'config'>,
  { targets, apiKey }: Pick<Session['inputs'], 'targets' | 'apiKey'>,
): Session['context']['env'] {
  const [only, ...more] = targets
  const variable = only === undefined || more.length > 0 ? undefined : config.targets.get(only)?.apiKeyEnv
  return apiKey === null || variable === undefined ? env : { ...env, [variable]: apiKey }
}
