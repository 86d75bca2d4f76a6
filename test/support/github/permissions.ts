import { type GitHubState, Refusal, type Scope } from './server.ts'

/** Refuses what the token may not do, in GitHub's words. */
export function needs({ permissions }: GitHubState, scope: Scope, level: 'read' | 'write'): void {
  const has = permissions[scope]
  if (has === 'write' || (level === 'read' && has === 'read')) return
  throw new Refusal(403, 'Resource not accessible by integration')
}
