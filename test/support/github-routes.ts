/** The calls that the stand-in for GitHub understands, each with the refusals of the real one. */
import { type Answer, type Call, type GitHubState, Refusal, type Scope } from './github-server.ts'

/** GitHub counts characters in its message and bytes in its store; the stricter of both is refused here. */
const BODY_LIMIT = 65_536
const BYTE_LIMIT = 262_144

/** An editor whose account was deleted. */
export const GHOST = 'ghost'

const rest: Readonly<Record<string, (call: Call) => Answer>> = {
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
  'GET pulls/*/reviews': ({ state, path, query }) => {
    needs(state, 'pull-requests', 'read')
    const reviews = state.reviews.filter(({ pull }) => pull === Number(path[1]))
    return page(reviews, query, ({ id, user, state: said, commit }) => ({
      id,
      user: { login: user },
      state: said,
      commit_id: commit,
      body: '',
      submitted_at: '2026-11-22T12:00:00Z',
    }))
  },
  'GET commits/*/pulls': ({ state, path, query }) => {
    needs(state, 'pull-requests', 'read')
    const pulls = [...state.pulls].filter(([, { head, mergeCommit }]) =>
      [head, mergeCommit].includes(path[1] ?? ''),
    )
    return page(pulls, query, ([number, { head, mergeCommit }]) => ({
      number,
      head: { sha: head },
      merge_commit_sha: mergeCommit,
      merged_at: mergeCommit === null ? null : '2026-11-22T12:00:00Z',
    }))
  },
  'GET compare/*': ({ state, path }) => {
    needs(state, 'contents', 'read')
    const commits = state.compares.get(path[1] ?? '')
    if (commits === undefined) throw new Refusal(404, 'Not Found')
    return [
      200,
      {
        status: 'ahead',
        total_commits: commits.length,
        commits: commits.slice(0, 250).map((sha) => ({ sha })),
      },
    ]
  },
  'POST statuses/*': ({ state, path, body }) => {
    needs(state, 'statuses', 'write')
    const description = String(body.description ?? '')
    if (!['error', 'failure', 'pending', 'success'].includes(String(body.state)))
      throw new Refusal(422, 'Validation Failed')
    if (description.length > 140)
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
    return [201, { id: state.statuses.length, ...status }]
  },
  'POST issues': ({ state, body }) => {
    needs(state, 'issues', 'write')
    const title = String(body.title ?? '')
    if (title === '' || title.length > 256)
      throw new Refusal(422, 'Validation Failed', [{ resource: 'Issue', field: 'title', code: 'invalid' }])
    const issue = {
      number: 500 + state.issues.length,
      author: state.viewer,
      title,
      body: bodyText(body.body, 'Issue'),
      state: 'open' as const,
      stateReason: null,
    }
    state.issues.push(issue)
    return [
      201,
      { number: issue.number, html_url: `https://github.com/${state.repository}/issues/${issue.number}` },
    ]
  },
  'PATCH issues/*': ({ state, path, body }) => {
    needs(state, 'issues', 'write')
    const issue = state.issues.find(({ number }) => number === Number(path[1]))
    if (issue === undefined) throw new Refusal(404, 'Not Found')
    if (typeof body.title === 'string') issue.title = body.title
    if (body.body !== undefined) issue.body = bodyText(body.body, 'Issue')
    if (body.state === 'closed' || body.state === 'open') issue.state = body.state
    if (typeof body.state_reason === 'string') issue.stateReason = body.state_reason
    return [200, { number: issue.number }]
  },
  'GET actions/workflows/*/runs': ({ state, query }) => {
    needs(state, 'actions', 'read')
    const runs = state.runs.map((time, index) => ({
      id: 100 - index,
      run_started_at: time,
      conclusion: 'success',
    }))
    return [
      200,
      { total_count: runs.length, workflow_runs: runs.slice(0, Number(query.get('per_page') ?? 30)) },
    ]
  },
}

