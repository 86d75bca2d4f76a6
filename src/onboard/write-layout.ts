/** Writes layer files, then the config that lists them. */
import { join, posix, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { withFilesWritten } from '../diagnostic/with-files-written.ts'
import { createFile } from '../files/create-file.ts'
import { assertInside } from '../files/inside.ts'
import { removeStaleDrafts } from '../files/remove-stale-drafts.ts'
import { replaceFile } from '../files/replace-file.ts'
import { writeEach } from '../files/write-each.ts'
import { layerOf } from '../fleet/fleet-target.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { FleetLayout } from './fleet-layout.ts'

/** Keeps the folder of a layer that has no policy. */
const KEEP = '.gitkeep'

/**
 * Refuses to overwrite a file with other content; a file that an interrupted run left has the same
 * content. Also refuses a stray file in the folder of a new layer: it would become part of the layer,
 * which was checked without it.
 *
 * @throws PolicyctlError file-unwritable.
 */
export function assertFree(
  { whole: { config } }: Workbench,
  { files, configText, layers }: FleetLayout,
  { bindings, there }: { readonly bindings: readonly NewText[]; readonly there: readonly ParsedFile[] },
): void {
  const wanted = new Map([...files, ...bindings].map(({ file, text }) => [posix.normalize(file), text]))
  const names = configText === null ? [] : layers.map(({ name }) => name)
  for (const { file, text } of there) {
    const own = wanted.get(posix.normalize(file))
    const isForeign = own === undefined && layerOf(file, config.policies, names) !== null
    if (!isForeign && (own === undefined || own === text)) continue
    throw new PolicyctlError('file-unwritable', {
      message: isForeign
        ? `${file} lies in a folder that would become a layer, but does not belong to that layer: nothing was written`
        : `${file} already exists with other content: nothing was written`,
      hint: `move it out of ${config.policies} (git mv), and name its folder with --from where it is to be adopted`,
    })
  }
}

/**
 * Writes the files before the config: no target gets them until the config lists their layers.
 *
 * @returns the files that it wrote. @throws PolicyctlError file-unwritable, file-changed.
 */
export function writeLayout(
  { whole }: Workbench,
  layout: FleetLayout,
  bindings: readonly NewText[],
): readonly string[] {
  const { root, configFile, configText } = whole
  const filled = new Set(bindings.map(({ file }) => posix.dirname(file)))
  const empty = layout.emptyFolders.filter((folder) => !filled.has(folder))
  const keep = empty.map((folder) => ({ file: posix.join(folder, KEEP), text: '' }))
  const all = [...layout.files, ...bindings, ...keep]
  const written = writeEach(all, ({ file, text }) => {
    assertInside(root, join(root, file))
    return createFile(join(root, file), text)
  })
  removeStaleDrafts(all.map(({ file }) => join(root, file)))
  if (layout.configText === null) return written
  const path = configFile ?? join(root, CONFIG_NAME)
  try {
    const was = configText === null ? {} : { was: configText }
    replaceFile({ path, content: layout.configText, within: root, ...was })
  } catch (error) {
    throw withFilesWritten(error, written)
  }
  return [...written, relative(root, path)]
}

/** A file that is not there yet. */
export interface NewText {
  readonly file: string
  readonly text: string
}
