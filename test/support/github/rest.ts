/**
 * The REST calls that the stand-in for GitHub understands, each with the
 * refusals of the real one. Answers are held against GitHub's published types.
 */
import type { components } from '@octokit/openapi-types'
import { needs } from './permissions.ts'
import { type Answer, type Call, type GitHubState, Refusal } from './server.ts'

type Schemas = components['schemas']

/** GitHub counts characters in its message and bytes in its store; the stricter of both is refused here. */
const BODY_LIMIT = 65_536
const BYTE_LIMIT = 262_144

export const rest: Readonly<Record<string, (call: Call) => Answer>> = {
  'POST issues/*/comments': ({ state, path, body }) => {
    needs(state, 'pull-requests', 'write')
    const issue = Number(path[1])
    if (!state.pulls.has(issue) && !state.issues.some(({ number }) => number === issue))
      throw new Refusal(404, 'Not Found')
    const id = state.comments.length + 1001
    const comment = {
      id,
      nodeId: `IC_${id}`,
      issue,
      author: state.viewer,
      body: bodyText(body.body, 'IssueComment'),
      isMinimized: false,
      editor: null,
    }
    state.comments.push(comment)
    return [201, commentValue(comment)]
  },
  'PATCH issues/comments/*': ({ state, path, body }) => {
    needs(state, 'pull-requests', 'write')
    const comment = state.comments.find(({ id }) => id === Number(path[2]))
    if (comment === undefined) throw new Refusal(404, 'Not Found')
    comment.body = bodyText(body.body, 'IssueComment')
    comment.editor = state.viewer
    return [200, commentValue(comment)]
  },
  'POST statuses/*': ({ state, path, body }) => {
    needs(state, 'statuses', 'write')
    const description = String(body.description ?? '')
    if ([...description].length > 140)
      throw new Refusal(422, 'Validation Failed', [
        {
          resource: 'Status',
          field: 'description',
          code: 'custom',
          message: 'description is too long (maximum is 140 characters)',
        },
      ])
    const status = {
      sha: path[1] ?? '',
      state: String(body.state),
      context: String(body.context),
      description,
      targetUrl: typeof body.target_url === 'string' ? body.target_url : null,
    }
    state.statuses.push(status)
    const value: Pick<Schemas['status'], 'id' | 'state' | 'description' | 'context' | 'target_url'> = {
      id: state.statuses.length,
      state: status.state,
      description,
      context: status.context,
      target_url: status.targetUrl,
    }
    return [201, value]
  },
  'POST issues': ({ state, body }) => {
    needs(state, 'issues', 'write')
    mustHaveIssues(state)
    const title = titleText(body.title)
    const issue = {
      number: 500 + state.issues.length,
      author: state.viewer,
      title,
      body: bodyText(body.body, 'Issue'),
      state: 'open' as const,
      stateReason: null,
    }
    state.issues.push(issue)
    return [201, issueValue(state, issue)]
  },
  'PATCH issues/*': ({ state, path, body }) => {
    needs(state, 'issues', 'write')
    mustHaveIssues(state)
    const issue = state.issues.find(({ number }) => number === Number(path[1]))
    if (issue === undefined) throw new Refusal(404, 'Not Found')
    if (body.title !== undefined) issue.title = titleText(body.title)
    if (body.body !== undefined) issue.body = bodyText(body.body, 'Issue')
    if (body.state === 'closed' || body.state === 'open') issue.state = body.state
    if (typeof body.state_reason === 'string') issue.stateReason = body.state_reason
    return [200, issueValue(state, issue)]
  },
  'GET rules/branches/*': ({ state, query }) => {
    if (state.rules === null)
      throw new Refusal(403, 'Upgrade to GitHub Pro or make this repository public to enable this feature.')
    const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)]
    return [200, state.rules.slice(size * (page - 1), size * page)]
  },
  'GET actions/workflows/*/runs': ({ state, query }) => {
    needs(state, 'actions', 'read')
    const runs = state.runs.map(
      (time, index): Pick<Schemas['workflow-run'], 'id' | 'run_started_at' | 'conclusion'> => ({
        id: 100 - index,
        run_started_at: time,
        conclusion: 'success',
      }),
    )
    const shown = runs.slice(0, Number(query.get('per_page') ?? 30))
    return [200, { total_count: runs.length, workflow_runs: shown }]
  },
}

function mustHaveIssues({ hasIssues }: GitHubState): void {
  if (!hasIssues) throw new Refusal(410, 'Issues has been disabled in this repository.')
}

function titleText(value: unknown): string {
  const title = typeof value === 'string' ? value : ''
  if (title !== '' && title.length <= 256) return title
  throw new Refusal(422, 'Validation Failed', [{ resource: 'Issue', field: 'title', code: 'invalid' }])
}

function bodyText(value: unknown, resource: string): string {
  const text = typeof value === 'string' ? value : ''
  const refuse = (message: string): never => {
    throw new Refusal(422, 'Validation Failed', [{ resource, field: 'data', code: 'unprocessable', message }])
  }
  if (text === '' && resource === 'IssueComment') refuse('Body cannot be blank')
  if ([...text].length > BODY_LIMIT || Buffer.byteLength(text) > BYTE_LIMIT)
    refuse(`Body is too long (maximum is ${BODY_LIMIT} characters)`)
  return text
}

function commentValue({ id, nodeId, body, issue }: GitHubState['comments'][number]) {
  const value: Pick<Schemas['issue-comment'], 'id' | 'node_id' | 'body' | 'html_url'> = {
    id,
    node_id: nodeId,
    body,
    html_url: `https://github.com/acme/policies/pull/${issue}#issuecomment-${id}`,
  }
  return value
}

function issueValue({ repository }: GitHubState, { number, state }: GitHubState['issues'][number]) {
  const value: Pick<Schemas['issue'], 'number' | 'state' | 'html_url'> = {
    number,
    state,
    html_url: `https://github.com/${repository}/issues/${number}`,
  }
  return value
}
