import type { Desired } from '../change/desired.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { lint } from '../lint/lint.ts'
import type { ParsedPolicy } from '../parse/parsed-file.ts'
import type { Binding } from '../policy/binding.ts'
import { findingLine } from '../report/finding-line.ts'
import type { Context } from './context.ts'
import { lintInputs } from './lint-inputs.ts'
import { filesOffDisk } from './policies-off-disk.ts'
import type { Project } from './project.ts'

/** What the files of a project ask for. */
export interface ProjectFiles {
  readonly desired: Desired
  readonly bindings: readonly Binding[]
  /** For places in messages. */
  readonly policies: readonly ParsedPolicy[]
  /** Of severity error; with any of them nothing is planned. */
  readonly errors: readonly Finding[]
}

/** Reads and checks every policy file; those that a sparse checkout keeps off the disk are not gone. */
export async function readProjectFiles(context: Context, project: Project): Promise<ProjectFiles> {
  const { files, options } = await lintInputs(project, context)
  const all = [...files, ...(await filesOffDisk(context, project))]
  const policies = all.flatMap((file) => file.policies)
  return {
    desired: new Map(policies.map(({ policy, file }) => [policy.name, { spec: policy.spec, file }])),
    bindings: all.flatMap((file) => file.bindings),
    policies,
    errors: lint(all, options).filter(({ severity }) => severity === 'error'),
  }
}

/** Says on standard error why nothing is planned. */
export function refuseFiles({ stderr }: Context, errors: readonly Finding[]): ExitStatus {
  for (const finding of errors) stderr.write(findingLine(finding))
  const count = errors.length === 1 ? '1 finding' : `${errors.length} findings`
  stderr.write(`${count} of severity error in the policy files: nothing was planned, nothing was written\n`)
  return EXIT.no
}
