/** Chooses the targets of a run about several. */
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { matchesNameGlob, nameGlobFault } from '../policy/name-glob.ts'
import { LOCAL, severalHint } from './choose-target.ts'
import type { Context } from './context.ts'
import type { Project } from './project.ts'

/** Tells whether a `--target` names targets by a pattern. */
export function isTargetGlob(name: string): boolean {
  return /[*?{]/.test(name)
}

/**
 * Returns the targets that names and globs match, each once, in the order of the
 * config. With CI=true a glob matches no embedded target, so that a missing
 * secret never looks like a deployment.
 *
 * @throws PolicyctlError target-unknown, usage.
 */
export function chooseTargets(
  { env }: Context,
  { config: { targets } }: Project,
  wanted: readonly string[],
): readonly string[] {
  const chosen = new Set(wanted.flatMap((name) => meantBy(name, targets, env.CI === 'true')))
  return [...targets.keys()].filter((name) => chosen.has(name))
}

type Targets = Project['config']['targets']

function meantBy(wanted: string, targets: Targets, isCi: boolean): readonly string[] {
  const known = [...targets.keys()].slice(0, 20).join(', ') || 'none in policyctl.yaml'
  if (!isTargetGlob(wanted)) {
    if (targets.has(wanted)) return [wanted]
    throw new PolicyctlError('target-unknown', {
      message: `there is no target '${wanted}' in policyctl.yaml`,
      hint: `${wanted === LOCAL.name ? 'without an entry, local can only be the one target of a run that asks a workspace; ' : ''}${severalHint(wanted)}known targets: ${known}; add others under targets:`,
    })
  }
  const fault = nameGlobFault(wanted)
  if (fault !== null)
    throw new PolicyctlError('usage', {
      message: `--target '${wanted}': the glob ${fault}`,
      hint: 'name targets as the config does, or with *, ?, {a,b} and {1..9}',
    })
  const matching = [...targets].filter(([name]) => matchesNameGlob(wanted, name))
  const usable = matching.filter(([, { embedded }]) => !isCi || embedded === undefined)
  if (usable.length > 0) return usable.map(([name]) => name)
  throw new PolicyctlError('target-unknown', {
    message:
      matching.length === 0
        ? `'${wanted}' matches no target of policyctl.yaml`
        : `'${wanted}' matches only embedded targets, and with CI=true a glob does not match these`,
    hint: matching.length === 0 ? `known targets: ${known}` : `name one: --target ${matching[0]?.[0]}`,
  })
}
