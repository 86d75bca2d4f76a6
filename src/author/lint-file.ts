import type { Finding } from '../diagnostic/finding.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { lint } from '../lint/lint.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { Project } from '../workbench/project.ts'

/** Findings in one file, linted among all files of the project: its policy may be there already. */
export async function lintFile({
  project,
  file,
  text,
}: {
  project: Project
  file: string
  text: string
}): Promise<readonly Finding[]> {
  const { root, config } = project
  const others = (await readPolicyFiles({ root, folder: config.policies })).filter(
    (other) => other.file !== file,
  )
  const own = parsePolicyFile(file, new TextEncoder().encode(text))
  return lint([...others, own], { checks: config.checks }).filter((finding) => finding.file === file)
}
