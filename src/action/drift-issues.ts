/**
 * Keeps one issue for each target: opened with the first drift, edited only when the
 * drift changes, closed after a good read without drift. An issue that somebody closed
 * stays closed until the drift differs from the one in it.
 */
import { hasMarker, markerOf } from '../review/comment-marker.ts'
import type { DriftIssueInput } from './comment/drift-input.ts'
import { digestIn, driftIssue, isDrift, withoutDigest } from './comment/drift-issue.ts'
import type { GitHub } from './github/github.ts'
import { closeIssue, createIssue, ownIssue, rewriteIssue, updateIssue } from './github/issues.ts'

export type KeptIssue =
  | 'no drift'
  | 'opened'
  | 'edited'
  | 'unchanged'
  | 'closed'
  | 'opened again'
  | 'unchanged, closed by hand'

/** @throws GitHub's error if the issue cannot be read or written. */
export async function keepDriftIssue(github: GitHub, input: DriftIssueInput): Promise<KeptIssue> {
  const marker = markerOf('drift', input.target)
  const issue = await ownIssue(github, (body) => hasMarker(body, marker))
  if (!isDrift(input)) {
    if (issue === null) return 'no drift'
    if (!issue.isOpen) {
      // Without its digest, the issue is opened again if the same drift comes back.
      if (digestIn(issue.body) !== null) await rewriteIssue(github, issue.number, withoutDigest(issue.body))
      return 'no drift'
    }
    const comment = `Read ${input.readAt}: the workspace is what was applied. Closed.`
    await closeIssue(github, issue.number, { body: withoutDigest(issue.body), comment })
    return 'closed'
  }
  const { title, body, digest } = driftIssue(input)
  const known = issue === null ? null : digestIn(issue.body)
  // The issue was closed without a digest because its drift was gone, so this is new drift.
  if (issue === null || (!issue.isOpen && known === null)) {
    await createIssue(github, { title, body })
    return 'opened'
  }
  if (known === digest) return issue.isOpen ? 'unchanged' : 'unchanged, closed by hand'
  await updateIssue(github, issue.number, { title, body })
  return issue.isOpen ? 'edited' : 'opened again'
}
