/** One issue a target: opened with the first drift, edited only when the drift changes, closed after a good read without. */
import { type DriftInput, digestIn, driftIssue } from './comment/drift-issue.ts'
import { hasMarker, markerOf } from './comment/risk-marker.ts'
import type { GitHub } from './github.ts'

export type DriftOutcome = 'no drift' | 'opened' | 'edited' | 'unchanged' | 'closed'

/** @throws what GitHub answers where the issue cannot be read or written. */
export async function keepDriftIssue(github: GitHub, input: DriftInput): Promise<DriftOutcome> {
  const marker = markerOf('drift', input.target)
  const [issue] = await github.ownOpenIssues((body) => hasMarker(body, marker))
  if (input.changes.length === 0) {
    if (issue === undefined) return 'no drift'
    await github.closeIssue(issue.number, `Read ${input.readAt}: the workspace is what was applied. Closed.`)
    return 'closed'
  }
  const { title, body, digest } = driftIssue(input)
  if (issue === undefined) {
    await github.createIssue({ title, body })
    return 'opened'
  }
  if (digestIn(issue.body) === digest) return 'unchanged'
  await github.updateIssue(issue.number, { title, body })
  return 'edited'
}
