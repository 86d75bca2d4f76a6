/**
 * The GraphQL operations that the stand-in for GitHub understands. A query that
 * GitHub's published schema does not know is refused, as GitHub would.
 */
import { validate } from '@octokit/graphql-schema'
import { needs } from './permissions.ts'
import {
  type Answer,
  type Call,
  type Comment,
  GHOST,
  type PullState,
  Refusal,
  type Review,
} from './server.ts'

/** What GitHub says against a query, [] where it would run it. */
export function queryFaults(query: string): readonly string[] {
  return validate(query).map(({ message }) => message)
}

const operations: Readonly<Record<string, (call: Call) => unknown>> = {
  ReadComments: ({ state, body }) => {
    needs(state, 'pull-requests', 'read')
    const { number, before } = variables(body)
    if (!state.pulls.has(Number(number))) return { repository: { pullRequest: null } }
    const own = state.comments.filter(({ issue }) => issue === Number(number))
    const end = before === null || before === undefined ? own.length : Number(before)
    const start = Math.max(0, end - 100)
    const nodes = own.slice(start, end).map((comment) => commentNode(comment, state.viewer))
    const pageInfo = { hasPreviousPage: start > 0, startCursor: String(start) }
    return { repository: { pullRequest: { comments: { nodes, pageInfo } } } }
  },
  ReadPull: ({ state, body }) => {
    needs(state, 'pull-requests', 'read')
    const number = Number(variables(body).number)
    const pull = state.pulls.get(number)
    if (pull === undefined) return { repository: { pullRequest: null } }
    const reviews = latestOpinions(state.reviews.filter((review) => review.pull === number))
    const start = Number(variables(body).after ?? 0)
    const pageInfo = { hasNextPage: start + 100 < reviews.length, endCursor: String(start + 100) }
    const latest = { nodes: reviews.slice(start, start + 100).map(reviewNode), pageInfo }
    return { repository: { pullRequest: { ...pullNode(number, pull), latestOpinionatedReviews: latest } } }
  },
  MergedPulls: ({ state, body }) => {
    needs(state, 'pull-requests', 'read')
    const commits = [...String(body.query).matchAll(/(c\d+): object\(oid: "([0-9a-f]+)"\)/g)]
    if (commits.length > 100) throw new Refusal(200, 'Something went wrong while executing your query')
    const found = commits.map(([, alias = '', oid = '']) => {
      const nodes = [...state.pulls]
        .filter(([, pull]) => landed(pull).includes(oid))
        .map(([number, pull]) => ({ number, merged: true, baseRefName: pull.base ?? 'main' }))
      return [alias, { associatedPullRequests: { nodes } }]
    })
    return { repository: Object.fromEntries(found) }
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
    const wanted = variables(body).state === 'OPEN' ? 'open' : 'closed'
    const issues = state.issues.filter((issue) => issue.state === wanted).reverse()
    const start = Number(variables(body).after ?? 0)
    const nodes = issues.slice(start, start + 100).map(({ number, title, body: text, author }) => ({
      number,
      title,
      body: text,
      viewerDidAuthor: author === state.viewer,
    }))
    const pageInfo = { hasNextPage: start + 100 < issues.length, endCursor: String(start + 100) }
    return { repository: { issues: { nodes, pageInfo } } }
  },
}

/** GraphQL refuses with status 200. */
export function graphql(call: Call): Answer {
  const query = String(call.body.query)
  const [fault] = queryFaults(query)
  const operation = operations[/\b(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '']
  if (fault !== undefined || operation === undefined)
    return [200, { errors: [{ type: 'undefinedField', message: fault ?? 'unknown operation' }] }]
  try {
    return [200, { data: operation(call) }]
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [200, { data: null, errors: [{ type: 'FORBIDDEN', message }] }]
  }
}

/** The commits by which a merged pull request came to its base branch. */
function landed({ mergeCommit, landedAs = [] }: PullState): readonly string[] {
  return mergeCommit === null ? [] : [mergeCommit, ...landedAs]
}

function commentNode(comment: Comment, viewer: string): object {
  const { editor } = comment
  return {
    id: comment.nodeId,
    databaseId: comment.id,
    body: comment.body,
    isMinimized: comment.isMinimized,
    viewerDidAuthor: comment.author === viewer,
    author: { login: comment.author },
    editor: editor === null || editor === GHOST ? null : { login: editor },
    lastEditedAt: editor === null ? null : '2026-11-22T12:00:00Z',
  }
}

function pullNode(number: number, pull: PullState): object {
  const { head, mergeCommit, base = 'main', isClosed = false, isFork = false, decision = null } = pull
  return {
    number,
    state: mergeCommit !== null ? 'MERGED' : isClosed ? 'CLOSED' : 'OPEN',
    author: { login: pull.author ?? 'engineer' },
    headRefOid: head,
    baseRefName: base,
    baseRefOid: pull.baseSha ?? head,
    isCrossRepository: isFork,
    reviewDecision: decision,
    mergeCommit: mergeCommit === null ? null : { oid: mergeCommit },
  }
}

/** One for each reviewer who may write: what they said last that is an opinion. */
function latestOpinions(reviews: readonly Review[]): readonly Review[] {
  const byUser = new Map<string, Review>()
  for (const review of reviews)
    if (review.state !== 'COMMENTED' && review.mayWrite !== false) byUser.set(review.user, review)
  return [...byUser.values()]
}

function reviewNode({ state, user, commit, id, isBot = false }: Review): object {
  const submittedAt = new Date(Date.UTC(2026, 10, 22, 12, 0, id)).toISOString()
  return {
    state,
    submittedAt,
    author: { __typename: isBot ? 'Bot' : 'User', login: user },
    commit: { oid: commit },
  }
}

function variables(body: Call['body']): Readonly<Record<string, unknown>> {
  return Object(body.variables ?? {})
}
