import type { Context } from './context.ts'

/**
 * Keeps only the variables that git needs to read a commit of the clone: before
 * the config is read, nobody knows which variables hold keys.
 */
export function keylessEnvironment(env: Context['env']): Context['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => NEEDED_TO_READ.test(name)))
}

/** Also keeps the variables that git needs to reach a remote: proxies, SSH and credentials. */
export function keylessRemoteEnvironment(env: Context['env']): Context['env'] {
  const isNeeded = (name: string): boolean => NEEDED_TO_READ.test(name) || NEEDED_TO_ASK.test(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => isNeeded(name)))
}

const NEEDED_TO_READ =
  /^(PATH|PATHEXT|HOME|USERPROFILE|SYSTEMROOT|TMPDIR|TEMP|TMP|LANG|XDG_CONFIG_HOME|GIT_.*)$/i
const NEEDED_TO_ASK = /^(SSH_AUTH_SOCK|(HTTPS?|ALL|NO)_PROXY)$/i
