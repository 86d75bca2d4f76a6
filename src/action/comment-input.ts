/** Collects the input of the comment. */
import { worstGuardrails } from '../access/questions/worst-guardrails.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { configFor } from '../files/config-for.ts'
import { looserSettings } from '../files/config-loosening.ts'
import type { Config } from '../files/config-shape.ts'
import { findProject } from '../files/find-project.ts'
import { bringCommit } from '../git/default-branch.ts'
import { readFileAt } from '../git/read-revision.ts'
import { entriesText } from '../lint/judged-baseline.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { openProjectRepository } from '../workbench/ledger-place.ts'
import { baselineFor } from '../workbench/lint-inputs.ts'
import { openProject } from '../workbench/project.ts'
import { failureOf } from './ask.ts'
import { causesIn } from './causes.ts'
import type { Checked } from './checked.ts'
import { REMOTE } from './checkout.ts'
import type { CommentInput, JudgingBranch } from './comment/comment-input.ts'
import { commentKey } from './comment-key.ts'
import { commitOf, projectId, type Session } from './session.ts'

export async function commentInput(
  session: Session,
  checked: Checked,
): Promise<Omit<CommentInput, 'approval' | 'widening'>> {
  const { run, base, context, folder, project } = session
  const brought = broughtConfig(session)
  return {
    project: projectId(session),
    key: commentKey(session),
    commit: commitOf(session),
    base: await judgingBranch(session),
    checkout: base?.checkout ?? 'merge',
    targets: [...checked.targets.map(({ report }) => report), ...newTargets(session, { brought, checked })],
    diff: base === null ? null : checked.diff,
    lint: checked.lint,
    tests: checked.tests,
    guardrails: guardrailsOf(checked),
    loosened: [...loosened(session, brought), ...(await changedKeys(session, brought))],
    configFailure: brought instanceof PolicyctlError ? failureOf(brought) : null,
    callsFailure: checked.callsFailure,
    causesOf: await causesIn(session, checked),
    unmanagedAre: (target) => configFor(project.config, target).safety.unmanaged,
    links: { repository: run.repository, run: run.url, folder, pages: session.inputs.pagesUrl },
    readAt: context.clock.now().toISOString(),
  }
}

/** Finds the base branch, which judges. If it is not the default branch, a merge into it applies nothing. */
async function judgingBranch({
  base,
  defaultBranch,
  project,
  context,
  repository,
}: Session): Promise<JudgingBranch> {
  const branch = base?.branch ?? defaultBranch?.name ?? 'main'
  if (base === null || defaultBranch === null || branch === defaultBranch.name)
    return { branch, otherThan: null }
  if (repository !== null) await bringCommit(repository, REMOTE, defaultBranch.tip)
  const judge = await openProject(context, `git:${defaultBranch.tip}`)
  return {
    branch,
    otherThan: { branch: defaultBranch.name, looser: looserSettings(judge.config, project.config) },
  }
}

/** Reads the config of the change; null: nothing is proposed. */
function broughtConfig({ base, context }: Session): Config | PolicyctlError | null {
  if (base === null) return null
  try {
    return findProject(context.cwd, null).config
  } catch (cause) {
    if (cause instanceof PolicyctlError) return cause
    throw cause
  }
}

/** Lists the targets that only the change names: they are not planned. */
function newTargets(
  { base, project }: Session,
  { brought, checked }: { readonly brought: ReturnType<typeof broughtConfig>; readonly checked: Checked },
): CommentInput['targets'] {
  if (base === null || brought === null || brought instanceof PolicyctlError) return []
  const known = new Set([
    ...project.config.targets.keys(),
    ...checked.targets.map(({ report }) => report.name),
  ])
  return [...brought.targets]
    .filter(([name, { embedded }]) => !known.has(name) && embedded === undefined)
    .map(([name]) => ({
      kind: 'skipped',
      name,
      reason: `policyctl.yaml of ${base.branch} does not name it yet`,
    }))
}

/** Compares the config of the change with the one that judges it. */
function loosened({ base, project }: Session, brought: ReturnType<typeof broughtConfig>): readonly string[] {
  if (base === null) return []
  const isComparable = project.configFile !== null && brought !== null && !(brought instanceof PolicyctlError)
  const settings = isComparable ? looserSettings(project.config, brought) : []
  const { added } = baselineFor(project)
  const entries =
    added.length === 0 ? [] : [`${BASELINE_NAME}: from the merge on it hides ${entriesText(added)}`]
  return [...settings, ...entries]
}

/** Tells of files of trusted keys whose text differs from the base: a new key in one vouches like a new file. */
async function changedKeys(
  { base, context, project }: Session,
  brought: ReturnType<typeof broughtConfig>,
): Promise<readonly string[]> {
  const repository = await openProjectRepository(context, project)
  if (base === null || repository.git === null || repository.head === null) return []
  if (brought === null || brought instanceof PolicyctlError) return []
  const { commit } = base
  const { head } = repository
  const kept = project.config.evidence.trusted.filter((file) => brought.evidence.trusted.includes(file))
  const lines = kept.map(async (file) => {
    // A file that cannot be read, such as a link out of the project, is not the same; one that is on neither side is.
    const textAt = (ref: string) => readFileAt(repository, { ref, file }).catch(() => 'unreadable' as const)
    const [old, now] = [await textAt(commit), await textAt(head)]
    if (old === 'unreadable' || now === 'unreadable') return [changedKey(file)]
    const isSame = old === null || now === null ? old === now : Buffer.from(old).equals(Buffer.from(now))
    return isSame ? [] : [changedKey(file)]
  })
  return (await Promise.all(lines)).flat()
}

function changedKey(file: string): string {
  return `evidence.trusted: the keys in ${file} were changed`
}

/**
 * Returns the guardrails of the plans, which know the real agents; without a plan, those of the offline comparison. Lint
 * knows only the agents of the files: beside a plan it adds breaches, and guardrails of targets that were not planned.
 */
function guardrailsOf({ targets, lint, diff }: Checked): CommentInput['guardrails'] {
  const planned = targets.flatMap(({ report }) => (report.kind === 'plan' ? [report.plan.guardrails] : []))
  const held = planned.length > 0 || diff === null ? planned : [diff.guardrails]
  const known = new Set(held.flat().map(({ name }) => name))
  const ofLint = lint?.guardrails.filter(({ name, result }) => result === 'violated' || !known.has(name))
  return worstGuardrails([...held, ofLint ?? []])
}
