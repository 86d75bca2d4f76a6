/** GraphQL has null in lists for what the token may not see, or what is gone meanwhile: the rest still counts. */
import { expect, test } from 'vitest'
import { ownComments } from '../../src/action/github/comments.ts'
import type { GitHub } from '../../src/action/github/github.ts'
import { ownIssue } from '../../src/action/github/issues.ts'
import { openOctokit } from '../../src/action/github/octokit.ts'
import { mergedPullsOf, readPull } from '../../src/action/github/pulls.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { serve } from '../support/servers/http-server.ts'

async function answering(repository: object): Promise<GitHub> {
  const { url } = await serve({ body: { data: { repository } } })
  const { clock } = memoryContext('/')
  const api = openOctokit({ token: 't', baseUrl: url, clock, userAgent: 'policyctl/test', env: {} })
  return { api, repo: { owner: 'acme', repo: 'policies' } }
}

const lastPage = { hasPreviousPage: false, startCursor: null, hasNextPage: false, endCursor: null }
const listOf = (node: object) => ({ nodes: [null, node, null], pageInfo: lastPage })
const isAny = (): boolean => true

test('comments', async () => {
  const comment = { id: 'IC_1', databaseId: 1, body: 'x', isMinimized: false, viewerDidAuthor: true }
  const github = await answering({
    pullRequest: {
      comments: listOf({ ...comment, author: { login: 'bot' }, editor: null, lastEditedAt: null }),
    },
  })
  expect(await ownComments(github, 7, isAny)).toMatchObject([{ id: 1 }])
})

test('reviews', async () => {
  const review = { state: 'APPROVED', submittedAt: 'x', author: { __typename: 'User', login: 'ada' } }
  const github = await answering({
    pullRequest: { number: 7, latestOpinionatedReviews: listOf({ ...review, commit: { oid: 'c' } }) },
  })
  expect((await readPull(github, 7))?.reviews).toMatchObject([{ by: 'ada', isApproval: true }])
})

test('pull requests of commits, one of which is unknown to GitHub', async () => {
  const pulls = listOf({ number: 7, merged: true, baseRefName: 'main' })
  const github = await answering({ c0: null, c1: { associatedPullRequests: pulls }, c2: {} })
  expect(await mergedPullsOf(github, ['a', 'b', 'c'], 'main')).toEqual({
    found: new Map([[7, ['b']]]),
    elsewhere: new Map(),
  })
})

test('issues', async () => {
  const issue = { number: 5, title: 't', body: 'x', viewerDidAuthor: true }
  expect(await ownIssue(await answering({ issues: listOf(issue) }), isAny)).toMatchObject({ number: 5 })
})
