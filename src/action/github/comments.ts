/**
 * Reads and writes comments on pull requests. A comment counts only if the token's own
 * account wrote it and nobody else edited it, since everybody can write a marker.
 */
import { type GitHub, type Maybe, PAGES, presentNodes } from './github.ts'

export interface OwnComment {
  readonly id: number
  readonly nodeId: string
  readonly body: string
  readonly isMinimized: boolean
  /** True if somebody else edited the comment, as anybody with write access may. */
  readonly isEditedByOthers: boolean
}

/** Returns comments of this token's account that pass and that nobody else edited, newest first. */
export async function ownComments(
  github: GitHub,
  number: number,
  isWanted: (body: string) => boolean,
): Promise<readonly OwnComment[]> {
  const found = await commentsOfAccount(github, number, isWanted)
  return found.filter(({ isEditedByOthers }) => !isEditedByOthers)
}

/** As ownComments, also with those that others edited. */
export async function commentsOfAccount(
  { api, repo }: GitHub,
  number: number,
  isWanted: (body: string) => boolean,
): Promise<readonly OwnComment[]> {
  const found: OwnComment[] = []
  let before: string | null = null
  for (let pages = 0; pages < PAGES; pages += 1) {
    const answer: CommentsAnswer = await api.graphql(READ_COMMENTS, { ...repo, number, before })
    const comments = answer.repository?.pullRequest?.comments
    if (comments === undefined) return found
    const own = presentNodes(comments).filter(
      ({ viewerDidAuthor, body }) => viewerDidAuthor && isWanted(body),
    )
    found.push(...own.map(ownComment).reverse())
    if (!comments.pageInfo.hasPreviousPage) return found
    before = comments.pageInfo.startCursor
  }
  return found
}

export async function createComment({ api, repo }: GitHub, number: number, body: string): Promise<void> {
  await api.rest.issues.createComment({ ...repo, issue_number: number, body })
}

export async function updateComment({ api, repo }: GitHub, id: number, body: string): Promise<void> {
  await api.rest.issues.updateComment({ ...repo, comment_id: id, body })
}

/** Folds a comment away as outdated. */
export async function minimizeComment({ api }: GitHub, nodeId: string): Promise<void> {
  await api.graphql(MINIMIZE, { id: nodeId })
}

export const READ_COMMENTS = `query ReadComments($owner: String!, $repo: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
    comments(last: 100, before: $before) {
      nodes { id databaseId body isMinimized viewerDidAuthor author { login } editor { login } lastEditedAt }
      pageInfo { hasPreviousPage startCursor }
    } } } }`

export const MINIMIZE = `mutation MinimizeComment($id: ID!) {
  minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }`

interface CommentNode {
  readonly id: string
  readonly databaseId: number
  readonly body: string
  readonly isMinimized: boolean
  readonly viewerDidAuthor: boolean
  readonly author: { readonly login: string } | null
  readonly editor: { readonly login: string } | null
  /** null: never edited. */
  readonly lastEditedAt: string | null
}

interface CommentsAnswer {
  readonly repository: Maybe<{
    readonly pullRequest: Maybe<{
      readonly comments: {
        readonly nodes: readonly Maybe<CommentNode>[]
        readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null }
      }
    }>
  }>
}

function ownComment(node: CommentNode): OwnComment {
  const { databaseId, id, body, isMinimized, author, editor, lastEditedAt } = node
  // The editor is null also if the account was deleted.
  const isEditedByOthers = editor === null ? lastEditedAt !== null : editor.login !== author?.login
  return { id: databaseId, nodeId: id, body, isMinimized, isEditedByOthers }
}
