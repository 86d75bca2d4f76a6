/** The addresses at which a version of this tool is published: the action, the package, the pages. */
const REPOSITORY = 'policyctl/policyctl'

export const releasedActionOf = (version: string): string =>
  `${REPOSITORY}/.github/actions/policyctl@v${version}`

/** The package hangs on the release; what npm's registry has under this name is nobody's promise. */
export const releasedPackageOf = (version: string): string =>
  `https://github.com/${REPOSITORY}/releases/download/v${version}/policyctl-${version}.tgz`

/** @param path in the repository. */
export const releasedPageOf = (version: string, path: string): string =>
  `https://github.com/${REPOSITORY}/blob/v${version}/${path}`

/** @param path in the repository; as an editor reads it. */
export const releasedTextOf = (version: string, path: string): string =>
  `https://raw.githubusercontent.com/${REPOSITORY}/v${version}/${path}`
