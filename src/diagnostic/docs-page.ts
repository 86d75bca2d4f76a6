import { REPOSITORY, VERSION } from '../generated/package.ts'

/**
 * The address of a page of docs/ as this release has it. Messages name pages by
 * it: their reader may have only the package, or only the log of a workflow.
 *
 * @param page below docs/, with the heading that is meant: `ledger.md#repair`.
 */
export function docsPage(page: string): string {
  return `${REPOSITORY}/blob/v${VERSION}/docs/${page}`
}
