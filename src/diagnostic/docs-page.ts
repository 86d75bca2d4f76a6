import { REPOSITORY, VERSION } from '../generated/package.ts'

/**
 * The URL of a page of docs/ of this release. Messages use it, since their reader
 * may have only the package, or only the log of a workflow.
 *
 * @param page below docs/, with its heading: `ledger.md#repair`.
 */
export function docsPage(page: string): string {
  return `${REPOSITORY}/blob/v${VERSION}/docs/${page}`
}
