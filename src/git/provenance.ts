import { type Identity, identityOf, OWN_IDENTITY } from './identity.ts'
import type { Git } from './run-git.ts'

/** Finds who runs this, and in which CI job. */
export interface Provenance {
  readonly actor: string
  /** Author of the commits. */
  readonly identity: Identity
  /** URL of the job, null outside CI. */
  readonly run: string | null
}

/** From the variables that CI services set, else from git's identity and the user's name. */
export async function provenanceOf(git: Git): Promise<Provenance> {
  const { env } = git
  const actor = env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR || env.GITLAB_USER_LOGIN
  const identity = await identityOf(git)
  return { actor: actor || personOf(git, identity), identity, run: jobOf(env) }
}

function personOf(git: Git, identity: Identity): string {
  if (identity === OWN_IDENTITY) return git.env.USER || git.env.USERNAME || OWN_IDENTITY.name
  return `${identity.name} <${identity.email}>`
}

function jobOf(env: Git['env']): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env
  if (server && repository && run) {
    const attempt = env.GITHUB_RUN_ATTEMPT ? `/attempts/${env.GITHUB_RUN_ATTEMPT}` : ''
    return `${server}/${repository}/actions/runs/${run}${attempt}`
  }
  return env.CI_JOB_URL || env.BUILD_URL || null
}
