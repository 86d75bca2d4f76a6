/**
 * Refuses to delete policies whose files are still at HEAD, in the policy folder of the config that was applied
 * last. Two configs in one folder are one project with one ledger, so each would delete the policies of the other.
 */
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Config, DEFAULT_CONFIG, parseConfig } from '../files/config.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { namesOfFiles } from './neighbours.ts'

export interface GoneFiles {
  /** Policies of the ledger that the files do not have any more. */
  readonly gone: readonly string[]
  readonly ledger: LedgerSnapshot | null
  /** The policy folder of this run. */
  readonly folder: string
}

const MOST_NAMES = 5

/** @throws PolicyctlError ledger-mismatch (3). */
export async function refuseFilesElsewhere(
  place: LedgerPlace,
  { gone, ledger, folder }: GoneFiles,
): Promise<void> {
  const applied = ledger === null ? null : configOf(ledger)
  if (gone.length === 0 || applied === null || applied.policies === folder) return
  const there = await namesOfFiles(place, place.folder, applied)
  // A file that cannot be read may hold any policy.
  const kept = gone.filter((name) => there?.has(name) ?? true)
  if (kept.length === 0) return
  const their = kept.length === 1 ? 'its file is' : 'their files are'
  throw new PolicyctlError('ledger-mismatch', {
    message: `${firstNames(kept, MOST_NAMES)} would be deleted, but ${their} still at HEAD, in the folder '${applied.policies}' of the config that was applied last, and this config has '${folder}'`,
    hint: `if that is another project, put its config and its policies into a folder of their own; if this one moved to '${folder}', commit the removal of the old files`,
  })
}

/** @returns null if the ledger does not tell (format 1), or if this release cannot read the config. */
function configOf({ config, shown }: LedgerSnapshot): Config | null {
  if (config === null) return shown === undefined ? null : DEFAULT_CONFIG
  try {
    return parseConfig(config, CONFIG_NAME)
  } catch {
    return null
  }
}
