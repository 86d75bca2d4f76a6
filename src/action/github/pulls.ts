/** Reads pull requests: their state, their approvals, and which of them brought a commit. */
import type { Approval } from '../../policy/ledger-snapshot.ts'
import { type GitHub, type Maybe, PAGES, presentNodes } from './github.ts'

export interface Pull {
  readonly number: number
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  /** Login of the person who opened it; null: the account was deleted. */
  readonly author: string | null
  readonly head: string
  readonly base: { readonly branch: string; readonly sha: string }
  readonly isFork: boolean
  /** The merge commit; null: it is not merged. */
  readonly mergeCommit: string | null
  /** GitHub's decision on reviews; null: the base branch requires none. */
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null
  /** The latest review of each reviewer with write access. */
  readonly reviews: readonly PullReview[]
}

export interface PullReview {
  readonly by: string
  readonly commit: string | null
  readonly isApproval: boolean
  /** ISO 8601; '': not known. */
  readonly at: string
}

/** @returns null if there is no such pull request. */
export async function readPull({ api, repo }: GitHub, number: number): Promise<Pull | null> {
  const reviews: ReviewNode[] = []
  let after: string | null = null
  for (let pages = 0; ; pages += 1) {
    const answer: PullAnswer = await api.graphql(READ_PULL, { ...repo, number, after })
    const node = answer.repository?.pullRequest
    if (node === null || node === undefined) return null
    const page = node.latestOpinionatedReviews
    reviews.push(...presentNodes(page))
    if (page?.pageInfo.hasNextPage !== true || pages === PAGES) return pullOf(node, reviews)
    after = page.pageInfo.endCursor
  }
}

/**
 * Tells whether it is approved: by GitHub's decision if the base branch requires
 * reviews, else by an approval of the head by a person with write access.
 */
export function isApproved({ decision, reviews, head }: Pull): boolean {
  if (decision !== null) return decision === 'APPROVED'
  const isRefused = reviews.some(({ isApproval }) => !isApproval)
  return !isRefused && reviews.some(({ isApproval, commit }) => isApproval && commit === head)
}

/** Returns the present approvals, for the record. */
export function approvalsOf({ number: pullRequest, author, reviews }: Pull): readonly Approval[] {
  return reviews.flatMap(({ isApproval, by, commit, at }) =>
    isApproval && commit !== null ? [{ by, commit, at, pullRequest, author, right: 'write' as const }] : [],
  )
}

/** Returns the newest present approval; null: there is none. */
export function lastApproval({ reviews }: Pull): PullReview | null {
  const approvals = reviews.filter(({ isApproval, commit }) => isApproval && commit !== null)
  return approvals.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).at(-1) ?? null
}

export interface MergedPulls {
  /** Pull requests into the branch: by number, those of the commits that each brought. */
  readonly found: ReadonlyMap<number, readonly string[]>
  /** Those of the commits' pull requests that were merged into another branch, by number: its name. */
  readonly elsewhere: ReadonlyMap<number, string>
}

/**
 * Finds the pull requests whose merge brought one of the commits.
 *
 * @param commits ids; fifty are sent in each request.
 */
export async function mergedPullsOf(
  { api, repo }: GitHub,
  commits: readonly string[],
  branch: string,
): Promise<MergedPulls> {
  const elsewhere = new Map<number, string>()
  const found = new Map<number, string[]>()
  for (let start = 0; start < commits.length; start += BATCH) {
    const asked = commits.slice(start, start + BATCH)
    const answer: MergedAnswer = await api.graphql(mergedPullsQuery(asked), { ...repo })
    for (const [index, commit] of asked.entries())
      for (const { number, merged, baseRefName } of pullsIn(answer, index))
        if (merged && baseRefName === branch) found.set(number, [...(found.get(number) ?? []), commit])
        else if (merged) elsewhere.set(number, baseRefName)
  }
  return { found, elsewhere }
}

const BATCH = 50

function pullsIn({ repository }: MergedAnswer, index: number) {
  return presentNodes(repository?.[`c${index}`]?.associatedPullRequests)
}

/** Writes the query, with an alias for each commit. @param commits ids from git, hex. */
export function mergedPullsQuery(commits: readonly string[]): string {
  const fields = commits.map(
    (commit, index) =>
      `c${index}: object(oid: ${JSON.stringify(commit)}) { ... on Commit { associatedPullRequests(first: 10) { nodes { number merged baseRefName } } } }`,
  )
  return `query MergedPulls($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { ${fields.join('\n    ')} } }`
}

export const READ_PULL = `query ReadPull($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    number state author { login } headRefOid baseRefName baseRefOid isCrossRepository reviewDecision mergeCommit { oid }
    latestOpinionatedReviews(first: 100, after: $after, writersOnly: true) {
      nodes { state submittedAt author { __typename login } commit { oid } }
      pageInfo { hasNextPage endCursor }
    } } } }`

interface ReviewNode {
  readonly state: string
  readonly submittedAt: string | null
  readonly author: { readonly __typename: string; readonly login: string } | null
  readonly commit: { readonly oid: string } | null
}

interface PullNode {
  readonly number: number
  readonly state: Pull['state']
  readonly author: { readonly login: string } | null
  readonly headRefOid: string
  readonly baseRefName: string
  readonly baseRefOid: string
  readonly isCrossRepository: boolean
  readonly reviewDecision: Pull['decision']
  readonly mergeCommit: { readonly oid: string } | null
  readonly latestOpinionatedReviews: Maybe<{
    readonly nodes: readonly Maybe<ReviewNode>[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }>
}

interface PullAnswer {
  readonly repository: Maybe<{ readonly pullRequest: Maybe<PullNode> }>
}

interface MergedAnswer {
  readonly repository: Maybe<
    Readonly<
      Record<
        string,
        Maybe<{
          readonly associatedPullRequests?: Maybe<{
            readonly nodes: readonly Maybe<{
              readonly number: number
              readonly merged: boolean
              readonly baseRefName: string
            }>[]
          }>
        }>
      >
    >
  >
}

function pullOf(node: PullNode, reviews: readonly ReviewNode[]): Pull {
  return {
    number: node.number,
    state: node.state,
    author: node.author?.login ?? null,
    head: node.headRefOid,
    base: { branch: node.baseRefName, sha: node.baseRefOid },
    isFork: node.isCrossRepository,
    mergeCommit: node.mergeCommit?.oid ?? null,
    decision: node.reviewDecision,
    reviews: reviews.flatMap(reviewOf),
  }
}

/**
 * Selects refusals, and approvals of people; other reviews, such as dismissed ones, do not count.
 * Everybody who may run a workflow can let its bot approve, so a bot approves nothing.
 */
function reviewOf({ state, submittedAt, author, commit }: ReviewNode): readonly PullReview[] {
  const isCounted = state === 'CHANGES_REQUESTED' || (state === 'APPROVED' && author?.__typename !== 'Bot')
  if (!isCounted) return []
  return [
    {
      by: author?.login ?? 'somebody',
      commit: commit?.oid ?? null,
      isApproval: state === 'APPROVED',
      at: submittedAt ?? '',
    },
  ]
}
