/** Finds the error that an edit would bring: with an error in any file, plan and apply refuse all of them. */
import type { Finding } from '../diagnostic/finding.ts'
import { lint } from '../lint/lint.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { FileText } from './moved-tests.ts'

/** Lints the file alone, before and after the edit; errors that it had already do not count. */
export function errorInEdit({ file, was, text }: FileText, workbench: Workbench): string | null {
  const { checks } = workbench.project.config
  const errorsIn = (bytes: string): readonly Finding[] =>
    lint([parsePolicyFile(file, utf8.encode(bytes))], { checks }).filter(
      ({ severity }) => severity === 'error',
    )
  const after = errorsIn(text)
  if (after.length === 0) return null
  const known = errorsIn(was).map(keyOf)
  const error = after.find((finding) => {
    const at = known.indexOf(keyOf(finding))
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
  if (error === undefined) return null
  const { check, message, hint } = error
  return `lint would refuse the rule (${check}): ${message}${hint === null ? '' : `; ${hint}`}`
}

const utf8 = new TextEncoder()

/** The identity of a finding without its line, which the edit may move. */
function keyOf({ check, policy, message }: Finding): string {
  return JSON.stringify([check, policy, message])
}
