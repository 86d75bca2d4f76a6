/**
 * Looks for policies in folders below the policies whose name begins with a dot. They are never read, and somebody may
 * believe that they are. node_modules and the folders of git and policyctl belong to programs, and are not looked into.
 */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { isPolicyName, isTestFile } from '../policy/policy-path.ts'

const OF_PROGRAMS: ReadonlySet<string> = new Set(['.git', '.policyctl', 'node_modules'])
/** The most files and folders that are looked at in one such folder: a cache of a tool has thousands. */
const MOST_ENTRIES = 200
/** Bytes; policies that people write are smaller. */
const LARGEST = 65_536

const KUBERNETES = /^apiVersion:[ \t]*["']?platform\.ai\/[\s\S]*^kind:[ \t]*["']?Policy(?:Binding)?\b/m
const PLAIN = /^name:[ \t]*\S[\s\S]*^spec:[\s\S]*\bpermission["']?[ \t]*:/m
const JSON_FORM = /^\s*\{\s*"name"\s*:\s*"[^"]*"\s*,\s*"spec"\s*:[\s\S]*"permission"\s*:/

/** @param root absolute path. @param folder below it. @returns the path of the first file that looks like a policy, from the root; null: none. */
export function hiddenPolicyIn(root: string, folder: string): string | null {
  if (OF_PROGRAMS.has(folder.slice(folder.lastIndexOf('/') + 1))) return null
  const waiting = [folder]
  let left = MOST_ENTRIES
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    for (const entry of entriesOf(`${root}/${next}`)) {
      left -= 1
      if (left < 0) return null
      const path = `${next}/${entry.name}`
      if (entry.isDirectory() && !OF_PROGRAMS.has(entry.name)) waiting.push(path)
      else if (
        entry.isFile() &&
        isPolicyName(path) &&
        !isTestFile(path) &&
        looksLikePolicy(`${root}/${path}`)
      )
        return path
    }
  return null
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    // A folder that is not read anyway.
    return []
  }
}

function looksLikePolicy(path: string): boolean {
  try {
    if (statSync(path).size > LARGEST) return false
    const text = readFileSync(path, 'utf8')
    return [KUBERNETES, PLAIN, JSON_FORM].some((form) => form.test(text))
  } catch {
    return false
  }
}
