/**
 * GitHub's API, the few calls that the Action makes. Comments and issues count
 * only where the token's own account wrote them: everybody can write a marker.
 */
import type { Octokit } from '@octokit/rest'

export interface OwnComment {
  readonly id: number
  readonly nodeId: string
  readonly body: string
  readonly isMinimized: boolean
}

export interface OwnIssue {
  readonly number: number
  readonly title: string
  readonly body: string
}

export interface ApprovingReview {
  readonly by: string
  readonly commit: string
}

export type StatusState = 'success' | 'failure' | 'error' | 'pending'

/** Pages of a hundred that are read at most; more is no pull request that a person reads. */
const PAGES = 50
/** GitHub refuses longer descriptions of a status. */
const STATUS_LIMIT = 140

export class GitHub {
  readonly #api: Octokit
  readonly #repo: { readonly owner: string; readonly repo: string }

  constructor(api: Octokit, { owner, repo }: { readonly owner: string; readonly repo: string }) {
    this.#api = api
    this.#repo = { owner, repo }
  }

  /** Comments of this token's account that pass, newest first. */
  async ownComments(number: number, isWanted: (body: string) => boolean): Promise<readonly OwnComment[]> {
    const found: OwnComment[] = []
    let before: string | null = null
    for (let pages = 0; pages < PAGES; pages += 1) {
      const answer: CommentsAnswer = await this.#api.graphql(READ_COMMENTS, { ...this.#repo, number, before })
      const comments = answer.repository.pullRequest?.comments
      if (comments === undefined) return found
      const own = comments.nodes.filter((node) => isOwn(node) && isWanted(node.body))
      found.push(...own.map(ownComment).reverse())
      if (!comments.pageInfo.hasPreviousPage) return found
      before = comments.pageInfo.startCursor
    }
    return found
  }

  async createComment(number: number, body: string): Promise<void> {
    await this.#api.rest.issues.createComment({ ...this.#repo, issue_number: number, body })
  }

  async updateComment(id: number, body: string): Promise<void> {
    await this.#api.rest.issues.updateComment({ ...this.#repo, comment_id: id, body })
  }

  /** Folds a comment away as outdated. */
  async minimizeComment(nodeId: string): Promise<void> {
    await this.#api.graphql(MINIMIZE, { id: nodeId })
  }

  /** The last review that approves and still stands, null where there is none. */
  async lastApproval(number: number): Promise<ApprovingReview | null> {
    const reviews = await this.#api.paginate(this.#api.rest.pulls.listReviews, {
      ...this.#repo,
      pull_number: number,
      per_page: 100,
    })
    const approving = reviews.filter(({ state }) => state === 'APPROVED').at(-1)
    if (approving?.commit_id === undefined || approving.commit_id === null) return null
    return { by: approving.user?.login ?? 'somebody', commit: approving.commit_id }
  }

  /** Numbers of the merged pull requests that brought a commit. */
  async mergedPullRequestsOf(commit: string): Promise<readonly number[]> {
    const { data } = await this.#api.rest.repos.listPullRequestsAssociatedWithCommit({
      ...this.#repo,
      commit_sha: commit,
    })
    return data.filter(({ merged_at }) => merged_at !== null).map(({ number }) => number)
  }

  /** Commits of `head` that `base` has not, at most 250. */
  async commitsBetween(base: string, head: string): Promise<readonly string[]> {
    const { data } = await this.#api.rest.repos.compareCommitsWithBasehead({
      ...this.#repo,
      basehead: `${base}...${head}`,
    })
    return data.commits.map(({ sha }) => sha)
  }

  async setStatus(
    commit: string,
    status: { state: StatusState; context: string; description: string; target_url?: string },
  ): Promise<void> {
    const description = status.description.slice(0, STATUS_LIMIT)
    await this.#api.rest.repos.createCommitStatus({ ...this.#repo, sha: commit, ...status, description })
  }

  /** Open issues of this token's account that pass, newest first. */
  async ownOpenIssues(isWanted: (body: string) => boolean): Promise<readonly OwnIssue[]> {
    const found: OwnIssue[] = []
    let after: string | null = null
    for (let pages = 0; pages < PAGES; pages += 1) {
      const answer: IssuesAnswer = await this.#api.graphql(READ_ISSUES, { ...this.#repo, after })
      const { nodes, pageInfo } = answer.repository.issues
      found.push(...nodes.filter((node) => node.viewerDidAuthor && isWanted(node.body)))
      if (!pageInfo.hasNextPage) return found
      after = pageInfo.endCursor
    }
    return found
  }

  async createIssue(issue: { title: string; body: string }): Promise<number> {
    const { data } = await this.#api.rest.issues.create({ ...this.#repo, ...issue })
    return data.number
  }

  async updateIssue(number: number, issue: { title: string; body: string }): Promise<void> {
    await this.#api.rest.issues.update({ ...this.#repo, issue_number: number, ...issue })
  }

  async closeIssue(number: number, comment: string): Promise<void> {
    await this.createComment(number, comment)
    await this.#api.rest.issues.update({
      ...this.#repo,
      issue_number: number,
      state: 'closed',
      state_reason: 'completed',
    })
  }

  /** When the workflow's last good run began, ISO 8601; null where there is none. */
  async lastGoodRun(workflowFile: string): Promise<string | null> {
    const { data } = await this.#api.rest.actions.listWorkflowRuns({
      ...this.#repo,
      workflow_id: workflowFile,
      status: 'success',
      per_page: 1,
    })
    return data.workflow_runs[0]?.run_started_at ?? null
  }
}

const READ_COMMENTS = `query ReadComments($owner: String!, $repo: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    comments(last: 100, before: $before) {
      nodes { id databaseId body isMinimized viewerDidAuthor author { login } editor { login } lastEditedAt }
      pageInfo { hasPreviousPage startCursor }
    } } } }`

const READ_ISSUES = `query ReadIssues($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issues(first: 100, after: $after, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { number title body viewerDidAuthor }
      pageInfo { hasNextPage endCursor }
    } } }`

const MINIMIZE = `mutation MinimizeComment($id: ID!) {
  minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }`

type CommentNode = NonNullable<CommentsAnswer['repository']['pullRequest']>['comments']['nodes'][number]

/** Whoever may write to the repository may edit a comment of ours, and what it says is then theirs. */
function isOwn({ viewerDidAuthor, author, editor, lastEditedAt }: CommentNode): boolean {
  // An editor whose account is gone is null too.
  const isEditedByOthers = editor === null ? lastEditedAt !== null : editor.login !== author?.login
  return viewerDidAuthor && !isEditedByOthers
}

function ownComment({ id, databaseId, body, isMinimized }: CommentNode): OwnComment {
  return { id: databaseId, nodeId: id, body, isMinimized }
}

interface CommentsAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly comments: {
        readonly nodes: readonly {
          readonly id: string
          readonly databaseId: number
          readonly body: string
          readonly isMinimized: boolean
          readonly viewerDidAuthor: boolean
          readonly author: { readonly login: string } | null
          readonly editor: { readonly login: string } | null
          /** null: never edited. */
          readonly lastEditedAt: string | null
        }[]
        readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null }
      }
    } | null
  }
}

interface IssuesAnswer {
  readonly repository: {
    readonly issues: {
      readonly nodes: readonly (OwnIssue & { readonly viewerDidAuthor: boolean })[]
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  }
}
