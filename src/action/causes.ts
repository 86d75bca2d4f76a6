/** Which rules make a region what it is after the change, and where they stand: what a reviewer clicks on. */

import type { AccessSide } from '../access/model/access-side.ts'
import type { Policies } from '../policy/policy.ts'
import { causesFinder } from '../workbench/place-causes.ts'
import { openSides } from '../workbench/side.ts'
import { parseSideName } from '../workbench/side-name.ts'
import type { Checked } from './check.ts'
import type { CommentInput } from './comment/comment-input.ts'
import { openJudgingBench, type Session } from './session.ts'

/** @throws PolicyctlError where the base cannot be read. */
export async function causesIn(session: Session, checked: Checked): Promise<CommentInput['causesOf']> {
  const { base } = session
  const isOffline = checked.plans.length === 0 && base !== null
  const names = ['files', ...(isOffline ? [`git:${base.commit}`] : [])].map(parseSideName)
  const [files, old] = await openSides(names, await openJudgingBench(session))
  if (files === undefined) return () => []
  const before = old?.access.policies ?? beforePlans(checked, files.access.policies)
  return causesFinder(sideOf(before), files.access, files.parsed.values())
}

/** What is live where the plans change it; elsewhere what the files say. */
function beforePlans({ plans }: Checked, files: Policies): Policies {
  const before = new Map(files)
  for (const { plan } of plans) {
    for (const step of plan.steps) {
      if (step.before === null) before.delete(step.policy)
      else before.set(step.policy, step.before)
    }
  }
  return before
}

function sideOf(policies: Policies): AccessSide {
  return { policies, bindings: new Map() }
}
