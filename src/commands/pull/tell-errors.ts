/** What was pulled is held against the checks at once: with errors in it, plan and apply refuse all files. */

import type { Pulled } from '../../answers/pull-document.ts'
import { count } from '../../diagnostic/count.ts'
import { lint } from '../../lint/lint.ts'
import type { Context } from '../../workbench/context.ts'
import { lintInputs } from '../../workbench/lint-inputs.ts'
import type { Project } from '../../workbench/project.ts'
import { isBaselined } from '../adopt/find-known.ts'

/** Says on standard error how many errors lint finds in the files that were written. */
export async function tellErrors(
  pulled: readonly Pulled[],
  project: Project,
  context: Context,
): Promise<void> {
  if (pulled.length === 0) return
  const { files, options } = await lintInputs(project, context)
  const written = new Set(pulled.map(({ file }) => file))
  const errors = lint(files, options).filter(
    ({ severity, file }) => severity === 'error' && written.has(file),
  )
  if (errors.length === 0) return
  const unmanaged = new Set(pulled.flatMap(({ policy, origin }) => (origin === 'unmanaged' ? [policy] : [])))
  const canAdopt = errors.some((error) => isBaselined(error) && unmanaged.has(error.policy ?? ''))
  const ways = canAdopt ? 'mend them, or let policyctl adopt --all put them into the baseline' : 'mend them'
  context.stderr.write(
    `lint finds ${count(errors.length, 'error')} in what was pulled; until they are gone, plan and apply refuse the files: ${ways}\n`,
  )
}
