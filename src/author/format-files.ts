import { type FormatAnswer, formatAnswer } from '../answers/format.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { type Formatted, formatPolicyFile } from '../parse/format-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { pathFromHere, pathInProject } from '../workbench/paths.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { writeTexts } from './write-texts.ts'

export interface FormatQuestion {
  /** Files and folders, from the current folder; [] for all policies of the project. */
  readonly paths: readonly string[]
  /** True to write nothing. */
  readonly check: boolean
}

/**
 * Writes policy files in the canonical layout; a file whose meaning would change
 * is left alone.
 *
 * @throws PolicyctlError path-not-found, file-unwritable, file-changed.
 */
export async function formatFiles(workbench: Workbench, question: FormatQuestion): Promise<FormatAnswer> {
  assertQuestion('formatFiles', question, { paths: FIELD.texts, check: FIELD.flag })
  const { root, config } = workbench.project
  if (question.paths.length === 0) await assertPolicyFolder(workbench)
  const paths = question.paths.map((path) => pathInProject(workbench, path))
  const files = await readPolicyFiles({ root, folder: config.policies, ...(paths.length > 0 && { paths }) })
  const outcomes = files.map(outcomeOf)
  const texts = outcomes.filter((outcome) => outcome.kind === 'formatted')
  if (!question.check) writeTexts(root, texts)
  const shown = outcomes.map((outcome) => ({
    path: pathFromHere(workbench, outcome.file),
    kind: outcome.kind,
    reason: outcome.kind === 'left' ? outcome.reason : '',
  }))
  return formatAnswer({ files: shown, isCheck: question.check })
}

type Outcome = { readonly file: string; readonly was: string } & (Formatted | { readonly kind: 'same' })

/** Checks of parsing; after one of these there is no document to format. */
const UNREADABLE = /^(?:unreadable|symbolic|not-utf8|too-|unresolved|alias|duplicate-key|empty-document)/

function outcomeOf({ file, text, findings }: ParsedFile): Outcome {
  const fault = findings.find(({ check }) => UNREADABLE.test(check))
  if (fault !== undefined) return { file, was: text, kind: 'left', reason: fault.message }
  const formatted = formatPolicyFile(file, text)
  return formatted.kind === 'formatted' && formatted.text === text
    ? { file, was: text, kind: 'same' }
    : { file, was: text, ...formatted }
}
