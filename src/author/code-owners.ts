/** Writes the lines of CODEOWNERS for the deciding files. */

/** The places where GitHub looks for it, in this order. */
export const OWNERS_PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** @param folder of the project in the repository, '' at its root. */
function ownersLines(folder: string): readonly string[] {
  const top = folder === '' ? '/' : `/${folder.replace(/[\s#\\]/g, '\\$&')}/`
  const paths = [`${top}policyctl.yaml`, `${top}.policyctl-baseline.json`, `${top}policies/`, '/.github/']
  return paths.map((path) => `${path} @OWNER`)
}

/** The lines for what a CODEOWNERS file names no owner of by the same path. */
export function unownedLines(folder: string, text: string): readonly string[] {
  const owned = new Set(text.split('\n').map((line) => line.trim().split(/(?<!\\)\s+/)[0]))
  return ownersLines(folder).filter((line) => !owned.has(line.slice(0, -' @OWNER'.length)))
}

/** A file that owns nothing yet: who owns it, nobody but its readers know. */
export function ownersText(folder: string): string {
  const lines = ownersLines(folder).map((line) => `# ${line}\n`)
  return `# Owners of the policies and of the files that judge them. Replace @OWNER with people you trust, and uncomment:\n${lines.join('')}`
}
