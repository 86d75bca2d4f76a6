/** Puts together what the comment is made of. */

import { worstGuardrails } from '../access/questions/worst-guardrails.ts'
import { looserSettings } from '../files/config-loosening.ts'
import { findProject } from '../files/find-project.ts'
import { BASELINE_NAME } from '../lint/baseline.ts'
import { entriesText } from '../lint/judged-baseline.ts'
import { baselineFor } from '../workbench/lint-inputs.ts'
import { causesIn } from './causes.ts'
import type { Checked } from './check.ts'
import type { CommentInput } from './comment/comment-input.ts'
import { projectId, type Session } from './session.ts'

/** @throws PolicyctlError config-invalid where the config that a change brings cannot be read. */
export async function commentInput(
  session: Session,
  checked: Checked,
): Promise<Omit<CommentInput, 'approval' | 'shownBefore'>> {
  const { run, base, context, folder } = session
  const { trigger } = run
  return {
    project: projectId(session),
    commit: trigger.kind === 'branch' ? run.sha : trigger.head,
    base: base?.branch ?? 'main',
    targets: checked.targets,
    diff: base === null ? null : checked.diff,
    lint: checked.lint,
    tests: checked.tests,
    guardrails: guardrailsOf(checked),
    loosened: loosened(session),
    causesOf: await causesIn(session, checked),
    links: { repository: run.repository, run: run.url, folder },
    readAt: context.clock.now().toISOString(),
  }
}

/** The config that the change brings, compared with the one that judges it. */
function loosened({ base, project, context }: Session): readonly string[] {
  if (base === null) return []
  const settings =
    project.configFile === null ? [] : looserSettings(project.config, findProject(context.cwd, null).config)
  const { added } = baselineFor(project)
  const entries =
    added.length === 0 ? [] : [`${BASELINE_NAME}: from the merge on it hides ${entriesText(added)}`]
  return [...settings, ...entries]
}

/** Those of the plans, whose agents are the real ones; without a plan those of the offline difference. */
function guardrailsOf({ targets, lint, diff }: Checked): CommentInput['guardrails'] {
  const planned = targets.flatMap((target) => (target.kind === 'plan' ? [target.plan.guardrails] : []))
  const held = planned.length > 0 || diff === null ? planned : [diff.guardrails]
  return worstGuardrails([...held, lint?.guardrails ?? []])
}
