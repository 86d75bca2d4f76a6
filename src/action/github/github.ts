/** GitHub's API as a run of the Action holds it; the files beside this one ask for one kind of thing each. */
import type { Octokit } from '@octokit/rest'

export interface GitHub {
  readonly api: Octokit
  readonly repo: { readonly owner: string; readonly repo: string }
}

/** Pages of a hundred that are read at most; more is no pull request that a person reads. */
export const PAGES = 50

/** A value that an answer of GraphQL may leave out. */
export type Maybe<Value> = Value | null | undefined
