/** Puts together what the comment is made of. */

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
    guardrails: guardrailsOf(session, checked),
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

function guardrailsOf({ project }: Session, { targets, lint }: Checked): CommentInput['guardrails'] {
  const total = project.config.guardrails.length
  if (total === 0) return null
  const blocked = targets.flatMap((target) => (target.kind === 'plan' ? target.plan.blocked : []))
  const messages = blocked.filter(({ guard }) => guard === 'guardrail').map(({ message }) => message)
  const found = (lint?.findings ?? [])
    .filter(({ check }) => check === 'guardrail')
    .map(({ message }) => message)
  const broken = new Set([...messages, ...found]).size
  return { total, broken: Math.min(broken, total) }
}
