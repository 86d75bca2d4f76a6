/** Writes the lines of CODEOWNERS for the deciding files. */

/** The places where GitHub looks for CODEOWNERS, in this order. */
export const OWNERS_PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** @param folder of the project in the repository, '' at its root. */
function ownersLines(folder: string): readonly string[] {
  const top = folder === '' ? '/' : `/${folder.replace(/[\s#\\]/g, '\\$&')}/`
  const paths = [`${top}policyctl.yaml`, `${top}.policyctl-baseline.json`, `${top}policies/`, '/.github/']
  return paths.map((path) => `${path} @OWNER`)
}

/** Returns the lines for paths that a CODEOWNERS file does not name. */
export function unownedLines(folder: string, text: string): readonly string[] {
  const owned = new Set(text.split('\n').map((line) => line.trim().split(/(?<!\\)\s+/)[0]))
  return ownersLines(folder).filter((line) => !owned.has(line.slice(0, -' @OWNER'.length)))
}

/** Writes a CODEOWNERS with commented lines: only the people of the repository know the owners. */
export function ownersText(folder: string): string {
  const lines = ownersLines(folder).map((line) => `# ${line}\n`)
  return `# Owners of the policies and of the files that judge them. Replace @OWNER with people you trust, and uncomment:\n${lines.join('')}`
}
