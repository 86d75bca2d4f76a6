import type { Pulled, PulledErrors } from '../answers/pull.ts'
import { lint } from '../lint/lint.ts'
import { lintInputsIn } from '../workbench/lint-inputs.ts'
import { policyFolder } from '../workbench/policy-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { isBaselined } from './find-known.ts'

/** Lints the pulled files at once: with errors in them, plan and apply refuse all files. */
export async function errorsInPulled(
  pulled: readonly Pulled[],
  workbench: Workbench,
): Promise<PulledErrors | null> {
  if (pulled.length === 0) return null
  const { files, options } = lintInputsIn(await policyFolder(workbench), workbench)
  const written = new Set(pulled.map(({ file }) => file))
  const errors = lint(files, options).filter(
    ({ severity, file }) => severity === 'error' && written.has(file),
  )
  if (errors.length === 0) return null
  const unmanaged = new Set(pulled.flatMap(({ policy, origin }) => (origin === 'unmanaged' ? [policy] : [])))
  const canAdopt = errors.some((error) => isBaselined(error) && unmanaged.has(error.policy ?? ''))
  return { count: errors.length, canAdopt }
}
