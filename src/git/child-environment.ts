/**
 * The environment that git gets: the caller's, so that credential helpers,
 * proxies and SSH agents work, but
 * - no variable that points git at another repository, index or object store
 *   (a hook that runs policyctl has GIT_DIR and GIT_INDEX_FILE set),
 * - no key of the API,
 * - nothing that asks a human.
 */
type Environment = Readonly<Record<string, string | undefined>>

const KEPT_GIT_VARIABLES =
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|(SSL|HTTP|PROXY|PROTOCOL|TRACE|TRACE2|CURL)(_.*)?|ALLOW_PROTOCOL|(AUTHOR|COMMITTER)_(NAME|EMAIL)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/i

/** Keys of the API, and the inputs of an action, which may hold one. */
const SECRET = /^(RUNAGENTS_|INPUT_)/i

const NEVER_ASK = {
  GIT_TERMINAL_PROMPT: '0',
  GCM_INTERACTIVE: 'never',
  // ssh and git run this program to ask for a password; it fails, so that no run waits for an answer.
  SSH_ASKPASS: 'false',
  SSH_ASKPASS_REQUIRE: 'force',
}

const FIXED = {
  ...NEVER_ASK,
  // Looking at the working tree must not refresh the index on disk.
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  LC_ALL: 'C',
}

/** @param hidden further variables that hold keys (`apiKeyEnv` of the config's targets). */
export function childEnvironment(env: Environment, hidden: readonly string[] = []): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isPassed(entry[0], hidden),
  )
  return { ...Object.fromEntries(kept), ...FIXED }
}

function isPassed(name: string, hidden: readonly string[]): boolean {
  if (SECRET.test(name) || hidden.includes(name)) return false
  return !/^GIT_/i.test(name) || KEPT_GIT_VARIABLES.test(name)
}
