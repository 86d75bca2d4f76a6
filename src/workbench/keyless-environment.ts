import type { Context } from './context.ts'

/**
 * Removes all variables but those that git needs to read a commit that is here:
 * the config that is about to be read says which variables hold keys.
 */
export function keylessEnvironment(env: Context['env']): Context['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED_TO_READ.test(name)))
}

/** The same for a git that asks a remote: how to get there, and whose agent signs in. */
export function keylessRemoteEnvironment(env: Context['env']): Context['env'] {
  const isNeeded = (name: string): boolean => NEEDED_TO_READ.test(name) || NEEDED_TO_ASK.test(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => isNeeded(name)))
}

const NEEDED_TO_READ =
  /^(PATH|PATHEXT|HOME|USERPROFILE|SYSTEMROOT|TMPDIR|TEMP|TMP|LANG|XDG_CONFIG_HOME|GIT_.*)$/i
const NEEDED_TO_ASK = /^(SSH_AUTH_SOCK|(HTTPS?|ALL|NO)_PROXY)$/i
