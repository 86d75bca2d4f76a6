/** Decides by name which files and folders have policies, the same on disk and in a revision. */

export const CONFIG_NAME = 'policyctl.yaml'
export const BASELINE_NAME = '.policyctl-baseline.json'

/**
 * Tells whether it is the config or the baseline. These are not policy files, even
 * if the folder of the policies is the project itself.
 *
 * @param path from the project's root, normalised.
 */
export function isDecidingFile(path: string): boolean {
  return path === CONFIG_NAME || path === BASELINE_NAME
}

/** Tells by the extension whether a file may be a policy file. @param name with or without folders. */
export function isPolicyName(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name)
}

export function isTestFile(path: string): boolean {
  return /\.test\.ya?ml$/i.test(path)
}

/** Dot folders and node_modules belong to other tools. @param name of a folder, alone. */
export function isForeignFolder(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/**
 * Tells by its name alone whether a broken link may be a policy file or a folder
 * of them. @param name without folders.
 */
export function mayHoldPolicies(name: string): boolean {
  return isPolicyName(name) || (!isForeignFolder(name) && !/.\.[^.]+$/.test(name))
}

/**
 * Yields links in the order in which a walk follows them: first the links that it
 * met, sorted by path, then the links that those led to. A folder that two links
 * lead to gets the path of the first, so disk and revision must give the same order.
 *
 * @param met links that were met. They are taken out; the walk adds new ones meanwhile.
 */
export function* linksInTurn(met: string[]): Generator<string> {
  while (met.length > 0) yield* met.splice(0).sort()
}
