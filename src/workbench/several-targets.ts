/** Several targets of one project: it is opened once, and each has a workbench. */
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
  /** The workbench of no target in particular. */
  readonly around: Workbench
  /** Opens a workbench of one of them, to be closed; config and files are read once for all of them. */
  open(target: string): Promise<Workbench>
  /** Opens one that reads config, files and HEAD as they are now. */
  reopen(target: string): Promise<Workbench>
  /** The arguments of openWorkbench for one of them. */
  placeOf(target: string): TargetPlace
  /** The names that the target has otherwise than its files. */
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
 * Opens the project once, for work on several of its targets, and closes it
 * whatever comes of that.
 *
 * @throws PolicyctlError config-not-found, config-invalid, target-unknown, usage.
 */
export async function withTargets<Result>(
  context: Context,
  { targets: wanted, ...options }: SeveralOptions,
  work: (targets: SeveralTargets) => Promise<Result>,
): Promise<Result> {
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
 * Prefixes progress messages with their target. Derived and not copied: to look
 * at its signals is to listen to them.
 */
function toldAs(target: string, context: Context): Context {
  const notify: Context['notify'] = ({ kind, text }) => context.notify({ kind, text: `${target}: ${text}` })
  return Object.create(context, { notify: { value: notify } })
}
