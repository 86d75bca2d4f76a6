/** Finds the findings that a change brings: its base does not have them. They are compared by subject, not by line. */
import { posix } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import type { Config } from '../files/config.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { readRevision } from '../git/read-revision.ts'
import { entryFor } from '../lint/baseline.ts'
import { contentsIn } from '../lint/item-content.ts'
import { withoutKnown } from '../lint/known-findings.ts'
import { runChecks } from '../lint/lint.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import { isTestFile } from '../policy/policy-path.ts'
import { ownConfigAt } from '../workbench/config-at.ts'
import { givenAt } from '../workbench/given-at.ts'
import { guardrailsWith } from '../workbench/guardrails-of.ts'
import { testFacts } from '../workbench/lint-inputs.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { guardrailFindings, guardrailsOfFiles } from './guardrail-findings.ts'

/**
 * @param findings of the files as they are.
 * @param ref commit that they are held against. @returns null outside of git.
 * @throws PolicyctlError revision-unknown, revision-unreadable.
 */
export async function freshFindings(
  workbench: Workbench,
  findings: readonly Finding[],
  ref: string,
): Promise<readonly Finding[] | null> {
  const { root, config, judge } = workbench.project
  const repository = await workbench.repository()
  if (repository.git === null) return null
  const own = await ownConfigAt(repository, ref)
  const folder = own?.policies ?? judge?.policies ?? config.policies
  const before = findingsAt(workbench, await readRevision(repository, { ref, folder }), { own, folder })
  const files = await readPolicyFiles({ root, folder: config.policies })
  const baseline = { entries: before, text: null }
  const today = workbench.context.clock.now().toISOString().slice(0, 10)
  return withoutKnown(findings, baseline, { isLocked: () => false, contentOf: contentsIn(files), today })
    .findings
}

function findingsAt(
  workbench: Workbench,
  files: Awaited<ReturnType<typeof readRevision>>,
  { own, folder }: { readonly own: Config | null; readonly folder: string },
): readonly (ReturnType<typeof entryFor> & { readonly place: Finding })[] {
  const { project, context } = workbench
  const inFolder = (file: string): string => posix.relative(folder, file)
  const all = files
    .filter(({ file }) => isPolicyPath(inFolder(file)))
    .map(({ file, bytes }) => parsePolicyFile(file, bytes))
  const policies = givenAt(all, own, { workbench, folder }) ?? []
  const tests = files
    .filter(({ file }) => isTestFile(inFolder(file)))
    .map(({ file, bytes }) => parseTestFile(file, bytes))
  const { checks } = project.config
  const today = context.clock.now().toISOString().slice(0, 10)
  const options = { checks, today, ...testFacts(tests, policies) }
  const broken = guardrailFindings(guardrailsOfFiles(guardrailsWith(all, workbench), policies), policies, '')
  const contentOf = contentsIn(policies)
  return [...runChecks(policies, options).findings, ...broken].map((finding) => ({
    ...entryFor(finding, contentOf, today),
    place: finding,
  }))
}
