/** The project, repository, target and ledger of a run; each is opened once, when it is first asked for. */

import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { configDigest } from '../files/find-project.ts'
import { fleetTargets } from '../fleet/fleet-target.ts'
import { NO_MAP, type TargetMap } from '../fleet/target-map.ts'
import type { Context } from './context.ts'
import { assertDistinctWorkspaces } from './distinct-workspaces.ts'
import { type Fleet, fleetOf, isLayered, projectOf } from './fleet.ts'
import { type LedgerFirst, ledgerFirst } from './ledger-first.ts'
import {
  type FoundRepository,
  type LedgerAccess,
  lookForLedgers,
  openLedger,
  openProjectRepository,
  tellDefaultNamespace,
  tellOtherName,
} from './ledger-place.ts'
import { openProjectAround, type Project } from './project.ts'
import { openTarget, type Target } from './target.ts'
import type { TargetIdentity } from './target-identity.ts'
import { identifyTarget } from './target-identity.ts'
import { tellLostLedger } from './tell-lost-ledger.ts'
import { tellNewestCommit } from './tell-newest-commit.ts'

export interface Workbench {
  readonly context: Context
  /** The project with the config of the target. */
  readonly project: Project
  /** The project with the whole config, for all targets. */
  readonly whole: Project
  /** The target and its layers; null: no target has layers. @throws PolicyctlError target-required. */
  readonly fleet: Fleet | null
  /** The name of the target; null: none is chosen. */
  readonly targetName: string | null
  /** Target that the question names; null: config and environment choose. */
  readonly named: string | null
  /** True if the run is about other targets too. */
  readonly isOneOfSeveral: boolean
  /** The repository that the project stands in. @throws PolicyctlError git-failed. */
  repository(): Promise<FoundRepository>
  /** The target without its key and without a connection. @throws as openTarget, but for key-missing. */
  identity(): TargetIdentity
  /** @throws PolicyctlError target-unknown, target-ambiguous, target-required, key-missing, endpoint-invalid. */
  target(): Promise<Target>
  /** The ledger of the target, which is asked before the target is sent anything. */
  readonly ledger: LedgerFirst
  /** Finds all ledgers, whoever owns them; the place is that of the target's own ledger. */
  ledgers(): Promise<LedgerAccess>
  /** The map of a target. */
  mapOf(target: string): TargetMap
  /** Opens a workbench of the same project for another target; the caller closes it. */
  forTarget(named: string | null): Workbench
  /** Closes the target; the workbench cannot be used afterwards. */
  close(): Promise<void>
}

export interface WorkbenchOptions {
  /** A name of policyctl.yaml; null: config and environment choose. */
  readonly target: string | null
  /** File, or git:REF for the config of a commit; null: the nearest policyctl.yaml upwards. */
  readonly config: string | null
  /** Names and globs as they are given, for questions about several targets. */
  readonly targets?: readonly string[]
  /** The workbench of a question about several targets, which has read the config. */
  readonly around?: Workbench
  /** True if the question is about other targets too. Default: false. */
  readonly isOneOfSeveral?: boolean
}

/** @throws PolicyctlError config-not-found, config-invalid; with `git:REF` also revision-unknown. */
export async function openWorkbench(context: Context, options: WorkbenchOptions): Promise<Workbench> {
  const { around, config, target } = options
  // The caller's options may have more fields, those of a command.
  assertQuestion('openWorkbench', { config, target }, { config: FIELD.textOrNull, target: FIELD.textOrNull })
  if (around !== undefined) {
    const { whole, repository } = around
    const { isOneOfSeveral = false } = options
    return benchOf({ context, whole, repository, isOneOfSeveral }, target)
  }
  if (config === '')
    throw new PolicyctlError('usage', {
      message: '--config names no file',
      hint: 'name one, or leave --config out; if it comes from a variable, that is empty',
    })
  const { project, repository: opened } = await openProjectAround(context, config)
  assertDistinctWorkspaces(context, project)
  const repository = once(() => openProjectRepository(context, project, opened))
  const { isOneOfSeveral = false } = options
  return benchOf({ context, whole: project, repository, isOneOfSeveral }, options.target)
}

/** Opens a workbench for one piece of work, and closes it at the end, also after an error. */
export async function withWorkbench<Result>(
  context: Context,
  options: WorkbenchOptions,
  work: (workbench: Workbench) => Promise<Result>,
): Promise<Result> {
  const workbench = await openWorkbench(context, options)
  try {
    return await work(workbench)
  } finally {
    await workbench.close()
  }
}

type Shared = Pick<Workbench, 'context' | 'whole' | 'repository' | 'isOneOfSeveral'>

function benchOf(shared: Shared, named: string | null): Workbench {
  const { context, whole, repository } = shared
  const targetName = once(() => named ?? chosenName(context, whole))
  const own = once(() => (isScoped(whole) ? projectOf(whole, targetName()) : whole))
  const fleet = once(() => (isLayered(whole.config) ? fleetOf(whole.config, targetName()) : null))
  const identity = once(() => identifyTarget(context, whole, named))
  const ledger = ledgerFirst(
    async () => {
      const access = await openLedger(await repository(), identity(), await recordedBy(context, whole))
      if (access.place !== null) {
        tellOtherName(access.place, context)
        tellDefaultNamespace(access, context)
        await tellLostLedger(access, context)
      }
      return access
    },
    (place, snapshot) => tellNewestCommit(place, snapshot, context),
  )
  let opened: Promise<Target> | null = null
  return {
    ...shared,
    get project() {
      return own()
    },
    get fleet() {
      return fleet()
    },
    get targetName() {
      return targetName()
    },
    named,
    identity,
    target: () => {
      opened ??= openTarget({ context, project: whole, named, ledger })
      return opened
    },
    ledger,
    ledgers: async () => lookForLedgers(await repository(), identity(), await recordedBy(context, whole)),
    mapOf: (target) => fleetTargets(whole.config.targets).find(({ name }) => name === target)?.map ?? NO_MAP,
    forTarget: (other) => benchOf(shared, other),
    close: async () => {
      // A failure to open was reported to the caller that asked for it.
      const target = await opened?.catch(() => null)
      await target?.close()
    },
  }
}

/** Tells whether the config has settings that apply to some targets only. */
function isScoped({ config: { scoped, guardrails, exceptions, targets } }: Project): boolean {
  const all = [...scoped.checks, ...scoped.safety, ...guardrails, ...exceptions]
  return all.some((one) => one.targets != null) || isLayered({ targets })
}

/** Returns the target that config and environment choose; null if they choose none. */
function chosenName(context: Context, project: Project): string | null {
  try {
    return identifyTarget(context, project, null).name
  } catch (error) {
    if (error instanceof PolicyctlError) return null
    throw error
  }
}

/** Collects the facts of this run that its commits of the ledger record. */
async function recordedBy(context: Context, project: Project) {
  const digest = configDigest(project)
  const config = digest === null ? null : { digest, text: project.configText ?? '' }
  // Loaded with the first ledger, so that runs without one start faster.
  const { attestationOf } = await import('./attestation.ts')
  const evidence = attestationOf(context, project)
  return { waiting: context, config, tool: `policyctl ${context.version}`, evidence }
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
