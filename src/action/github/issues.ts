/** Reads and writes issues of this token's account. */
import { createComment } from './comments.ts'
import { type GitHub, type Maybe, PAGES, presentNodes } from './github.ts'

export interface OwnIssue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly isOpen: boolean
}

/** The most pages of closed issues, last changed first: an issue that was closed long ago is not about today's drift. */
const CLOSED_PAGES = 10

/** Finds the newest open issue that passes, else the closed one that was changed last; null: there is none. */
export async function ownIssue(
  github: GitHub,
  isWanted: (body: string) => boolean,
): Promise<OwnIssue | null> {
  const open = await findIssue(github, { state: 'OPEN', order: 'CREATED_AT', pages: PAGES, isWanted })
  return open ?? findIssue(github, { state: 'CLOSED', order: 'UPDATED_AT', pages: CLOSED_PAGES, isWanted })
}

interface Search {
  readonly state: 'OPEN' | 'CLOSED'
  readonly order: 'CREATED_AT' | 'UPDATED_AT'
  readonly pages: number
  readonly isWanted: (body: string) => boolean
}

async function findIssue(
  { api, repo }: GitHub,
  { state, order, pages, isWanted }: Search,
): Promise<OwnIssue | null> {
  let after: string | null = null
  for (let page = 0; page < pages; page += 1) {
    const answer: IssuesAnswer = await api.graphql(READ_ISSUES, { ...repo, after, state, order })
    const issues = answer.repository?.issues
    const found = presentNodes(issues).find((node) => node.viewerDidAuthor && isWanted(node.body))
    if (found !== undefined)
      return { number: found.number, title: found.title, body: found.body, isOpen: state === 'OPEN' }
    if (issues?.pageInfo.hasNextPage !== true) return null
    after = issues.pageInfo.endCursor
  }
  return null
}

export interface IssueText {
  readonly title: string
  readonly body: string
}

export async function createIssue({ api, repo }: GitHub, issue: IssueText): Promise<number> {
  const { data } = await api.rest.issues.create({ ...repo, ...issue })
  return data.number
}

/** Updates an issue, and opens it if it is closed. */
export async function updateIssue({ api, repo }: GitHub, number: number, issue: IssueText): Promise<void> {
  await api.rest.issues.update({ ...repo, issue_number: number, ...issue, state: 'open' })
}

/** Updates the body of an issue, which stays open or closed. */
export async function rewriteIssue({ api, repo }: GitHub, number: number, body: string): Promise<void> {
  await api.rest.issues.update({ ...repo, issue_number: number, body })
}

export async function closeIssue(
  github: GitHub,
  number: number,
  { body, comment }: { readonly body: string; readonly comment: string },
): Promise<void> {
  await createComment(github, number, comment)
  const { api, repo } = github
  await api.rest.issues.update({
    ...repo,
    issue_number: number,
    body,
    state: 'closed',
    state_reason: 'completed',
  })
}

export const READ_ISSUES = `query ReadIssues($owner: String!, $repo: String!, $after: String, $state: IssueState!, $order: IssueOrderField!) {
  repository(owner: $owner, name: $repo) {
    issues(first: 100, after: $after, states: [$state], orderBy: { field: $order, direction: DESC }) {
      nodes { number title body viewerDidAuthor }
      pageInfo { hasNextPage endCursor }
    } } }`

interface IssuesAnswer {
  readonly repository: Maybe<{
    readonly issues: {
      readonly nodes: readonly Maybe<
        IssueText & { readonly number: number; readonly viewerDidAuthor: boolean }
      >[]
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    }
  }>
}
