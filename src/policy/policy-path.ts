/** Decides by name which files and folders hold policies, on disk and in a revision alike. */

export const CONFIG_NAME = 'policyctl.yaml'
export const BASELINE_NAME = '.policyctl-baseline.json'

/**
 * Tells whether it is one of the files that decide about policies, which are no
 * policies even where the folder of the policies is the project itself.
 *
 * @param path from the project's root, normalised.
 */
export function isDecidingFile(path: string): boolean {
  return path === CONFIG_NAME || path === BASELINE_NAME
}

/** By its ending. @param name with folders or without. */
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
 * Links in the order in which a walk follows them: those that it met by their
 * paths, then those that these led to. A folder that two links lead to goes by
 * the first, so the disk and a revision must give the same order.
 *
 * @param met emptied; the walk adds to it while it follows.
 */
export function* linksInTurn(met: string[]): Generator<string> {
  while (met.length > 0) yield* met.splice(0).sort()
}
