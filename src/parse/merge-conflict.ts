import type { Reading } from './problem.ts'

/** The line that git puts above the first of the two versions; the last one may have no name. */
const START = /^<{7}(?: .*)?$/m
const END = /^>{7}(?: .*)?$/m

/** Replaces the problems of a text by one that they all come from: a merge that somebody left undone. */
export function withMergeConflict(reading: Reading, text: string): Reading {
  const [problem] = reading.problems
  const start = START.exec(text)
  if (problem === undefined || start === null || !END.test(text)) return reading
  const conflict = {
    check: problem.check,
    message: 'a merge conflict is left in this file',
    hint: 'keep one version, or join both, and delete the lines that git added (<<<<<<<, =======, >>>>>>>)',
    start: start.index,
    end: start.index + start[0].length,
  }
  return { documents: [], problems: [conflict] }
}
