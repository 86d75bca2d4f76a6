import { startOf } from '../../diagnostic/place.ts'
import type { ParsedFile } from '../../parse/parsed-file.ts'
import type { SetCheck } from '../check.ts'

/**
 * Files or folders whose names differ only in capitals, or in how accents are encoded. A disk of macOS or Windows has
 * room for one of them: there the other is missing, or lies in the other folder, perhaps another layer.
 */
export const check: SetCheck = {
  kind: 'set',
  id: 'case-clash',
  severity: 'warning',
  *run({ files, fleet }) {
    const first = new Map<string, string>()
    const told = new Set<string>()
    for (const file of sortedByPath(fleet?.files ?? files))
      for (const path of pathsTo(file.file)) {
        const folded = path.normalize('NFC').toLowerCase()
        const earlier = first.get(folded) ?? path
        first.set(folded, earlier)
        if (earlier === path) continue
        if (told.has(path)) break
        told.add(path)
        yield {
          place: file.policies[0]?.placeOf(['name']) ?? startOf(file.file),
          policy: file.policies[0]?.policy.name ?? null,
          message: `${path} and ${earlier} are one ${path === file.file ? 'file' : 'folder'} on a disk that ignores capitals, as on macOS and Windows`,
          hint: 'rename one of them',
          about: [path, earlier],
        }
        break
      }
  },
}

function sortedByPath(files: readonly ParsedFile[]): readonly ParsedFile[] {
  return files.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

/** The folders above a file, the uppermost first, and the file. */
function pathsTo(file: string): readonly string[] {
  const names = file.split('/')
  return names.map((_, at) => names.slice(0, at + 1).join('/'))
}
