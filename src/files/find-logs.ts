/** Finds the log files that a glob names: `*` and `?` within a name, `**` for folders. */
import { readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { isLogFile } from './read-text.ts'

/** @param folder absolute. @returns absolute paths, sorted; [] if no file matches. */
export function findLogs(folder: string, glob: string): readonly string[] {
  const star = glob.search(/[*?]/)
  if (star < 0) return isLogFile(resolve(folder, glob)) ? [resolve(folder, glob)] : []
  const base = resolve(folder, glob.slice(0, glob.lastIndexOf('/', star) + 1))
  const rest = glob.slice(glob.lastIndexOf('/', star) + 1)
  const wanted = patternOf(rest)
  return filesBelow(base, rest.includes('/') || rest.includes('**'))
    .filter((path) => wanted.test(relative(base, path).split(sep).join('/')))
    .sort()
}

function filesBelow(folder: string, isDeep: boolean): readonly string[] {
  try {
    return readdirSync(folder, { recursive: isDeep, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(isLogFile)
  } catch {
    return []
  }
}

/** Makes the pattern of a glob. A name that begins with a dot matches only if the glob has the dot too. */
function patternOf(glob: string): RegExp {
  const text = glob.replace(/\*\*\/|\*\*|\*|\?|[\\^$.+()[\]{}|]/g, (found) => PARTS[found] ?? `\\${found}`)
  return new RegExp(`^${text}$`)
}

const PARTS: Readonly<Record<string, string>> = {
  '**/': '(?:[^./][^/]*/)*',
  '**': '(?:[^./][^/]*/)*(?!\\.)[^/]*',
  '*': '(?!(?<=^|/)\\.)[^/]*',
  '?': '[^/]',
}
