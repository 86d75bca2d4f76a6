/** Writes the alerts before those about access: which config judges, and what could not be checked. */
import { alertMarkdown } from '../../media/alert-markdown.ts'
import { namesMarkdown } from '../../media/markdown.ts'
import { code, prose } from '../../media/markdown-text.ts'
import { NAMES } from './access-words.ts'
import { acrossTargets } from './across-targets.ts'
import { type LineLimit, looserThatFit } from './alert-lines.ts'
import type { CommentInput } from './comment-input.ts'

export function firstAlerts(input: CommentInput, limit: LineLimit): readonly string[] {
  return [
    ...branchAlert(input, limit),
    ...configAlert(input),
    ...loosenedAlert(input, limit),
    ...failureAlerts(input),
    ...callsAlert(input),
  ]
}

function branchAlert({ base }: CommentInput, limit: LineLimit): readonly string[] {
  const { branch, otherThan } = base
  if (otherThan === null) return []
  const { looser } = otherThan
  const lines = [
    `**This pull request goes into ${code(branch)}, not into ${code(otherThan.branch)}.** It is judged by \`policyctl.yaml\` of ${code(branch)}, and applied only once it is merged into ${code(otherThan.branch)} too.`,
    ...(looser.length === 0
      ? []
      : [
          `That \`policyctl.yaml\` is looser than the one of ${code(otherThan.branch)}:`,
          ...looserThatFit(looser.map(looserLine), limit),
        ]),
  ]
  return [alertMarkdown(looser.length === 0 ? 'IMPORTANT' : 'CAUTION', lines)]
}

/** Warns of an unreadable config of the change: it judges nothing here, but after the merge nothing could run. */
function configAlert({ configFailure, base }: CommentInput): readonly string[] {
  if (configFailure === null) return []
  const lines = [
    `**\`policyctl.yaml\` of this pull request cannot be read.** What follows was judged by the one on ${code(base.branch)}; nothing says what the new one loosens.`,
    `${prose(configFailure.message)} (${code(configFailure.code)})`,
    `Next: ${prose(configFailure.hint)}`,
  ]
  return [alertMarkdown('CAUTION', lines)]
}

function loosenedAlert({ loosened, base }: CommentInput, limit: LineLimit): readonly string[] {
  if (loosened.length === 0) return []
  const lines = [
    '**This pull request loosens `policyctl.yaml`.** What follows was still judged by the one on ' +
      `${code(base.branch)}; after the merge the looser one holds:`,
    ...looserThatFit(loosened.map(looserLine), limit),
  ]
  return [alertMarkdown('CAUTION', lines)]
}

function looserLine(line: string): string {
  return `- ${prose(line)}`
}

/** Writes one alert for targets with the same failure. */
function failureAlerts({ targets }: CommentInput): readonly string[] {
  const failed = targets.flatMap((target) => (target.kind === 'failed' ? [target] : []))
  const alike = acrossTargets(
    failed.map(({ name, code, message, hint }) => ({ name, value: { code, message, hint } })),
    JSON.stringify,
  )
  return alike.map(({ value, targets: names }) =>
    alertMarkdown('CAUTION', [
      `**${namesMarkdown(names, NAMES)} could not be planned**, so nobody knows what this does there.`,
      `${prose(value.message)} (${code(value.code)})`,
      `Next: ${prose(value.hint)}`,
    ]),
  )
}

/** Warns that calls were not counted: without it, a missing number would look like zero calls. */
function callsAlert({ callsFailure }: CommentInput): readonly string[] {
  if (callsFailure === null) return []
  const lines = [
    '**The log of calls was not counted**, so no line says how many real calls it is about.',
    `${prose(callsFailure.message)} (${code(callsFailure.code)})`,
    `Next: ${prose(callsFailure.hint)}`,
  ]
  return [alertMarkdown('CAUTION', lines)]
}
