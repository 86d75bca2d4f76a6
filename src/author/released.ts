/** The addresses at which a version of this tool is published: the action, the package, and files of the repository. */
import { REPOSITORY } from '../generated/package.ts'

const NAME = new URL(REPOSITORY).pathname.slice(1)

export const releasedActionOf = (version: string): string => `${NAME}/.github/actions/policyctl@v${version}`

/** The package is an asset of the release; in npm's registry somebody else may own this name. */
export const releasedPackageOf = (version: string): string =>
  `${REPOSITORY}/releases/download/v${version}/policyctl-${version}.tgz`

/** @param path in the repository. */
export const releasedTextOf = (version: string, path: string): string =>
  `https://raw.githubusercontent.com/${NAME}/v${version}/${path}`
