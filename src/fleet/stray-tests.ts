/** Takes out the tests that name a target which nobody has: such a test would run nowhere, and nobody would miss it. */

import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { Finding } from '../diagnostic/finding.ts'
import type { Named, ParsedTest, ParsedTestFile } from '../parse/parsed-test.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'

/** @param known names of all targets that a run could be for. */
export function withoutStrayTests(
  files: readonly ParsedTestFile[],
  known: readonly string[],
): readonly ParsedTestFile[] {
  return files.map((file) => withoutStray(file, known))
}

function withoutStray(file: ParsedTestFile, known: readonly string[]): ParsedTestFile {
  const strayOf = ({ targets }: ParsedTest): readonly Named[] =>
    (targets ?? []).filter(({ name }) => !known.some((target) => matchesAnyGlob([name], target)))
  const strays = file.tests.flatMap(strayOf)
  if (strays.length === 0) return file
  const tests = file.tests.filter((test) => strayOf(test).length === 0)
  return {
    ...file,
    tests,
    invalid: file.invalid + file.tests.length - tests.length,
    findings: [...file.findings, ...strays.map((stray) => strayFinding(stray, known))],
  }
}

function strayFinding({ name, place }: Named, known: readonly string[]): Finding {
  const meant = didYouMean(name, known)
  const list = known.length === 0 ? 'there are no targets' : `known: ${known.slice(0, 20).join(', ')}`
  return {
    ...place,
    check: 'matches-nothing',
    severity: 'error',
    message: `${name} matches no target, so this test would never run`,
    hint: meant === null ? list : `did you mean ${meant}?`,
    policy: null,
    fixable: false,
  }
}
