import type { LogReading } from '../calls/log-reading.ts'
import { count } from '../diagnostic/count.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { LogQuestion } from './open-logs.ts'

/** Refuses logs without a readable call. A workspace without approval requests is fine. */
export function assertCalls(calls: number, { unread, skipped }: LogReading, { files }: LogQuestion): void {
  if (calls > 0 || (files.length === 0 && unread === 0)) return
  const [first] = skipped
  throw new PolicyctlError('log-unreadable', {
    message:
      first === undefined
        ? `there is no call in ${files.join(', ')}`
        : `none of ${count(unread, 'line')} could be read as a call; ${first.file}:${first.line}: ${first.reason}`,
    hint: `--input-format names the format, --field the path of each field in a record, --agent the agent of the calls; ${docsPage('replay.md#logs-that-are-read')} shows logs that are read`,
  })
}
