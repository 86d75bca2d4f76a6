/** Compares the working tree with HEAD, in both directions. Reading changes nothing, not even the index. */
import type { CheckoutComparison } from './compare-checkout.ts'
import { inProject } from './project-paths.ts'
import type { Repository } from './repository.ts'
import { statusOf } from './status.ts'

/** The files that decide a run, as they are on disk. */
export interface DecidingFiles {
  /** Policy folder, config, baseline, relative to the project's root; [] for all of it. */
  readonly paths: readonly string[]
  readonly comparison: Pick<CheckoutComparison, 'unattested' | 'reals'>
}

/**
 * Paths that are not as HEAD has them: changed, staged, new, removed, ignored,
 * hidden from git's eyes, or links to such. Relative to the project's root, sorted.
 */
export async function uncommittedFiles(
  repository: Repository,
  { paths, comparison }: DecidingFiles,
): Promise<readonly string[]> {
  const { unattested, reals } = comparison
  const isBelow = (path: string): boolean =>
    paths.some((each) => each === '.' || path === each || path.startsWith(`${each}/`))
  const elsewhere = [...new Set(reals.values())].filter((real) => !isBelow(real))
  const entries = await statusOf(repository, paths.length === 0 ? ['.'] : [...paths, ...elsewhere])
  const seen = new Set(entries.map(({ path }) => inProject(repository, path)))
  const linked = [...reals].flatMap(([path, real]) => (seen.has(real) ? [path] : []))
  return [...new Set([...seen, ...linked, ...unattested])].sort()
}
