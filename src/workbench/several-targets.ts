/** Opens a project once for several of its targets; each target has a workbench. */
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import type { TargetMap } from '../fleet/target-map.ts'
import type { Rollout } from '../fleet/waves.ts'
import { chooseTargets } from './choose-targets.ts'
import type { Context } from './context.ts'
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts'

/** Targets of one project. */
export interface SeveralTargets {
  /** In the order of the config. */
  readonly names: readonly string[]
  /** The waves of the config, as globs of targets; []: it has none. */
  readonly rollout: Rollout
  /** The workbench of the whole project, without a target. */
  readonly around: Workbench
  /** Opens the workbench of a target, which the caller closes; all of them share config and files. */
  open(target: string): Promise<Workbench>
  /** As `open`, but reads config, files and HEAD again. */
  reopen(target: string): Promise<Workbench>
  /** The arguments of openWorkbench for one of them. */
  placeOf(target: string): TargetPlace
  /** The map of the target. */
  mapOf(target: string): TargetMap
}

interface TargetPlace {
  /** Its messages name the target. */
  readonly context: Context
  readonly options: WorkbenchOptions
}

export interface SeveralOptions extends Omit<WorkbenchOptions, 'target' | 'targets'> {
  /** Names and globs; null: every target. With CI=true a glob means no embedded target. */
  readonly targets: readonly string[] | null
}

/**
 * Opens the project once, for work on several of its targets, and closes it at
 * the end, also after an error.
 *
 * @throws PolicyctlError config-not-found, config-invalid, target-unknown, usage.
 */
export async function withTargets<Result>(
  context: Context,
  asked: SeveralOptions,
  work: (targets: SeveralTargets) => Promise<Result>,
): Promise<Result> {
  const { targets: wanted, ...options } = asked
  assertQuestion('withTargets', { targets: wanted }, { targets: FIELD.textsOrNull })
  const around = await openWorkbench(context, { ...options, target: null })
  try {
    return await work(targetsAround(around, wanted, options))
  } finally {
    await around.close()
  }
}

function targetsAround(
  around: Workbench,
  wanted: SeveralOptions['targets'],
  { config }: Pick<SeveralOptions, 'config'>,
): SeveralTargets {
  const { context, whole } = around
  const placeOf = (target: string): TargetPlace => ({
    context: toldAs(target, context),
    options: { config, target, targets: [target], around, isOneOfSeveral: true },
  })
  return {
    names: wanted === null ? [...whole.config.targets.keys()] : chooseTargets(context, whole, wanted),
    rollout: whole.config.rollout,
    around,
    placeOf,
    mapOf: (target) => around.mapOf(target),
    open: (target) => {
      const own = placeOf(target)
      return openWorkbench(own.context, own.options)
    },
    reopen: (target) => {
      const { context: told, options } = placeOf(target)
      const { around: _around, ...again } = options
      return openWorkbench(told, again)
    },
  }
}

/**
 * Prefixes progress messages with their target. Object.create, not a copy:
 * reading `stop` or `kill` installs the signal handlers.
 */
function toldAs(target: string, context: Context): Context {
  const notify: Context['notify'] = ({ kind, text }) => context.notify({ kind, text: `${target}: ${text}` })
  return Object.create(context, { notify: { value: notify } })
}
