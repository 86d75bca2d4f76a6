/** Lints the new files for each target: a finding goes to the baseline, or is an error that blocks the plan. */
import { join } from 'node:path'
import { isBaselined } from '../author/find-known.ts'
import type { AskedFor } from '../deploy/planning.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { replaceFile } from '../files/replace-file.ts'
import { type BaselineEntry, baselineKeyOf, baselineText, entryFor } from '../lint/baseline.ts'
import { contentsIn } from '../lint/item-content.ts'
import { lint } from '../lint/lint.ts'
import { groupBy } from '../policy/group-by.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { lintInputsIn, ownBaseline } from '../workbench/lint-inputs.ts'
import { wholePolicyFolder } from '../workbench/policy-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { FleetLayout } from './fleet-layout.ts'

export interface JudgedMembers {
  /** By target. */
  readonly members: ReadonlyMap<string, JudgedMember>
  /** The findings that went to the baseline. */
  readonly accepted: readonly Finding[]
}

export interface JudgedMember extends AskedFor {
  /** Findings of severity error that no baseline can hold. */
  readonly errors: readonly Finding[]
}

interface KnownFinding {
  readonly finding: Finding
  readonly entry: BaselineEntry
}

/** @param around opened after the files were written. @throws PolicyctlError file-unwritable, baseline-invalid. */
export async function judgeMembers(around: Workbench, { files: own }: FleetLayout): Promise<JudgedMembers> {
  const { context, whole } = around
  const contents = await wholePolicyFolder(around)
  const isOwn = new Set(own.map(({ file }) => file))
  const today = context.clock.now().toISOString().slice(0, 10)
  const entries: (readonly KnownFinding[])[] = []
  const members = new Map<string, JudgedMember>()
  for (const name of whole.config.targets.keys()) {
    const { files, options } = lintInputsIn(contents, around.forTarget(name))
    const findings = lint(files, options)
    const known = findings.filter((finding) => isBaselined(finding) && isOwn.has(finding.file))
    const contentOf = contentsIn(files)
    entries.push(known.map((finding) => ({ finding, entry: entryFor(finding, contentOf, today) })))
    const policies = files.flatMap((file) => file.policies)
    members.set(name, {
      desired: new Map(policies.map(({ policy, file }) => [policy.name, { spec: policy.spec, file }])),
      bindings: files.flatMap(({ bindings }) => bindings),
      decided: contents.decided,
      errors: findings.filter((one) => one.severity === 'error' && !known.includes(one)),
    })
  }
  const added = mostOfEach(entries)
  if (added.length > 0) {
    const content = baselineText([...ownBaseline(whole).entries, ...added.map(({ entry }) => entry)])
    replaceFile({ path: join(whole.root, BASELINE_NAME), content, within: whole.root })
  }
  return { members, accepted: added.map(({ finding }) => finding) }
}

/** One entry hides one finding per target, so each kind needs as many entries as the target with most of them. */
function mostOfEach(ofTargets: readonly (readonly KnownFinding[])[]): readonly KnownFinding[] {
  const most = new Map<string, readonly KnownFinding[]>()
  for (const known of ofTargets)
    for (const [key, same] of groupBy(known, ({ entry }) => baselineKeyOf(entry)))
      if (same.length > (most.get(key)?.length ?? 0)) most.set(key, same)
  return [...most.values()].flat()
}
