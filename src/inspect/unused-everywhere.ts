/**
 * Finds ignore comments and baseline entries that silence nothing in any target of a
 * project with layers. One that silences nothing in one target may silence a finding
 * in another target that gets the same file; then it is not reported.
 */
import { type LintAnswer, lintAnswer } from '../answers/lint.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { type FleetTarget, fleetTargets, layerOf } from '../fleet/fleet-target.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import type { Workbench } from '../workbench/workbench.ts'

const UNUSED: ReadonlySet<string> = new Set(['unused-ignore', 'unused-baseline'])

/** @param answers by target. @param around a workbench of the project. @returns the answers without findings about comments and entries that some target needs. */
export function unusedEverywhere(
  answers: ReadonlyMap<string, LintAnswer>,
  { whole: { config } }: Pick<Workbench, 'whole'>,
): ReadonlyMap<string, LintAnswer> {
  const targets = fleetTargets(config.targets)
  if (targets.length === 0) return answers
  const told = new Map([...answers].map(([name, { view }]) => [name, new Set(view.each.map(keyOf))]))
  const concerns = ({ layers }: FleetTarget, file: string): boolean =>
    file === BASELINE_NAME || layerOf(file, config.policies, layers) !== null
  const isOfNoUse = (finding: Finding): boolean =>
    !UNUSED.has(finding.check) ||
    targets
      .filter((target) => concerns(target, finding.file))
      .every(({ name }) => told.get(name)?.has(keyOf(finding)) === true)
  return new Map([...answers].map(([name, answer]) => [name, withFindings(answer, isOfNoUse)]))
}

function withFindings(answer: LintAnswer, isKept: (finding: Finding) => boolean): LintAnswer {
  const { view } = answer
  const findings = view.each.filter(isKept)
  return findings.length === view.each.length
    ? answer
    : lintAnswer({ ...view, outcome: { ...view.outcome, findings } })
}

function keyOf({ check, file, line, column }: Finding): string {
  return JSON.stringify([check, file, line, column])
}
