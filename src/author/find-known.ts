/** Lints adopted policies: finds errors that keep a policy from being adopted, and findings for the baseline. Pure. */

import type { NotAdopted } from '../answers/adopt.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { CHECKS } from '../lint/checks/list.ts'
import { lint } from '../lint/lint.ts'
import type { LintInputs } from '../workbench/lint-inputs.ts'
import type { Adoption, Adoptions } from './choose-adoptions.ts'

const LOCKED = new Set(CHECKS.filter(({ isLocked }) => isLocked === true).map(({ id }) => id))
/** Checks about baselines and ignore comments, which a baseline cannot hold. */
const OWN = new Set(CHECKS.filter(({ kind }) => kind === 'control').map(({ id }) => id))

/** The inputs of lint, without and with the adopted files. */
export interface LintedTwice {
  readonly before: LintInputs
  readonly after: (adoptions: readonly Adoption[]) => LintInputs
}

function linted({ files, options }: LintInputs): readonly Finding[] {
  return lint(files, options)
}

/** Skips policies with an error that no config can turn off: lint would always fail. They stay unmanaged. */
export function withoutBarred({ adoptions, left }: Adoptions, { after }: LintedTwice): Adoptions {
  const bars = new Map<string, Finding>()
  for (const finding of linted(after(adoptions)))
    if (LOCKED.has(finding.check) && !bars.has(finding.file)) bars.set(finding.file, finding)
  const barred = adoptions.flatMap(({ policy, file, isNew }): readonly NotAdopted[] => {
    const bar = isNew ? bars.get(file) : undefined
    return bar === undefined
      ? []
      : [{ policy, file: null, reason: 'refused', message: `${bar.check}: ${bar.message}` }]
  })
  const isBarred = new Set(barred.map(({ policy }) => policy))
  return { adoptions: adoptions.filter(({ policy }) => !isBarred.has(policy)), left: [...left, ...barred] }
}

/** Finds the policies with an error that no config can turn off. @param inputs files in which no name is used twice. */
export function barredPolicies(inputs: LintInputs): ReadonlyMap<string, Finding> {
  const bars = new Map<string, Finding>()
  for (const finding of linted(inputs))
    if (LOCKED.has(finding.check) && finding.severity === 'error' && finding.policy !== null)
      bars.set(finding.policy, finding)
  return bars
}

/**
 * Selects the findings of adopted policies: those that the new files bring, and those of files that equalled live
 * already.
 */
export function findingsThatCame(
  { adoptions }: Adoptions,
  { before: inputs, after: inputsWith }: LintedTwice,
): readonly Finding[] {
  const before = countsOf(linted(inputs))
  const after = linted(inputsWith(adoptions))
  const asLive = new Set(adoptions.flatMap(({ policy, isNew }) => (isNew ? [] : [policy])))
  return after.filter((finding) => {
    if (!isBaselined(finding)) return false
    if (finding.policy !== null && asLive.has(finding.policy)) return true
    const key = keyOf(finding)
    const count = before.get(key) ?? 0
    before.set(key, count - 1)
    return count <= 0
  })
}

/** Tells whether a baseline can hold the finding. */
export function isBaselined({ check }: Pick<Finding, 'check'>): boolean {
  return !LOCKED.has(check) && !OWN.has(check)
}

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1)
  return counts
}

function keyOf({ check, policy, file, message }: Finding): string {
  return JSON.stringify([check, policy, file, message])
}
