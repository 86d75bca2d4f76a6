/** Asks a question about the files of a project: once, or for each target if targets have layers. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import { type ExitStatus, strongest } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { brokenGuardrail } from '../inspect/guardrail-findings.ts'
import { isLayered } from '../workbench/fleet.ts'
import { type ActionQuestion, type Asked, ask } from './ask.ts'
import type { Session } from './session.ts'

/** The answers about the files of all targets, and the verdict. */
export interface AskedOfFiles<Answered> {
  readonly status: ExitStatus
  readonly answers: readonly { readonly target: string | null; readonly answer: Answered }[]
}

/**
 * Returns the targets whose files are checked. With layers, each target has files of
 * its own. Without layers all targets have the same files, for which null stands.
 */
export function fileTargets({
  project,
  inputs,
}: Pick<Session, 'project' | 'inputs'>): readonly (string | null)[] {
  if (!isLayered(project.config)) return [null]
  return inputs.targets.length > 0 ? inputs.targets : [...project.config.targets.keys()]
}

/** @param statusOf default: the status of the answer. */
export async function askOfFiles<Answered extends AnyAnswer>(
  session: Session,
  question: ActionQuestion<Answered>,
  statusOf: (asked: Asked<Answered>) => ExitStatus = ({ status }) => status,
): Promise<AskedOfFiles<Answered>> {
  const statuses: ExitStatus[] = []
  const answers: { readonly target: string | null; readonly answer: Answered }[] = []
  for (const target of fileTargets(session)) {
    const asked = await ask(session, { ...question, target })
    statuses.push(statusOf(asked))
    if (asked.answer !== null) answers.push({ target, answer: asked.answer })
  }
  return { status: strongest(...statuses), answers }
}

/** Removes findings that several targets have at the same place. One rule may break several guardrails. */
export function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  return distinct(findings, (finding) => {
    const { check, severity, file, line, column, policy } = finding
    return [check, severity, file, line, column, policy, brokenGuardrail(finding)]
  })
}

/** Keeps the first item of each key. */
export function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): readonly Item[] {
  return [
    ...new Map(items.toReversed().map((item) => [JSON.stringify(keyOf(item)), item])).values(),
  ].toReversed()
}
