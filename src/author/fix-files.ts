/**
 * Mends files: applies fixes until none is left, proves that no vote changed,
 * and only then writes, each file as a whole.
 */
import { join } from 'node:path'
import { compareAccess } from '../access/compare/compare.ts'
import { realPath } from '../files/real-path.ts'
import { replaceFile } from '../files/replace-file.ts'
import { BASELINE_NAME, type Baseline, readBaseline } from '../lint/baseline.ts'
import { applyFixes } from '../lint/edits.ts'
import { runChecks } from '../lint/lint.ts'
import type { LintOptions } from '../lint/lint-options.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { Spec } from '../policy/policy.ts'

export interface FixOptions {
  /** Absolute path of the project. */
  readonly root: string
  /** Files that may be changed. */
  readonly names: ReadonlySet<string>
  readonly lintOptions: LintOptions
}

export interface FixedFiles {
  /** All files, the mended ones parsed anew. */
  readonly files: readonly ParsedFile[]
  /** The baseline as it is now. */
  readonly baseline: Baseline | null
  /** Fixes made, by file. */
  readonly counts: ReadonlyMap<string, number>
}

/** Fixes that touch each other take a round each; more than this in one place is no file of a person. */
const MAX_ROUNDS = 100
const utf8 = new TextEncoder()

/** @throws PolicyctlError file-unwritable. */
export function fixFiles(files: readonly ParsedFile[], options: FixOptions): FixedFiles {
  const counts = new Map<string, number>()
  let mended = files
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = oneRound(mended, options, counts)
    if (next === null) break
    mended = next
  }
  for (const [at, before] of files.entries()) {
    const after = mended[at]
    if (after !== undefined && after.text !== before.text) write(before, after, options.root)
  }
  return { files: mended, baseline: fixedBaseline(mended, options, counts), counts }
}

/** After the policies: entries know the rules as they are then. */
function fixedBaseline(
  files: readonly ParsedFile[],
  { root, lintOptions }: FixOptions,
  counts: Map<string, number>,
): Baseline | null {
  const baseline = lintOptions.baseline ?? null
  const { fixes } = runChecks(files, lintOptions)
  const own = [...fixes].filter(([{ file }]) => file === BASELINE_NAME).map(([, fix]) => fix)
  if (baseline?.text == null || own.length === 0) return baseline
  const { text, applied } = applyFixes(baseline.text, own)
  counts.set(BASELINE_NAME, applied.length)
  replaceFile({ path: join(root, BASELINE_NAME), content: text, within: root, was: baseline.text })
  return readBaseline(text)
}

/** @returns null where nothing is left to fix. */
function oneRound(
  files: readonly ParsedFile[],
  { names, lintOptions }: FixOptions,
  counts: Map<string, number>,
): readonly ParsedFile[] | null {
  const { fixes } = runChecks(files, lintOptions)
  let hasChanged = false
  const next = files.map((file) => {
    const own = [...fixes].filter(([finding]) => finding.file === file.file && names.has(file.file))
    // Fixes of two checks may each rest on what the other deletes: one check a round.
    const [first] = own
    if (first === undefined) return file
    const { text, applied } = applyFixes(
      file.text,
      own.filter(([finding]) => finding.check === first[0].check).map(([, fix]) => fix),
    )
    hasChanged ||= applied.length > 0
    counts.set(file.file, (counts.get(file.file) ?? 0) + applied.length)
    return parsePolicyFile(file.file, utf8.encode(text))
  })
  return hasChanged ? next : null
}

function write(before: ParsedFile, after: ParsedFile, root: string): void {
  const regions = compareAccess(sideOf(before), sideOf(after))
  if (regions.length > 0)
    throw new Error(
      `the fixes of ${before.file} would have changed what it allows; nothing was written there`,
    )
  replaceFile({
    path: realPath(join(root, before.file)),
    content: after.text,
    within: root,
    was: before.text,
  })
}

function sideOf({ policies }: ParsedFile): {
  policies: ReadonlyMap<string, Spec>
  bindings: ReadonlyMap<string, readonly string[]>
} {
  return { policies: new Map(policies.map(({ policy }) => [policy.name, policy.spec])), bindings: new Map() }
}
