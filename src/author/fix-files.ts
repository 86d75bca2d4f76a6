/**
 * Fixes files: applies fixes until none is left, checks that no vote changed, and
 * only then writes each file as a whole.
 */
import { compareAccess } from '../access/compare/compare.ts'
import { type Baseline, readBaseline } from '../lint/baseline.ts'
import { applyFixes, type Fix } from '../lint/edits.ts'
import { runChecks } from '../lint/lint.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import { followed, movesOf, type RuleMoves } from '../lint/rule-moves.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import { parseTestFile } from '../parse/parse-test-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { ParsedTestFile } from '../parse/parsed-test.ts'
import type { Spec } from '../policy/policy.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { renumberTests } from '../testing/renumber-tests.ts'
import { runTests } from '../testing/run-tests.ts'
import type { FileText } from './moved-tests.ts'
import { writeTexts } from './write-texts.ts'

/** A test file, with the text that it was read from. */
export interface TestText {
  readonly parsed: ParsedTestFile
  readonly text: string
}

export interface FixOptions {
  /** Absolute path of the project. */
  readonly root: string
  /** Files that may be changed. */
  readonly names: ReadonlySet<string>
  readonly lintOptions: LintOptions
  /** The tests of the whole project: the rules that they name may get other numbers. */
  readonly tests: readonly TestText[]
}

export interface FixedFiles {
  /** All files; the changed ones parsed again. */
  readonly files: readonly ParsedFile[]
  /** The baseline after the fixes. */
  readonly baseline: Baseline | null
  /** Fixes made, by file. */
  readonly counts: ReadonlyMap<string, number>
}

/** Fixes that overlap need a round each; no file that people write needs as many. */
const MAX_ROUNDS = 100
const utf8 = new TextEncoder()

/** @throws PolicyctlError file-unwritable, file-changed. */
export function fixFiles(files: readonly ParsedFile[], options: FixOptions): FixedFiles {
  const { mended, counts, moves } = mendFiles(files, options)
  const changed = files.flatMap((before, at) => {
    const after = mended[at]
    return after === undefined || after.text === before.text ? [] : [{ before, after }]
  })
  for (const { before, after } of changed) assertSameVotes(before, after)
  const tests = renumberedTests(options.tests, { files, mended, moves })
  const policies = changed.map(({ before: { file, text: was }, after: { text } }) => ({ file, was, text }))
  const { baseline, texts } = fixedBaseline(mended, options, counts)
  writeTexts(options.root, [...policies, ...tests, ...texts])
  return { files: mended, baseline, counts }
}

export interface MendedFiles {
  /** All files; the changed ones parsed again. */
  readonly mended: readonly ParsedFile[]
  /** Fixes made, by file. */
  readonly counts: Map<string, number>
  readonly moves: Moves
}

/** Applies fixes until none is left, and writes nothing. */
export function mendFiles(
  files: readonly ParsedFile[],
  options: Pick<FixOptions, 'names' | 'lintOptions'>,
): MendedFiles {
  const counts = new Map<string, number>()
  const moves: Moves = new Map()
  let mended = files
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = oneRound(mended, options, { counts, moves })
    if (next === null) break
    mended = next
  }
  return { mended, counts, moves }
}

/** By policy. */
type Moves = Map<string, RuleMoves>

interface Moving {
  readonly files: readonly ParsedFile[]
  readonly mended: readonly ParsedFile[]
  readonly moves: Moves
}

/** Rewrites test files that name rules whose numbers changed. @throws Error if a test would no longer pass. */
function renumberedTests(tests: readonly TestText[], { files, mended, moves }: Moving): readonly FileText[] {
  if (moves.size === 0 || tests.length === 0) return []
  const rewritten = tests.map(({ parsed, text }) => ({
    file: parsed.file,
    was: text,
    text: renumberTests(parsed, text, { moves, policyFiles: mended }),
  }))
  const now = rewritten.map(({ file, text }) => parseTestFile(file, utf8.encode(text)))
  const before = runTests(
    tests.map(({ parsed }) => parsed),
    files,
  ).results
  const after = runTests(now, mended).results
  const isBroken = before.some(
    ({ mismatches }, at) => mismatches.length === 0 && after[at]?.mismatches.length !== 0,
  )
  if (isBroken) throw new Error('a policy test would no longer pass after the fixes; nothing was written')
  return rewritten.filter(({ was, text }) => was !== text)
}

/** Fixes the baseline after the policies, since its entries name the changed rules. */
function fixedBaseline(
  files: readonly ParsedFile[],
  { lintOptions }: FixOptions,
  counts: Map<string, number>,
): { readonly baseline: Baseline | null; readonly texts: readonly FileText[] } {
  const baseline = lintOptions.baseline ?? null
  const { fixes } = runChecks(files, lintOptions)
  const own = [...fixes].filter(([{ file }]) => file === BASELINE_NAME).map(([, fix]) => fix)
  if (baseline?.text == null || own.length === 0) return { baseline, texts: [] }
  const { text, applied } = applyFixes(baseline.text, own)
  counts.set(BASELINE_NAME, applied.length)
  return { baseline: readBaseline(text), texts: [{ file: BASELINE_NAME, was: baseline.text, text }] }
}

/** @returns null if nothing is left to fix. */
function oneRound(
  files: readonly ParsedFile[],
  { names, lintOptions }: Pick<FixOptions, 'names' | 'lintOptions'>,
  { counts, moves }: { readonly counts: Map<string, number>; readonly moves: Moves },
): readonly ParsedFile[] | null {
  const { fixes } = runChecks(files, lintOptions)
  let hasChanged = false
  const next = files.map((file) => {
    const own = [...fixes].filter(([finding]) => finding.file === file.file && names.has(file.file))
    // A round applies fixes of one check only: the fix of another may rely on a rule that this one deletes.
    const [first] = own
    if (first === undefined) return file
    const { text, applied } = applyFixes(
      file.text,
      own.filter(([finding]) => finding.check === first[0].check).map(([, fix]) => fix),
    )
    hasChanged ||= applied.length > 0
    counts.set(file.file, (counts.get(file.file) ?? 0) + applied.length)
    addMoves(moves, file, applied)
    return parsePolicyFile(file.file, utf8.encode(text))
  })
  return hasChanged ? next : null
}

function addMoves(moves: Moves, { policies }: ParsedFile, applied: readonly Fix[]): void {
  const removed = applied.flatMap((fix) => fix.removed ?? [])
  for (const { policy } of policies) {
    const own = removed.filter((rule) => rule.policy === policy.name)
    if (own.length === 0) continue
    const now = movesOf(policy.spec.policies.length, own)
    const before = moves.get(policy.name)
    moves.set(policy.name, before === undefined ? now : followed(before, now))
  }
}

/** @throws Error if the fixes change access. */
export function assertSameVotes(before: ParsedFile, after: ParsedFile): void {
  if (compareAccess(sideOf(before), sideOf(after)).length > 0)
    throw new Error(`the fixes of ${before.file} would have changed what it allows; nothing was written`)
}

function sideOf({ policies }: ParsedFile): {
  policies: ReadonlyMap<string, Spec>
  bindings: ReadonlyMap<string, readonly string[]>
} {
  return { policies: new Map(policies.map(({ policy }) => [policy.name, policy.spec])), bindings: new Map() }
}
