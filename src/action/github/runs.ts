/** Writes statuses of commits, and reads runs of workflows. */
import type { GitHub } from './github.ts'

export type StatusState = 'success' | 'failure' | 'error' | 'pending'

/** GitHub refuses longer descriptions of a status. */
const STATUS_LIMIT = 140

export async function setStatus(
  { api, repo }: GitHub,
  commit: string,
  status: { state: StatusState; context: string; description: string; target_url?: string },
): Promise<void> {
  const description = [...status.description].slice(0, STATUS_LIMIT).join('')
  await api.rest.repos.createCommitStatus({ ...repo, sha: commit, ...status, description })
}

/** Returns the start of the workflow's last successful run, ISO 8601; null: there is none. */
export async function lastGoodRun({ api, repo }: GitHub, workflowFile: string): Promise<string | null> {
  const { data } = await api.rest.actions.listWorkflowRuns({
    ...repo,
    workflow_id: workflowFile,
    status: 'success',
    per_page: 1,
  })
  return data.workflow_runs[0]?.run_started_at ?? null
}
