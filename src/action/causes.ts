/** Finds the rules that decide a region after the change, and their places, which the comment links to. */

import type { AccessSide } from '../access/model/access-side.ts'
import type { Region } from '../access/model/region.ts'
import type { Cause } from '../answers/cause.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Plan } from '../plan/plan.ts'
import type { Policies } from '../policy/policy.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import { openSides } from '../workbench/side.ts'
import { parseSideName, type SideName } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import type { Checked } from './checked.ts'
import { type CommentInput, filesName } from './comment/comment-input.ts'
import { fileTargets } from './file-targets.ts'
import { judgingConfig, type Session } from './session.ts'

/** Makes the finder. A target whose files or base cannot be read has no causes; its own report gives the reason. */
export async function causesIn(session: Session, { targets }: Checked): Promise<CommentInput['causesOf']> {
  const { base } = session
  const plans = targets.flatMap(({ report }) => (report.kind === 'plan' ? [report.plan] : []))
  const isOffline = plans.length === 0 && base !== null
  const names = ['files', ...(isOffline ? [`git:${base.compared}`] : [])].map(parseSideName)
  const finders = new Map<string, FindCauses>()
  for (const target of fileTargets(session)) {
    const own = target === null ? plans : plans.filter((plan) => plan.target.name === target)
    finders.set(filesName(target), await causesOfFiles(session, { target, names, plans: own }))
  }
  return (region, meant) => {
    // Without layers all targets have the same files.
    const own = meant.flatMap((name) => finders.get(filesName(name)) ?? finders.get(name) ?? [])
    const found = (own.length > 0 ? own : [...finders.values()])
      .map((find) => find(region))
      .filter((causes) => causes.length > 0)
    return found.find((causes) => causes.some(({ file }) => file !== null)) ?? found[0] ?? []
  }
}

type FindCauses = (region: Region) => readonly Cause[]

interface OfFiles {
  readonly target: string | null
  readonly names: readonly SideName[]
  readonly plans: readonly Plan[]
}

async function causesOfFiles(session: Session, { target, names, plans }: OfFiles): Promise<FindCauses> {
  const options = { target, config: judgingConfig(session.base) }
  try {
    return await withWorkbench(session.context, options, async (workbench) => {
      const [files, old] = await openSides(names, workbench)
      if (files === undefined) return () => []
      const before = old?.access.policies ?? beforePlans(plans, files.access.policies)
      return causesFinder(sideOf(before), files.access, files.parsed.values())
    })
  } catch (cause) {
    if (cause instanceof PolicyctlError) return () => []
    throw cause
  }
}

/** Returns the policies before the change: live ones if a plan changes them, else those of the files. */
function beforePlans(plans: readonly Plan[], files: Policies): Policies {
  const before = new Map(files)
  for (const { steps } of plans) {
    for (const step of steps) {
      if (step.before === null) before.delete(step.policy)
      else before.set(step.policy, step.before)
    }
  }
  return before
}

function sideOf(policies: Policies): AccessSide {
  return { policies, bindings: new Map() }
}
