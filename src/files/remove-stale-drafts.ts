/** Removes the draft folders (create-file.ts) of runs that were killed. */
import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Milliseconds after which a draft folder is left over: a living run has one for moments. */
const STALE_AFTER = 600_000

/** @param written absolute paths of files that were just written, so the times of their folders are the present time. */
export function removeStaleDrafts(written: readonly string[]): void {
  for (const folder of new Set(written.map((path) => dirname(path)))) {
    const now = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0
    for (const draft of now === 0 ? [] : draftsIn(folder)) {
      const found = lstatSync(draft, { throwIfNoEntry: false })
      const isStale = found?.isDirectory() === true && now - found.mtimeMs > STALE_AFTER
      if (isStale) rmSync(draft, { recursive: true, force: true })
    }
  }
}

function draftsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^\.policyctl-[A-Za-z0-9]{6}$/.test(name))
    .map((name) => join(folder, name))
}
