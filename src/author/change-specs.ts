/**
 * New specs → the new texts of the files that have the policies, and of the
 * tests that name their rules. Pure; nothing is written that loses a comment,
 * or breaks a test that passes.
 */
import { spliceSpec } from '../edit/splice-spec.ts'
import type { RuleMoves } from '../lint/rule-moves.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Spec } from '../policy/policy.ts'
import { renumberTests } from '../testing/renumber-tests.ts'
import { runTests } from '../testing/run-tests.ts'
import { editPlace } from './edit-place.ts'
import type { TestText } from './fix-files.ts'

export interface SpecChange {
  readonly policy: string
  readonly spec: Spec
  /** The moves of its rules; null: they kept their numbers. */
  readonly moves: RuleMoves | null
}

export interface FileText {
  readonly file: string
  readonly was: string
  readonly text: string
}

/** The texts, or why a change of that policy cannot be made. */
export type ChangedSpecs =
  | { readonly texts: readonly FileText[] }
  | { readonly policy: string; readonly fault: string }

export function changeSpecs(
  files: readonly ParsedFile[],
  tests: readonly TestText[],
  changes: readonly SpecChange[],
): ChangedSpecs {
  let now = files
  for (const change of changes) {
    const next = changed(now, change)
    if ('fault' in next) return { policy: change.policy, fault: next.fault }
    now = next.files
  }
  const moved = movedTests(tests, { files, now, changes })
  if ('fault' in moved) return { policy: changes.at(-1)?.policy ?? '', fault: moved.fault }
  const policies = files.flatMap(({ file, text: was }, at) => {
    const text = now[at]?.text ?? was
    return text === was ? [] : [{ file, was, text }]
  })
  return { texts: [...policies, ...moved.texts] }
}

const utf8 = new TextEncoder()

function changed(
  files: readonly ParsedFile[],
  { policy, spec }: SpecChange,
): { readonly files: readonly ParsedFile[] } | { readonly fault: string } {
  const place = editPlace(policy, files)
  if (place === null) return { fault: 'no file has it' }
  const { file, document, isSound } = place.policy
  if (!isSound) return { fault: `${file} has findings; mend them first` }
  const splice = spliceSpec(place.file.text, { file, document, spec })
  if (splice.kind === 'impossible') return { fault: `${file} cannot be edited: ${splice.reason}` }
  if (splice.kind === 'rewritten') return { fault: `${file} would lose its comments` }
  const parsed = parsePolicyFile(file, utf8.encode(splice.text))
  return { files: files.map((one) => (one === place.file ? parsed : one)) }
}

interface Moving {
  readonly files: readonly ParsedFile[]
  readonly now: readonly ParsedFile[]
  readonly changes: readonly SpecChange[]
}

/** Tests name rules by their numbers; those that passed have to pass. */
function movedTests(
  tests: readonly TestText[],
  { files, now, changes }: Moving,
): { readonly texts: readonly FileText[] } | { readonly fault: string } {
  const moves = new Map(
    changes.flatMap(({ policy, moves: own }) => (own === null ? [] : [[policy, own] as const])),
  )
  const texts = tests.map(({ parsed, text: was }) => {
    const text = moves.size === 0 ? was : renumberTests(parsed, was, { moves, policyFiles: now })
    return { file: parsed.file, was, text }
  })
  const before = runTests(
    tests.map(({ parsed }) => parsed),
    files,
  ).results
  const after = runTests(
    texts.map(({ file, text }) => parseTestFile(file, utf8.encode(text))),
    now,
  ).results
  const broken = before.find(
    ({ mismatches }, at) => mismatches.length === 0 && after[at]?.mismatches.length !== 0,
  )
  if (broken !== undefined)
    return { fault: `a test would fail: ${broken.test.place.file}:${broken.test.place.line}` }
  return { texts: texts.filter(({ was, text }) => was !== text) }
}
