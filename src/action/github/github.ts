/** The GitHub API client of a run; the other files of this folder have one kind of resource each. */
import type { Octokit } from '@octokit/rest'

export interface GitHub {
  readonly api: Octokit
  readonly repo: { readonly owner: string; readonly repo: string }
}

/** The most pages of a hundred entries that are read. */
export const PAGES = 50

/** Returns the nodes of a list; GraphQL has null for each that the token may not see, or that is gone. */
export function presentNodes<Node>(
  list: Maybe<{ readonly nodes?: Maybe<readonly Maybe<Node>[]> }>,
): readonly Node[] {
  return (list?.nodes ?? []).flatMap((node) => node ?? [])
}

/** A value that an answer of GraphQL may leave out. */
export type Maybe<Value> = Value | null | undefined
