/** Removes what a run that was killed left beside the files that it was writing (create-file.ts). */
import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Milliseconds; a run at work has its folder for moments. */
const STALE_AFTER = 600_000

/** @param written absolute paths of files that were just written: their folders' times say what time it is. */
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