/** Operations by the name that the query gives them. */
const operations: Readonly<Record<string, (call: Call) => unknown>> = {
  ReadComments: ({ state, body }) => {
    needs(state, 'pull-requests', 'read')
    const { number, before } = variables(body)
    if (!state.pulls.has(Number(number))) return { repository: { pullRequest: null } }
    const own = state.comments.filter(({ issue }) => issue === Number(number))
    const end = before === null || before === undefined ? own.length : Number(before)
    const start = Math.max(0, end - 100)
    const nodes = own.slice(start, end).map((comment) => ({
      id: comment.nodeId,
      databaseId: comment.id,
      body: comment.body,
      isMinimized: comment.isMinimized,
      viewerDidAuthor: comment.author === state.viewer,
      author: { login: comment.author },
      editor: comment.editor === null || comment.editor === GHOST ? null : { login: comment.editor },
      lastEditedAt: comment.editor === null ? null : '2026-11-22T12:00:00Z',
    }))
    return {
      repository: {
        pullRequest: {
          comments: { nodes, pageInfo: { hasPreviousPage: start > 0, startCursor: String(start) } },
        },
      },
    }
  },
  MinimizeComment: ({ state, body }) => {
    needs(state, 'pull-requests', 'write')
    const comment = state.comments.find(({ nodeId }) => nodeId === variables(body).id)
    if (comment === undefined) throw new Refusal(404, 'Could not resolve to a node with the global id')
    comment.isMinimized = true
    return { minimizeComment: { minimizedComment: { isMinimized: true } } }
  },
  ReadIssues: ({ state, body }) => {
    needs(state, 'issues', 'read')
    const open = state.issues.filter((issue) => issue.state === 'open').reverse()
    const start = Number(variables(body).after ?? 0)
    const nodes = open.slice(start, start + 100).map(({ number, title, body: text, author }) => ({
      number,
      title,
      body: text,
      viewerDidAuthor: author === state.viewer,
    }))
    return {
      repository: {
        issues: {
          nodes,
          pageInfo: { hasNextPage: start + 100 < open.length, endCursor: String(start + 100) },
        },
      },
    }
  },
}

export const GITHUB_ROUTES = {
  rest,
  graphql: (call: Call): Answer => {
    const text = String(call.body.query)
    const operation = operations[/\b(?:query|mutation) (\w+)/.exec(text)?.[1] ?? '']
    if (operation === undefined) return [200, { errors: [{ type: 'UNKNOWN', message: 'unknown operation' }] }]
    try {
      return [200, { data: operation(call) }]
    } catch (error) {
      // GraphQL refuses with status 200.
      return [200, { data: null, errors: [{ type: 'FORBIDDEN', message: (error as Error).message }] }]
    }
  },
}

function variables(body: Call['body']): Readonly<Record<string, unknown>> {
  return (body.variables ?? {}) as Readonly<Record<string, unknown>>
}

function needs({ permissions }: GitHubState, scope: Scope, level: 'read' | 'write'): void {
  const has = permissions[scope]
  if (has === 'write' || (level === 'read' && has === 'read')) return
  throw new Refusal(403, 'Resource not accessible by integration')
}

function bodyText(value: unknown, resource: string): string {
  const text = typeof value === 'string' ? value : ''
  if (text === '' && resource === 'IssueComment')
    throw new Refusal(422, 'Validation Failed', [
      { resource, field: 'data', code: 'unprocessable', message: 'Body cannot be blank' },
    ])
  if ([...text].length > BODY_LIMIT || Buffer.byteLength(text) > BYTE_LIMIT)
    throw new Refusal(422, 'Validation Failed', [
      {
        resource,
        field: 'data',
        code: 'unprocessable',
        message: `Body is too long (maximum is ${BODY_LIMIT} characters)`,
      },
    ])
  return text
}

function commentValue({ id, nodeId, body }: GitHubState['comments'][number]): object {
  return { id, node_id: nodeId, body, html_url: `https://github.com/acme/policies/pull/1#issuecomment-${id}` }
}

function page<Item>(items: readonly Item[], query: URLSearchParams, value: (item: Item) => object): Answer {
  const size = Math.min(100, Number(query.get('per_page') ?? 30))
  const number = Number(query.get('page') ?? 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const next = new URLSearchParams({ per_page: String(size), page: String(number + 1) })
  const headers: Record<string, string> =
    number < last ? { link: `<http://next.invalid/?${next}>; rel="next"` } : {}
  return [200, items.slice((number - 1) * size, number * size).map(value), headers]
}
