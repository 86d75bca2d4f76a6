/** Renumbers the rules that tests name, after rules of the policies were deleted or moved. */
import { decide } from '../access/model/decide.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { ParsedTest, ParsedTestFile } from '../parse/parsed-test.ts'
import { lineStarts } from '../parse/source.ts'
import { bindTest } from './bind-test.ts'
import { testablePolicies } from './testable-policies.ts'

/** Policy → old index of a rule → its new indexes. */
export type MovedRules = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>

export interface Renumbering {
  readonly moves: MovedRules
  /** The policy files after the change. */
  readonly policyFiles: readonly ParsedFile[]
}

/** @returns the new text of the file; the same text if no rule moved. */
export function renumberTests(
  { tests }: ParsedTestFile,
  text: string,
  { moves, policyFiles }: Renumbering,
): string {
  const starts = lineStarts(text)
  let renumbered = text
  for (const test of [...tests].reverse()) {
    const { because } = test.expected
    const places = because === null ? undefined : moves.get(because.policy)?.get(because.rule)
    if (because === null || places === undefined) continue
    const rule = places.length > 1 ? decidingRule(test, because.policy, { places, policyFiles }) : places[0]
    if (rule === undefined || rule === because.rule) continue
    const start = (starts[because.place.line - 1] ?? 0) + because.place.column - 1
    const end = (starts[because.place.endLine - 1] ?? 0) + because.place.endColumn - 1
    const named = renumbered
      .slice(start, end)
      .replace(`${because.policy}#${because.rule}`, `${because.policy}#${rule}`)
    renumbered = renumbered.slice(0, start) + named + renumbered.slice(end)
  }
  return renumbered
}

interface Candidates {
  readonly places: readonly number[]
  readonly policyFiles: readonly ParsedFile[]
}

/** The first of the rules that decides the request of the test; else the first of them. */
function decidingRule(
  test: ParsedTest,
  policy: string,
  { places, policyFiles }: Candidates,
): number | undefined {
  const unnamed = { ...test, expected: { ...test.expected, because: null } }
  const bound = bindTest(unnamed, testablePolicies(policyFiles))
  const because = 'bound' in bound ? decide(test.request, bound.bound).because : []
  return places.find((rule) => because.some((ref) => ref.policy === policy && ref.rule === rule)) ?? places[0]
}
