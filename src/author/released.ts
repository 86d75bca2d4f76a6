/** The addresses at which a version of this tool is published: the action, the package, the pages. */
import { REPOSITORY } from '../generated/package.ts'

const NAME = new URL(REPOSITORY).pathname.slice(1)

export const releasedActionOf = (version: string): string => `${NAME}/.github/actions/policyctl@v${version}`

/** The package hangs on the release; what npm's registry has under this name is nobody's promise. */
export const releasedPackageOf = (version: string): string =>
  `${REPOSITORY}/releases/download/v${version}/policyctl-${version}.tgz`

/** @param path in the repository; as an editor reads it. */
export const releasedTextOf = (version: string, path: string): string =>
  `https://raw.githubusercontent.com/${NAME}/v${version}/${path}`
