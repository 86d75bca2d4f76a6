import type { LintOutcome } from '../answers/lint.ts'
import { type RefusalAnswer, refusalAnswer } from '../answers/refusal.ts'
import type { Desired } from '../change/desired.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { DecidingFiles } from '../git/working-tree.ts'
import { lint } from '../lint/lint.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Binding } from '../policy/binding.ts'
import { matchesNameGlob } from '../policy/name-glob.ts'
import { lintInputsIn } from './lint-inputs.ts'
import { wholePolicyFolder } from './policy-folder.ts'
import { assertPolicyFolder } from './policy-folder-state.ts'
import type { Workbench } from './workbench.ts'

/** The policies that the files of a project ask for. */
export interface ProjectFiles {
  readonly desired: Desired
  readonly bindings: readonly Binding[]
  /** The deciding files, as they are on disk. */
  readonly decided: DecidingFiles
  /** For places in messages. */
  readonly policies: readonly ParsedPolicy[]
  /** The findings of severity error; with any of them nothing is planned. */
  readonly errors: readonly Finding[]
  /** The findings of lint. */
  readonly outcome: LintOutcome
}

/** Reads and checks every policy file, also those that a sparse checkout keeps off the disk. @throws PolicyctlError project-not-found, path-not-found, files-absent, repository-unusable. */
export async function readProjectFiles(workbench: Workbench): Promise<ProjectFiles> {
  await assertPolicyFolder(workbench, { orLedger: true })
  const contents = await wholePolicyFolder(workbench)
  const { files, options } = lintInputsIn(contents, workbench)
  const policies = files.flatMap((file) => file.policies)
  const findings = lint(files, options)
  return {
    desired: new Map(policies.map(({ policy, file }) => [policy.name, { spec: policy.spec, file }])),
    bindings: files.flatMap((file) => file.bindings),
    policies,
    decided: contents.decided,
    errors: findings.filter(({ severity }) => severity === 'error'),
    outcome: { files: files.length, policies: policies.length, findings, guardrails: [] },
  }
}

/**
 * Returns the refusal to plan; null if planning may go on. Without the file of a
 * protected policy lint finds its protection idle; the ledger knows that the policy
 * is deleted, and the guard `protected` says so.
 */
export async function refusalOfFiles(
  { errors, outcome }: ProjectFiles,
  workbench: Workbench,
): Promise<RefusalAnswer | null> {
  if (errors.length === 0) return null
  if (errors.every(isIdleProtection)) {
    const held = [...((await workbench.ledger.read())?.policies.keys() ?? [])]
    const isHeld = ({ about: [, glob = ''] = [] }: Finding): boolean =>
      held.some((name) => matchesNameGlob(glob, name))
    if (errors.every(isHeld)) return null
  }
  const count = errors.length === 1 ? '1 finding' : `${errors.length} findings`
  const verdict = `${count} of severity error in the policy files: nothing was planned or written`
  return refusalAnswer(outcome, verdict)
}

function isIdleProtection({ check, about }: Finding): boolean {
  return check === 'matches-nothing' && about?.[0] === 'protect'
}
