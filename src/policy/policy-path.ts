/** Which names hold policies, on disk and in a revision alike. */

/** By its ending. @param name with folders or without. */
export function isPolicyName(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name)
}

export function isTestFile(path: string): boolean {
  return /\.test\.ya?ml$/i.test(path)
}

/** What stands in dot folders and node_modules belongs to other tools. @param name of a folder, alone. */
export function isForeignFolder(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** Of a link to nothing, by its name alone: a policy file, or a folder of some. @param name without folders. */
export function mayHoldPolicies(name: string): boolean {
  return isPolicyName(name) || (!isForeignFolder(name) && !/.\.[^.]+$/.test(name))
}
